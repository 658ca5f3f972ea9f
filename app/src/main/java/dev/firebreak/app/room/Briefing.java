package dev.firebreak.app.room;

import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Tlp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an organisation is shown of the warning that its case is about, so that it can act without asking back.
///
/// @param statements what the warning says of products
/// @param indicators to be blocked and searched for; none of a warning that is TLP:RED
/// @param text the warning itself, absent if it is TLP:RED, which is for named persons only (TLP 2.0), or came without prose
/// @param textCut whether the text is longer than what is here
public record Briefing(
        String title,
        Tlp tlp,
        List<ProductStatement> statements,
        List<Indicator> indicators,
        @Nullable String text,
        boolean textCut) {
    /// Most of a text that is shown, in UTF-16 units.
    private static final int MOST_TEXT = 200_000;

    public Briefing {
        statements = List.copyOf(statements);
        indicators = List.copyOf(indicators);
    }

    public static Briefing of(Warning warning, Advisory advisory) {
        boolean withheld = warning.tlp() == Tlp.RED;
        String text = advisory.text();
        return new Briefing(
                warning.title(),
                warning.tlp(),
                advisory.statements(),
                withheld ? List.of() : advisory.indicators(),
                withheld || text.isBlank()
                        ? null
                        : text.substring(0, Math.min(text.length(), MOST_TEXT)),
                !withheld && text.length() > MOST_TEXT);
    }
}
