package dev.firebreak.app.text;

import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Coverage;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `check` and `ask` print: the answer first, then who, then what is not known.
public final class AnswerText {
    /// Machines of one kind listed before the rest is counted; `--all` lists every one.
    private static final int MAX_LISTED = 50;

    private static final int MAX_SUPPRESSED = 12;

    private final Terminal terminal;
    private final Language language;
    private final boolean all;

    public AnswerText(Terminal terminal, Language language, boolean all) {
        this.terminal = terminal;
        this.language = language;
        this.all = all;
    }

    public void print(Answer answer) {
        summary(answer);
        for (Verdict verdict :
                List.of(
                        Verdict.AFFECTED,
                        Verdict.CONTACTED,
                        Verdict.UNKNOWN,
                        Verdict.NOT_AFFECTED)) {
            assets(answer, verdict);
        }
        new TallyText(terminal, language, all).print(answer.tally());
        evidence(answer);
        coverage(answer.coverage());
        reasons(
                language.of("The warnings disagree", "Die Warnungen widersprechen sich"),
                answer.disagreements());
        questions(answer);
        suppressed(answer);
        omitted(answer);
    }

    private void summary(Answer answer) {
        for (Advisory advisory : answer.advisories()) {
            if (advisory.source().equals(Phrases.COMMAND_LINE)) {
                terminal.line(
                        terminal.faint(
                                language.of(
                                        "Question from the command line",
                                        "Frage von der Befehlszeile")));
                continue;
            }
            String title = advisory.title().isEmpty() ? "" : ": " + advisory.title();
            terminal.line(
                    terminal.faint(
                            language.of("Warning ", "Warnung ")
                                    + Phrases.source(advisory.source(), language)
                                    + title));
        }
        terminal.line();
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            parts.add(
                    terminal.verdict(
                            verdict,
                            language.number(answer.count(verdict))
                                    + " "
                                    + word(verdict, language)));
        }
        terminal.line(String.join("   ", parts));
        String sentence =
                switch (answer.exitCode()) {
                    case 0 ->
                            language.of(
                                    "Nothing was found, and everything that was asked is known.",
                                    "Es wurde nichts gefunden, und alles Gefragte ist bekannt.");
                    case 1 ->
                            language.of(
                                    "Action is needed for the machines listed first.",
                                    "Bei den zuerst genannten Rechnern besteht Handlungsbedarf.");
                    default ->
                            language.of(
                                    "Nothing was found, but not everything is known: see below.",
                                    "Es wurde nichts gefunden, aber nicht alles ist bekannt: siehe unten.");
                };
        terminal.line(terminal.bold(sentence));
        terminal.line();
    }

    public static String word(Verdict verdict, Language language) {
        return switch (verdict) {
            case AFFECTED -> language.of("AFFECTED", "BETROFFEN");
            case CONTACTED -> language.of("CONTACTED", "KONTAKT");
            case NOT_AFFECTED -> language.of("NOT AFFECTED", "NICHT BETROFFEN");
            case UNKNOWN -> language.of("UNKNOWN", "UNBEKANNT");
        };
    }

    private void assets(Answer answer, Verdict verdict) {
        List<AssetAnswer> some = answer.section(verdict);
        if (some.isEmpty()) {
            return;
        }
        terminal.line(
                terminal.verdict(verdict, word(verdict, language))
                        + " ("
                        + language.number(some.size())
                        + ")");
        int most = all ? some.size() : verdict == Verdict.NOT_AFFECTED ? 10 : MAX_LISTED;
        for (AssetAnswer asset : some.subList(0, Math.min(most, some.size()))) {
            String organisation = asset.organisation() == null ? "" : " · " + asset.organisation();
            List<String> also = new ArrayList<>();
            asset.verdicts().stream().skip(1).forEach(one -> also.add(word(one, language)));
            terminal.line(
                    "  "
                            + terminal.bold(asset.asset())
                            + Terminal.plain(organisation)
                            + (also.isEmpty() ? "" : "  + " + String.join(" + ", also)));
            if (verdict != Verdict.NOT_AFFECTED || all) {
                asset.reasons()
                        .forEach(reason -> terminal.line("      " + Terminal.plain(text(reason))));
            }
        }
        if (some.size() > most) {
            terminal.line(
                    terminal.faint(
                            language.of(
                                    "  and "
                                            + language.number(some.size() - most)
                                            + " more (--all lists them)",
                                    "  und "
                                            + language.number(some.size() - most)
                                            + " weitere (--all zeigt alle)")));
        }
        terminal.line();
    }

    private void evidence(Answer answer) {
        int found = answer.contacts();
        if (found == 0) {
            return;
        }
        terminal.heading(language.of("Evidence of contacts", "Belege der Kontakte"));
        int most = all ? found : Math.min(MAX_LISTED, found);
        for (Finding.Contact contact : answer.contacts(most)) {
            String asset =
                    contact.asset().isEmpty()
                            ? language.of("(no machine named)", "(kein Rechner genannt)")
                            : contact.asset();
            terminal.line(
                    "  "
                            + Terminal.plain(
                                    asset
                                            + " → "
                                            + contact.indicator().defanged()
                                            + "  "
                                            + contact.sighting().count()
                                            + "×"));
            for (Evidence evidence : contact.sighting().evidence()) {
                String line = evidence.line();
                terminal.line(
                        terminal.faint(
                                "      "
                                        + evidence.source()
                                        + language.of(", offset ", ", Position ")
                                        + evidence.offset()
                                        + ": "
                                        + (line.length() > 200
                                                ? line.substring(0, 200) + "…"
                                                : line)));
            }
        }
        if (found > most) {
            terminal.line(
                    terminal.faint(
                            language.of(
                                    "  and " + (found - most) + " more (--all lists them)",
                                    "  und " + (found - most) + " weitere (--all zeigt alle)")));
        }
        terminal.line();
    }

    private void coverage(Coverage coverage) {
        terminal.heading(language.of("What this answer speaks of", "Wovon diese Auskunft spricht"));
        coverageLines(coverage, language)
                .forEach(line -> terminal.line("  " + Terminal.plain(line)));
        terminal.line();
    }

    /// The coverage in sentences.
    public static List<String> coverageLines(Coverage coverage, Language language) {
        List<String> lines = new ArrayList<>();
        lines.add(
                language.of(
                        "Machines: "
                                + coverage.assets()
                                + " known, "
                                + coverage.withInventory()
                                + " with an inventory ("
                                + coverage.staleInventory()
                                + " too old), "
                                + coverage.inLogs()
                                + " named in logs.",
                        "Rechner: "
                                + coverage.assets()
                                + " bekannt, "
                                + coverage.withInventory()
                                + " mit Inventar ("
                                + coverage.staleInventory()
                                + " davon zu alt), "
                                + coverage.inLogs()
                                + " in Protokollen genannt."));
        if (coverage.inventoryOldest() != null && coverage.inventoryNewest() != null) {
            String oldest = day(coverage.inventoryOldest(), language);
            String newest = day(coverage.inventoryNewest(), language);
            lines.add(
                    language.of(
                            "Inventories: from " + oldest + " to " + newest + ".",
                            "Inventare: vom " + oldest + " bis " + newest + "."));
        }
        if (coverage.logs().sources() == 0) {
            lines.add(language.of("Logs: none were read.", "Protokolle: Es wurden keine gelesen."));
        } else {
            lines.add(logs(coverage.logs(), language));
        }
        if (!coverage.missingDays().isEmpty()) {
            List<String> days =
                    coverage.missingDays().stream()
                            .limit(10)
                            .map(d -> Phrases.day(d, language))
                            .toList();
            String more = coverage.missingDays().size() > 10 ? ", …" : "";
            lines.add(
                    language.of(
                            "Days without any log line: "
                                    + coverage.missingDays().size()
                                    + " ("
                                    + String.join(", ", days)
                                    + more
                                    + ").",
                            "Tage ohne eine einzige Protokollzeile: "
                                    + coverage.missingDays().size()
                                    + " ("
                                    + String.join(", ", days)
                                    + more
                                    + ")."));
        }
        coverage.notes().forEach(note -> lines.add(note.text(language.code())));
        return lines;
    }

    private static String logs(LogSpan logs, Language language) {
        boolean counted = logs.lines() != LogSpan.LINES_UNKNOWN;
        String from =
                logs.first() == null
                        ? day(logs.days().first(), language)
                        : Phrases.moment(logs.first(), language);
        String to =
                logs.last() == null
                        ? day(logs.days().last(), language)
                        : Phrases.moment(logs.last(), language);
        return language.of(
                "Logs: "
                        + (counted
                                ? Phrases.counted(logs.lines(), language, "line in ", "lines in ")
                                : "")
                        + Phrases.counted(logs.sources(), language, "file, ", "files, ")
                        + Phrases.counted(logs.days().size(), language, "day", "days")
                        + ", from "
                        + from
                        + " to "
                        + to
                        + ".",
                "Protokolle: "
                        + (counted
                                ? Phrases.counted(logs.lines(), language, "Zeile in ", "Zeilen in ")
                                : "")
                        + Phrases.counted(logs.sources(), language, "Datei, ", "Dateien, ")
                        + Phrases.counted(logs.days().size(), language, "Tag", "Tage")
                        + ", von "
                        + from
                        + " bis "
                        + to
                        + ".");
    }

    private static String day(Optional<LocalDate> day, Language language) {
        return day.map(d -> Phrases.day(d, language)).orElse("?");
    }

    private static String day(Instant moment, Language language) {
        return Phrases.day(LocalDate.ofInstant(moment, ZoneOffset.UTC), language);
    }

    private void reasons(String heading, List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        terminal.heading(heading);
        reasons.forEach(reason -> terminal.line("  " + Terminal.plain(text(reason))));
        terminal.line();
    }

    private void questions(Answer answer) {
        if (answer.questions().isEmpty()) {
            return;
        }
        terminal.heading(language.of("Please decide", "Bitte entscheiden Sie"));
        for (Question question : answer.questions()) {
            terminal.line(
                    "  ? " + Terminal.plain(language.of(question.english(), question.german())));
            if (!question.options().isEmpty()) {
                terminal.line(
                        "    " + Terminal.plain(Phrases.options(question.options(), language)));
            }
        }
        terminal.line();
    }

    private void suppressed(Answer answer) {
        if (answer.suppressed().isEmpty()) {
            return;
        }
        terminal.heading(
                language.of("Indicators not used", "Nicht verwendete Indikatoren")
                        + " ("
                        + answer.suppressed().size()
                        + ")");
        int most =
                all
                        ? answer.suppressed().size()
                        : Math.min(MAX_SUPPRESSED, answer.suppressed().size());
        for (Answer.Suppressed one : answer.suppressed().subList(0, most)) {
            terminal.line(
                    "  "
                            + Terminal.plain(
                                    Phrases.type(one.indicator().type(), language)
                                            + " "
                                            + one.indicator().defanged()
                                            + ": "
                                            + text(one.reason())));
        }
        if (answer.suppressed().size() > most) {
            terminal.line(
                    terminal.faint(
                            language.of(
                                    "  and "
                                            + (answer.suppressed().size() - most)
                                            + " more (--all lists them)",
                                    "  und "
                                            + (answer.suppressed().size() - most)
                                            + " weitere (--all zeigt alle)")));
        }
        terminal.line(
                terminal.faint(
                        language.of(
                                "  --force VALUE uses one all the same.",
                                "  Mit --force WERT wird einer trotzdem verwendet.")));
        terminal.line();
    }

    private void omitted(Answer answer) {
        if (answer.omitted().isEmpty()) {
            return;
        }
        terminal.heading(language.of("Left out or assumed", "Ausgelassen oder angenommen"));
        Map<Problem, Integer> distinct = new LinkedHashMap<>();
        answer.omitted().forEach(problem -> distinct.merge(problem, 1, Integer::sum));
        int shown = 0;
        for (Problem problem : distinct.keySet()) {
            if (!all && shown++ == MAX_LISTED) {
                terminal.line(
                        terminal.faint(
                                language.of(
                                        "  and "
                                                + (distinct.size() - MAX_LISTED)
                                                + " more (--all lists them)",
                                        "  und "
                                                + (distinct.size() - MAX_LISTED)
                                                + " weitere (--all zeigt alle)")));
                break;
            }
            terminal.line("  " + ProblemText.line(problem, language));
        }
        terminal.line();
    }

    private String text(Reason reason) {
        return reason.text(language.code());
    }
}
