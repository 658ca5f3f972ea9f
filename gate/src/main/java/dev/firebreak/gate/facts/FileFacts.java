package dev.firebreak.gate.facts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything known about one file of a release.
///
/// @param path inside the release; `!/` stands where a container was opened; empty for the release itself
/// @param sha256 lower-case hex
/// @param tlsh similarity digest, absent for small, very large or plain files
/// @param entropy Shannon entropy in bits per byte over the whole file
/// @param attributes what metadata says: `name`, `version`, `ecosystem` and others
public record FileFacts(
        String path,
        FileKind kind,
        long size,
        String sha256,
        @Nullable String tlsh,
        double entropy,
        Placing placing,
        @Nullable NativeFacts code,
        List<SignatureFacts> signatures,
        List<Signal> signals,
        Map<String, String> attributes) {
    public FileFacts {
        signatures = List.copyOf(signatures);
        // Most files have none.
        signals = signals.isEmpty() ? List.of() : List.copyOf(new TreeSet<>(signals));
        attributes =
                attributes.isEmpty()
                        ? Map.of()
                        : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public FileFacts at(String newPath, Placing newPlacing) {
        return new FileFacts(
                newPath,
                kind,
                size,
                sha256,
                tlsh,
                entropy,
                newPlacing,
                code,
                signatures,
                signals,
                attributes);
    }

    public FileFacts with(List<Signal> more) {
        if (more.isEmpty()) {
            return this;
        }
        TreeSet<Signal> all = new TreeSet<>(signals);
        all.addAll(more);
        return new FileFacts(
                path,
                kind,
                size,
                sha256,
                tlsh,
                entropy,
                placing,
                code,
                signatures,
                List.copyOf(all),
                attributes);
    }

    /// The last part of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The innermost container's path, empty for files directly in the release.
    public String container() {
        int bang = path.lastIndexOf("!/");
        return bang < 0 ? "" : path.substring(0, bang);
    }

    /// The path inside the innermost container.
    public String inner() {
        int bang = path.lastIndexOf("!/");
        return bang < 0 ? path : path.substring(bang + 2);
    }

    /// The signatures that stand in the file itself, without those in files beside it.
    public List<SignatureFacts> ownSignatures() {
        return signatures.stream().filter(s -> !s.kind().equals(SignatureFacts.BESIDE)).toList();
    }

    public boolean has(SignalKind wanted) {
        for (Signal s : signals) {
            if (s.kind() == wanted) {
                return true;
            }
        }
        return false;
    }
}
