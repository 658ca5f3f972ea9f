package dev.firebreak.app.gate;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.formats.Warnings;
import dev.firebreak.gate.examine.Examiner;
import dev.firebreak.gate.examine.Isolated;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Finding;
import dev.firebreak.gate.judge.Judgement;
import dev.firebreak.gate.known.KnownBad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The warnings given with `--warning`: their indicators, and the files of YARA rules among them.
final class Warned implements Examiner.Known {
    private final KnownBad known;
    private final int count;
    private final @Nullable Path rules;

    private Warned(KnownBad known, int count, @Nullable Path rules) {
        this.known = known;
        this.count = count;
        this.rules = rules;
    }

    static Warned read(List<Path> files) throws IOException {
        List<Advisory> advisories = new ArrayList<>();
        StringBuilder yara = new StringBuilder();
        for (Path f : files) {
            String name = f.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".yar") || name.endsWith(".yara")) {
                yara.append(Files.readString(f)).append('\n');
            } else {
                advisories.addAll(Warnings.readAll(f.toString(), Files.readAllBytes(f)));
            }
        }
        Path rules = null;
        if (!yara.isEmpty()) {
            rules = Files.createTempFile("firebreak-rules-", ".yar");
            rules.toFile().deleteOnExit();
            Files.writeString(rules, yara);
        }
        return new Warned(new KnownBad(advisories), advisories.size(), rules);
    }

    /// Changes when one of the files does: name, size and time of each.
    static String state(List<Path> files) throws IOException {
        StringBuilder out = new StringBuilder("warnings");
        for (Path f : files) {
            out.append('|')
                    .append(f)
                    .append(' ')
                    .append(Files.size(f))
                    .append(' ')
                    .append(Files.getLastModifiedTime(f));
        }
        return out.toString();
    }

    @Nullable Path rules() {
        return rules;
    }

    @Override
    public List<Finding> findings(Path release, ReleaseFacts facts) throws IOException {
        return count == 0 && rules == null
                ? List.of()
                : known.find(
                        facts, Isolated.digest(release, "MD5"), Isolated.digest(release, "SHA-1"));
    }

    @Override
    public List<Judgement.Note> notes() {
        return count == 0
                ? List.of(
                        new Judgement.Note(
                                "no-warnings",
                                "No warnings were given; the verdict rests on the content alone.",
                                "Es wurden keine Warnungen angegeben; das Urteil beruht allein auf dem Inhalt."))
                : List.of(
                        new Judgement.Note(
                                "warnings",
                                count + " warnings were held against the content.",
                                count + " Warnungen wurden mit dem Inhalt verglichen."));
    }
}
