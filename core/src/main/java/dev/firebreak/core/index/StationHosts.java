package dev.firebreak.core.index;

import java.io.IOException;

/// From a station to its host and organisation; quick when asked in ascending order.
final class StationHosts {
    private final Lookup chunks;
    private int chunk = -1;
    private byte[] array = new byte[0];
    private int start;

    StationHosts(Store.Snapshot snapshot) {
        chunks = new Lookup(snapshot, Table.STATION_HOSTS);
    }

    private int at(int station, int offset) throws IOException {
        int wanted = station / StationBook.CHUNK;
        if (wanted != chunk) {
            ByteIn in = chunks.newest(wanted);
            if (in == null) {
                throw new MalformedException("station " + station + " has no host");
            }
            array = in.array;
            start = in.at;
            chunk = wanted;
        }
        int p = start + station % StationBook.CHUNK * 8 + offset;
        return (array[p] & 255) << 24
                | (array[p + 1] & 255) << 16
                | (array[p + 2] & 255) << 8
                | (array[p + 3] & 255);
    }

    int host(int station) throws IOException {
        return at(station, 0);
    }

    int organisation(int station) throws IOException {
        return at(station, 4);
    }
}
