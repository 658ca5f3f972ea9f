package dev.firebreak.app.ui;

import dev.firebreak.app.store.Finding.Proof;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;

/// Evidence as people read it.
public record Wording(MessageSource texts, Locale locale, Dates dates) {
    /// Where an installed program stands, or when and how often something was contacted and where that stands.
    public String proof(Proof p) {
        if (p.kind().equals("installed")) {
            // A report that was kept as what a machine has names no line.
            return p.place() <= 0
                    ? say("proof.installed", source(p))
                    : say("proof.installed.line", source(p), dates.number(p.place()));
        }
        String from = dates.time(p.first());
        String until = dates.time(p.last());
        String when = from.equals(until) ? from : say("proof.between", from, until);
        return say("proof.contact", when, p.count(), source(p), dates.number(p.place()));
    }

    /// `dns.log.gz (eingeliefert am 27.11.2026, 09:15 UTC)` for `dns.log.gz @ 2026-11-27T09:15:47Z`.
    String source(Proof p) {
        Instant moment = p.handedIn();
        return moment == null
                ? p.source()
                : say(
                        "proof.source",
                        p.source().substring(0, p.source().lastIndexOf(Proof.HANDED_IN)),
                        dates.time(moment));
    }

    private String say(String code, Object... values) {
        return Objects.requireNonNull(texts.getMessage(code, values, locale));
    }
}
