package dev.firebreak.formats.vex;

import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Product;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.VersionRange;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.fields.AdvisoryDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a VEX document says of each version of each product. One that is affected by one vulnerability and not by another
/// of the same document counts as affected, which a note says.
final class Verdicts {
    /// A product's versions as one place of the document names them.
    record Subject(
            Product product,
            Platform platform,
            VersionScheme scheme,
            List<String> versions,
            List<VersionRange> ranges,
            Certainty certainty) {
        Subject ofAnyVersion() {
            return new Subject(product, platform, scheme, List.of(), List.of(), certainty);
        }

        private String key() {
            // Equal names in two registries, or of two makers in one, are two things.
            return (product.name()
                            + "\n"
                            + product.vendor()
                            + "\n"
                            + packages()
                            + versions
                            + ranges)
                    .toLowerCase(Locale.ROOT);
        }

        /// The package URLs without what tells one build from another.
        private List<String> packages() {
            return product.identifiers().stream()
                    .filter(id -> id.type() == Identifier.Type.PURL)
                    .map(id -> id.value().replaceFirst("[?#].*", ""))
                    .toList();
        }
    }

    private record Verdict(Subject subject, Status status, List<Span> spans) {}

    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final AdvisoryDraft draft;

    Verdicts(AdvisoryDraft draft) {
        this.draft = draft;
    }

    void add(Subject subject, Status status, Span span) {
        Verdict known = verdicts.get(subject.key());
        if (known == null) {
            verdicts.put(subject.key(), new Verdict(subject, status, List.of(span)));
        } else if (known.status() != status) {
            draft.note(
                    span.where(),
                    "the document says several things of "
                            + subject.product().name()
                            + "; the gravest counts");
            if (gravity(status) > gravity(known.status())) {
                verdicts.put(subject.key(), new Verdict(subject, status, List.of(span)));
            }
        }
    }

    private static int gravity(Status status) {
        return switch (status) {
            case AFFECTED -> 3;
            case UNDER_INVESTIGATION -> 2;
            case FIXED -> 1;
            case NOT_AFFECTED -> 0;
        };
    }

    void tell() {
        for (Verdict verdict : verdicts.values()) {
            Subject s = verdict.subject();
            draft.statement(
                    new ProductStatement(
                            s.product(),
                            s.platform(),
                            verdict.status(),
                            s.scheme(),
                            s.versions(),
                            s.ranges(),
                            s.certainty(),
                            verdict.spans()));
        }
    }
}
