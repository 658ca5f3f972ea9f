package dev.firebreak.core.index;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a station to its host and organisation; quick when asked in ascending order.
final class StationHosts {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final Lookup chunks;

    /// If there is but one run, the next chunk follows the last one.
    private final @Nullable RunCursor only;

    private final ByteIn value = new ByteIn(new byte[0]);
    private int chunk = -2;
    private byte[] array = new byte[0];
    private int start;
    private int at;

    StationHosts(Store.Snapshot snapshot) {
        chunks = new Lookup(snapshot, Table.STATION_HOSTS);
        List<Run> runs = snapshot.of(Table.STATION_HOSTS);
        only = runs.size() == 1 ? runs.getFirst().cursor() : null;
    }

    /// Goes to a station.
    void find(int station) throws IOException {
        int wanted = station / StationBook.CHUNK;
        if (wanted != chunk) {
            load(wanted, station);
        }
        at = start + station % StationBook.CHUNK * 8;
    }

    private void load(int wanted, int station) throws IOException {
        ByteIn in;
        RunCursor c = only;
        if (c == null) {
            in = chunks.newest(wanted);
        } else {
            byte[] key = new ByteOut(4).u32(wanted).array;
            boolean there = wanted == chunk + 1 ? c.next() : c.seek(key, 4);
            there =
                    there
                            && (c.compareKey(key, 4) == 0
                                    || (c.seek(key, 4) && c.compareKey(key, 4) == 0));
            in = there ? c.value(value) : null;
        }
        if (in == null) {
            throw new MalformedException("station " + station + " has no host");
        }
        if (in.end - in.at < StationBook.CHUNK * 8) {
            throw new MalformedException("the hosts of station " + station + " are cut off");
        }
        array = in.array;
        start = in.at;
        chunk = wanted;
    }

    /// The host of the station that was found last.
    int host() {
        return (int) INT.get(array, at);
    }

    int organisation() {
        return (int) INT.get(array, at + 4);
    }

    int host(int station) throws IOException {
        find(station);
        return host();
    }

    int organisation(int station) throws IOException {
        find(station);
        return organisation();
    }
}
