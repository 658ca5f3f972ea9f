package dev.firebreak.gate.facts;

import java.util.List;

/// The facts of one release: the file as it came and everything found in it, sorted by path.
///
/// @param name the file's name as it came
/// @param format `zip`, `jar`, `npm`, `deb`, `msi` and so on; `unknown` when it is no container we know
/// @param files the release itself first (empty path), then what was inside
/// @param revision of the fact readers; facts of another revision are read anew
public record ReleaseFacts(
        String name,
        String sha256,
        long size,
        String format,
        List<FileFacts> files,
        List<Obstacle> obstacles,
        int revision) {
    /// Raise when readers see more or other things than before.
    public static final int REVISION = 6;

    public ReleaseFacts {
        files = List.copyOf(files);
        obstacles = List.copyOf(obstacles);
    }

    public FileFacts root() {
        return files.getFirst();
    }
}
