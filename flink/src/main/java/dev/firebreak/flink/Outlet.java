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
            if (waiting > MAX_WAITING_BYTES * writer.getNumberOfSubpartitions()) {
                return false;
            }
        }
        return true;
    }
}
