package dev.firebreak.app.text;

import dev.firebreak.core.answer.Tally;
import dev.firebreak.core.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is printed of machines without a finding, of an estate too large to list them: how many, why that is said of them,
/// and the same by organisation.
final class TallyText {
    /// Organisations listed before the rest is counted; `--all` lists every one.
    private static final int MAX_ORGANISATIONS = 20;

    private final Terminal terminal;
    private final Language language;
    private final boolean all;

    TallyText(Terminal terminal, Language language, boolean all) {
        this.terminal = terminal;
        this.language = language;
        this.all = all;
    }

    void print(Tally tally) {
        if (tally.unlisted() == 0) {
            return;
        }
        terminal.heading(
                language.of(
                                "Not listed one by one, without a finding: ",
                                "Nicht einzeln aufgeführt, ohne Fund: ")
                        + language.number(tally.unlisted()));
        for (Tally.Because because : tally.because()) {
            String word = AnswerText.word(because.verdict(), language);
            String reason = because.reason().text(language.code());
            terminal.line(
                    "  %12s  %s  %s"
                            .formatted(
                                    language.number(because.machines()),
                                    terminal.verdict(because.verdict(), word),
                                    Terminal.plain(reason)));
        }
        organisations(tally);
        terminal.line();
    }

    private void organisations(Tally tally) {
        List<Tally.OfOne> worst =
                tally.organisations().stream()
                        .sorted(
                                Comparator.comparingLong(TallyText::hits)
                                        .thenComparingLong(Tally.OfOne::machines)
                                        .reversed())
                        .toList();
        terminal.line();
        int most = all ? worst.size() : Math.min(MAX_ORGANISATIONS, worst.size());
        worst.subList(0, most).forEach(this::organisation);
        if (worst.size() > most) {
            String left = language.number(worst.size() - most);
            terminal.line(
                    terminal.faint(
                            language.of(
                                    "  and " + left + " more organisations (--all lists them)",
                                    "  und "
                                            + left
                                            + " weitere Organisationen (--all zeigt alle)")));
        }
    }

    private void organisation(Tally.OfOne one) {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long n = one.verdicts().getOrDefault(verdict, 0L);
            if (n > 0) {
                parts.add(language.number(n) + " " + AnswerText.word(verdict, language));
            }
        }
        String name =
                one.name() == null
                        ? language.of("(no organisation)", "(keine Organisation)")
                        : one.name();
        terminal.line("  " + Terminal.plain(name) + ": " + String.join(", ", parts));
    }

    private static long hits(Tally.OfOne one) {
        return one.verdicts().getOrDefault(Verdict.AFFECTED, 0L)
                + one.verdicts().getOrDefault(Verdict.CONTACTED, 0L);
    }
}
