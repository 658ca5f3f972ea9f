package dev.firebreak.flink;

import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;

/// How much of what a task handed on still waits for the tasks behind it.
///
/// A timer runs even when a task may hand on nothing more. A look-back that went on then would wait in the middle of its
/// call, and with it every other key and the next checkpoint; and a queue that is always full is a queue in which the
/// findings of other keys wait too.
final class Outlet {
    /// With more than this waiting for each task behind, a look-back makes a pause: some 250 findings, a few hundredths of a
    /// second's work. It is more than a network buffer (32 KB), since what fills no buffer is handed over only each 100 ms.
    static final long MAX_WAITING_BYTES = 48 << 10;

    /// And with more than this for all together: each task behind takes from as many joins as there are tasks behind, so this
    /// is also what waits before one of them in all, some 2,000 findings, however many slots the job has.
    static final long MAX_WAITING_IN_ALL = 384 << 10;

    private final ResultPartitionWriter[] writers;

    Outlet(ResultPartitionWriter... writers) {
        this.writers = writers.clone();
    }

    /// Whether what is handed on now is taken soon.
    boolean isFree() {
        for (ResultPartitionWriter writer : writers) {
            if (!writer.isAvailable()) {
                return false;
            }
            long waiting = 0;
            for (int i = 0; i < writer.getNumberOfSubpartitions(); i++) {
                waiting += writer.getBytesInQueueUnsafe(i);
            }
            if (waiting > most(writer.getNumberOfSubpartitions())) {
                return false;
            }
        }
        return true;
    }

    /// @param behind number of tasks behind
    static long most(int behind) {
        return Math.min(MAX_WAITING_BYTES * behind, MAX_WAITING_IN_ALL);
    }
}
