package dev.firebreak.app.check;

/// Told what is being done, so that long work can show it.
public interface Progress {
    /// Nobody watches.
    Progress NONE =
            new Progress() {
                @Override
                public void file(String step, String file, int number, int of) {}

                @Override
                public void bytes(long bytes) {}
            };

    /// A file is begun.
    ///
    /// @param step `warning`, `inventory` or `log`
    /// @param number 1-based
    void file(String step, String file, int number, int of);

    /// So many bytes of the file begun last are read, after decompression.
    void bytes(long bytes);
}
