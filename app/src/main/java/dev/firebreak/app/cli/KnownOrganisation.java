package dev.firebreak.app.cli;

import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.index.IndexView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An organisation that a question is about. Zeros for a name that was mistyped would be a wrong answer.
final class KnownOrganisation {
    /// Names told to someone who mistyped one.
    private static final int MAX_TOLD = 20;

    private KnownOrganisation() {}

    /// The name as it is kept, whatever its case; absent if all are asked about.
    ///
    /// @throws UnusableInputException if none of that name ever reported; the message says which did
    static @Nullable String name(IndexView view, @Nullable String asked, Language language)
            throws UnusableInputException {
        if (asked == null) {
            return null;
        }
        Optional<String> known = view.organisation(asked);
        if (known.isPresent()) {
            return known.get();
        }
        List<String> all =
                view.organisations().stream().filter(o -> !o.isEmpty()).sorted().toList();
        String told =
                all.stream().limit(MAX_TOLD).map(Terminal::plain).collect(Collectors.joining(", "));
        int more = all.size() - Math.min(all.size(), MAX_TOLD);
        throw new UnusableInputException(
                asked
                        + ": "
                        + language.of(
                                "no organisation of this name ever reported; ",
                                "von einer Organisation dieses Namens wurde nie etwas gemeldet; ")
                        + (all.isEmpty()
                                ? language.of(
                                        "none is known by name", "keine ist mit Namen bekannt")
                                : language.of("known: ", "bekannt: ") + told)
                        + (more == 0
                                ? ""
                                : String.format(
                                        language.locale(),
                                        language.of(" and %,d more", " und %,d weitere"),
                                        more)));
    }
}
