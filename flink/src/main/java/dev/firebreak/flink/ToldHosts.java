package dev.firebreak.flink;

import dev.firebreak.core.join.Join;
import dev.firebreak.core.model.ObservationSink;
import dev.firebreak.stream.record.LogBatch;

/// Which machines and days a gate told lately, so that it need not tell each for each line.
///
/// A shortcut only: what is no longer here is told again, which changes nothing. Two that have all 64 bits alike would be one; a
/// machine would then not be told to be in the logs, and nothing be claimed of it.
final class ToldHosts {
    /// A million places of eight bytes for each gate.
    private static final int PLACES = 1 << 20;

    private final long[] told = new long[PLACES];

    interface New {
        void tell(String host, int day);
    }

    /// Tells what it has not told lately. Lines that carry no time or name no machine say nothing.
    void tell(LogBatch batch, New to) {
        long[] hashes = new long[batch.hosts().size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(batch.organisation(), batch.hosts().get(i));
        }
        int[] hosts = batch.host();
        long[] micros = batch.micros();
        for (int i = 0; i < hosts.length; i++) {
            if (micros[i] == ObservationSink.NO_TIME || batch.hosts().get(hosts[i]).isEmpty()) {
                continue;
            }
            int day = (int) Math.floorDiv(micros[i], Join.PERIOD_MICROS);
            long one = mix(hashes[hosts[i]] + day);
            int place = (int) one & (PLACES - 1);
            if (told[place] != one) {
                told[place] = one;
                to.tell(batch.hosts().get(hosts[i]), day);
            }
        }
    }

    private static long hash(String organisation, String host) {
        long h = organisation.hashCode();
        for (int i = 0; i < host.length(); i++) {
            h = (h ^ host.charAt(i)) * 0x9e3779b97f4a7c15L;
            h ^= h >>> 32;
        }
        return h;
    }

    /// Spreads the bits (finaliser of MurmurHash3, 64 bits).
    private static long mix(long bits) {
        long h = bits;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
