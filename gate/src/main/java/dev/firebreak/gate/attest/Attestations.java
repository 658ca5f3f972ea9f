package dev.firebreak.gate.attest;

import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.SignatureFacts;
import dev.firebreak.gate.facts.SignatureFacts.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Attestations that lie beside a release, and what they say of it, as facts of the release.
public final class Attestations {
    /// Attributes of the release whose values come from an attestation begin with this.
    public static final String PREFIX = "provenance.";

    private static final long MAX_FILE = 16 << 20;

    /// What the parts of the world call them: Sigstore's clients, gh, npm as we ask it to be saved, PEP 740.
    private static final List<String> ENDINGS =
            List.of(
                    ".sigstore.json",
                    ".sigstore",
                    ".sigstore.bundle",
                    ".attestations.json",
                    ".intoto.jsonl",
                    ".publish.attestation",
                    ".slsa.attestation",
                    ".provenance");

    private final TrustRoot root;
    private final List<Path> given;

    /// @param given files besides those that lie beside the release
    public Attestations(TrustRoot root, List<Path> given) {
        this.root = root;
        this.given = List.copyOf(given);
    }

    /// The files beside a release that attest it.
    public static List<Path> beside(Path release) {
        List<Path> out = new ArrayList<>();
        for (String ending : ENDINGS) {
            Path p = release.resolveSibling(release.getFileName() + ending);
            if (Files.isRegularFile(p)) {
                out.add(p);
            }
        }
        return out;
    }

    /// The release that a file beside it attests; absent if it is none or its release is not there.
    public static @Nullable Path attested(Path file) {
        String name = file.getFileName().toString();
        for (String ending : ENDINGS) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                Path release =
                        file.resolveSibling(name.substring(0, name.length() - ending.length()));
                if (Files.isRegularFile(release)) {
                    return release;
                }
            }
        }
        return null;
    }

    /// The facts with what attestations say; what earlier ones said is taken out first.
    ///
    /// @param more whether files given by name belong to this release
    /// @throws IOException if the release itself cannot be read
    public ReleaseFacts add(ReleaseFacts facts, Path release, boolean more) throws IOException {
        List<Path> files = new ArrayList<>(beside(release));
        if (more) {
            files.addAll(given);
        }
        List<Checked> checked = new ArrayList<>();
        if (!files.isEmpty()) {
            Checker checker = new Checker(root, Checker.digests(release));
            for (Path f : files) {
                checked.addAll(check(f, checker));
            }
        }
        return with(facts, checked);
    }

    private static List<Checked> check(Path file, Checker checker) {
        try {
            if (Files.size(file) > MAX_FILE) {
                throw new IOException("it is larger than " + MAX_FILE + " bytes");
            }
            List<Checked> out = new ArrayList<>();
            for (Bundle b : BundleReader.read(Files.readAllBytes(file))) {
                out.add(checker.check(b));
            }
            return out;
        } catch (IOException e) {
            return List.of(
                    new Checked(
                            State.BROKEN,
                            "",
                            Map.of(),
                            "",
                            "",
                            "",
                            null,
                            file.getFileName() + ": " + e.getMessage()));
        }
    }

    private static ReleaseFacts with(ReleaseFacts facts, List<Checked> checked) {
        FileFacts root = facts.root();
        List<SignatureFacts> signatures = new ArrayList<>();
        for (SignatureFacts s : root.signatures()) {
            if (!s.kind().equals(SignatureFacts.BESIDE)) {
                signatures.add(s);
            }
        }
        TreeMap<String, String> attributes = new TreeMap<>(root.attributes());
        attributes.keySet().removeIf(k -> k.startsWith(PREFIX));
        if (checked.isEmpty() && signatures.size() == root.signatures().size()) {
            return facts;
        }
        // Who built it stands first: it tells more than the registry's receipt.
        List<Checked> sorted = new ArrayList<>(checked);
        sorted.sort(
                Comparator.comparing((Checked c) -> c.state())
                        .thenComparing(c -> !c.names().containsKey("repository"))
                        .thenComparing(Checked::about)
                        .thenComparing(Checked::note)
                        .thenComparing(Checked::key));
        for (Checked c : sorted) {
            signatures.add(facts(c));
        }
        if (!sorted.isEmpty() && sorted.getFirst().state() == State.INTACT) {
            sorted.getFirst().names().forEach((k, v) -> attributes.put(PREFIX + k, v));
            attributes.put(PREFIX + "about", sorted.getFirst().about());
        }
        List<FileFacts> files = new ArrayList<>(facts.files());
        files.set(
                0,
                new FileFacts(
                        root.path(),
                        root.kind(),
                        root.size(),
                        root.sha256(),
                        root.tlsh(),
                        root.entropy(),
                        root.placing(),
                        root.code(),
                        signatures,
                        root.signals(),
                        attributes));
        return new ReleaseFacts(
                facts.name(),
                facts.sha256(),
                facts.size(),
                facts.format(),
                files,
                facts.obstacles(),
                facts.revision());
    }

    private static SignatureFacts facts(Checked c) {
        return new SignatureFacts(
                SignatureFacts.BESIDE,
                c.state(),
                c.names().getOrDefault("identity", ""),
                c.names().getOrDefault("issuer", ""),
                "",
                c.key(),
                c.from(),
                c.until(),
                c.time() == null ? null : c.time().toString(),
                List.of(),
                (c.about().isEmpty() ? "" : c.about() + ": ") + c.note());
    }
}
