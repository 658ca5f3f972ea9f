package dev.firebreak.flink;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;

/// How RocksDB folds its files when a checkpoint comes twice a second.
///
/// Each checkpoint writes what is new to files of its own, so there are many small ones. Folded level by level, which is
/// RocksDB's custom, every fourth of them has most of the first level written anew: that took more of the processor than the
/// join (docs/decisions/096). Here files are folded with others of about their size ("universal").
///
/// Public because Flink makes it by its name.
public final class SmallFiles implements RocksDBOptionsFactory {
    private static final long serialVersionUID = 1;

    /// With so many files, some are folded. Each is one more place to look for a key.
    private static final int FOLD_AT = 8;

    /// With so many, writing waits for the folding.
    private static final int SLOWER_AT = 36;

    private static final int STOP_AT = 56;

    /// Threads of a task that write and fold files: one for each.
    private static final int THREADS = 2;

    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
        // RocksDB's own log stays with its files. Flink moves it to its logs under a name made of
        // the whole path, too long for a file where state is restored in a deep folder.
        return current.setMaxBackgroundJobs(THREADS).setDbLogDir("");
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
        return current.setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setLevel0FileNumCompactionTrigger(FOLD_AT)
                .setLevel0SlowdownWritesTrigger(SLOWER_AT)
                .setLevel0StopWritesTrigger(STOP_AT);
    }
}
