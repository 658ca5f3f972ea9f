package dev.firebreak.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One warning as it was understood.
///
/// @param source the input as the user named it
/// @param format what it was read as: `prose`, `csaf-2.0`, `cve-5.1`, `stix-2.1`, `misp`, `osv`, `indicators` ...
/// @param id the publisher's id, if any
/// @param revision the publisher's revision, if any
/// @param title title or subject, may be empty
/// @param publisher who says it, if stated
/// @param language `de` or `en`, if known
/// @param tlp as labelled; absent means no label, which is treated as RED until a person decides
/// @param text plain text that the spans' offsets refer to; empty for structured formats
public record Advisory(
        String source,
        String format,
        @Nullable String id,
        @Nullable String revision,
        String title,
        @Nullable String publisher,
        @Nullable String language,
        @Nullable Tlp tlp,
        @Nullable Instant published,
        String text,
        List<ProductStatement> statements,
        List<Indicator> indicators,
        List<Fact> facts,
        List<Question> questions,
        List<Problem> problems) {
    public Advisory {
        Objects.requireNonNull(source);
        Objects.requireNonNull(format);
        Objects.requireNonNull(title);
        Objects.requireNonNull(text);
        statements = List.copyOf(statements);
        indicators = List.copyOf(indicators);
        facts = List.copyOf(facts);
        questions = List.copyOf(questions);
        problems = List.copyOf(problems);
    }

    /// Codes of the questions that leave open which product the versions in the text belong to.
    private static final Set<String> OPEN_PRODUCT = Set.of("product-missing", "status-undecided");

    /// Whether inventories can be asked: it names a product that is affected or may be.
    public boolean asksSoftware() {
        return statements.stream()
                .anyMatch(
                        statement ->
                                statement.status() == Status.AFFECTED
                                        || statement.status() == Status.UNDER_INVESTIGATION);
    }

    /// Whether it speaks of versions, but nothing affected was understood: then inventories cannot be asked, although
    /// they would have to be.
    public boolean leavesProductOpen() {
        return !asksSoftware()
                && questions.stream().anyMatch(question -> OPEN_PRODUCT.contains(question.code()));
    }
}
