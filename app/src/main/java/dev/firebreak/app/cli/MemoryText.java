package dev.firebreak.app.cli;

import dev.firebreak.app.memory.TakeResult;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.index.IndexStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The words in which `import`, `watch` and `status` speak.
final class MemoryText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MemoryText() {}

    static String said(TakeResult r, Language language) {
        return some(r.files(), language, "file", "files", "Datei", "Dateien")
                + ": "
                + some(r.logs(), language, "log", "logs", "Protokoll", "Protokolle")
                + language.of(" with ", " mit ")
                + some(r.lines(), language, "line", "lines", "Zeile", "Zeilen")
                + String.format(
                        language.locale(),
                        language.of(
                                " (%,d known from other files), ",
                                " (%,d aus anderen Dateien bekannt), "),
                        r.duplicates())
                + some(
                        r.inventories(),
                        language,
                        "inventory",
                        "inventories",
                        "Inventar",
                        "Inventare")
                + language.of(" with ", " mit ")
                + some(r.entries(), language, "entry", "entries", "Eintrag", "Einträgen")
                + "; "
                + some(
                        r.known(),
                        language,
                        "file was known already",
                        "files were known already",
                        "Datei war schon bekannt",
                        "Dateien waren schon bekannt")
                + String.format(
                        language.locale(),
                        language.of(", %,d could not be used", ", %,d nicht verwendbar"),
                        r.refused());
    }

    static String json(TakeResult r, int problems) {
        ObjectNode out = JSON.createObjectNode();
        out.put("files", r.files()).put("known", r.known()).put("refused", r.refused());
        out.put("logs", r.logs()).put("lines", r.lines()).put("duplicateLines", r.duplicates());
        out.put("inventories", r.inventories())
                .put("entries", r.entries())
                .put("problems", problems);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(out);
    }

    /// @param damages places that are damaged, as text
    static String json(IndexStatus s, String folder, List<String> damages) {
        ObjectNode out = JSON.createObjectNode();
        out.put("data", folder)
                .put("generation", s.generation())
                .put("bytes", s.bytes())
                .put("files", s.files());
        out.put("components", s.components())
                .put("inventoryRows", s.holdings())
                .put("sightingRows", s.sightings());
        ObjectNode tables = out.putObject("bytesByTable");
        s.bytesByTable().forEach(tables::put);
        ArrayNode all = out.putArray("organisations");
        for (IndexStatus.Owned o : s.organisations()) {
            ObjectNode one = all.addObject();
            one.put("organisation", o.name().isEmpty() ? null : o.name());
            one.put("machines", o.machines()).put("hostsInLogsOnly", o.hosts());
            one.put("logs", o.logs()).put("inventories", o.inventories());
            one.put("lines", o.lines()).put("duplicateLines", o.duplicates());
            one.put("oldestInventory", text(o.oldestInventory()))
                    .put("newestInventory", text(o.newestInventory()));
            one.put("firstLine", text(o.firstLine())).put("lastLine", text(o.lastLine()));
            one.put("days", o.days().size());
            ArrayNode gaps = one.putArray("gaps");
            gaps(o.days(), Language.EN).forEach(gaps::add);
        }
        ArrayNode bad = out.putArray("damages");
        damages.forEach(bad::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(out);
    }

    private static @Nullable String text(@Nullable Instant t) {
        return t == null ? null : t.toString();
    }

    static String said(IndexStatus s, String folder, List<String> damages, Language language) {
        StringBuilder out = new StringBuilder();
        out.append(language.of("Memory in ", "Gedächtnis in ")).append(folder).append('\n');
        out.append(
                String.format(
                        language.locale(),
                        language.of(
                                "  %s in %s; %,d distinct components, %s, %s%n",
                                "  %s in %s; %,d verschiedene Komponenten, %s, %s%n"),
                        size(s.bytes(), language),
                        some(s.files(), language, "file", "files", "Datei", "Dateien"),
                        s.components(),
                        some(
                                s.holdings(),
                                language,
                                "inventory row",
                                "inventory rows",
                                "Inventarzeile",
                                "Inventarzeilen"),
                        some(
                                s.sightings(),
                                language,
                                "sighting row",
                                "sighting rows",
                                "Sichtungszeile",
                                "Sichtungszeilen")));
        List<String> gone = new ArrayList<>();
        for (IndexStatus.Owned o : s.organisations()) {
            if (o.machines() == 0 && o.hosts() == 0 && o.logs() == 0) {
                gone.add(name(o, language));
            } else {
                owned(o, out, language);
            }
        }
        if (gone.size() == s.organisations().size()) {
            out.append(
                    language.of(
                            "  No machine and no log is known.\n",
                            "  Kein Rechner und kein Protokoll ist bekannt.\n"));
        }
        if (!gone.isEmpty()) {
            out.append(language.of("Nothing is held any more of ", "Nichts mehr vorhanden von "))
                    .append(String.join(", ", gone))
                    .append('\n');
        }
        damages.forEach(d -> out.append(d).append('\n'));
        return out.toString().stripTrailing();
    }

    private static void owned(IndexStatus.Owned o, StringBuilder out, Language language) {
        out.append(name(o, language)).append('\n');
        out.append("  ").append(machines(o, language)).append('\n');
        out.append("  ").append(logs(o, language)).append('\n');
        List<String> gaps = gaps(o.days(), language);
        if (!gaps.isEmpty()) {
            out.append(language.of("  days without any line: ", "  Tage ohne jede Zeile: "))
                    .append(String.join(", ", gaps))
                    .append('\n');
        }
    }

    private static String name(IndexStatus.Owned o, Language language) {
        return o.name().isEmpty()
                ? language.of("(no organisation)", "(keine Organisation)")
                : o.name();
    }

    private static String machines(IndexStatus.Owned o, Language language) {
        String inventories =
                o.machines() == 0
                        ? language.of("no machine with an inventory", "kein Rechner mit Inventar")
                        : some(
                                        o.machines(),
                                        language,
                                        "machine with an inventory",
                                        "machines with an inventory",
                                        "Rechner mit Inventar",
                                        "Rechner mit Inventar")
                                + " ("
                                + span(o.oldestInventory(), o.newestInventory(), language)
                                + ")";
        return inventories
                + ", "
                + some(
                        o.hosts(),
                        language,
                        "host that only logs name",
                        "hosts that only logs name",
                        "Rechner nur aus Protokollen",
                        "Rechner nur aus Protokollen");
    }

    private static String logs(IndexStatus.Owned o, Language language) {
        if (o.logs() == 0) {
            return language.of("no logs", "keine Protokolle");
        }
        String known =
                o.duplicates() == 0
                        ? ""
                        : String.format(
                                language.locale(),
                                language.of(
                                        ", %,d of them known from other files",
                                        ", davon %,d aus anderen Dateien bekannt"),
                                o.duplicates());
        String when =
                o.firstLine() == null
                        ? language.of("without times", "ohne Zeiten")
                        : span(o.firstLine(), o.lastLine(), language)
                                + ", "
                                + some(o.days().size(), language, "day", "days", "Tag", "Tage");
        return some(o.logs(), language, "log", "logs", "Protokoll", "Protokolle")
                + language.of(", in all ", ", zusammen ")
                + some(o.lines(), language, "line read", "lines read", "Zeile", "Zeilen")
                + language.of("", " gelesen")
                + known
                + "; "
                + when;
    }

    private static String span(@Nullable Instant from, @Nullable Instant to, Language language) {
        return day(from, language).equals(day(to, language))
                ? day(from, language)
                : day(from, language) + language.of(" to ", " bis ") + day(to, language);
    }

    private static String some(
            long n,
            Language language,
            String oneEnglish,
            String manyEnglish,
            String oneGerman,
            String manyGerman) {
        return language.number(n)
                + " "
                + (n == 1
                        ? language.of(oneEnglish, oneGerman)
                        : language.of(manyEnglish, manyGerman));
    }

    private static String size(long bytes, Language language) {
        return bytes < 1 << 20
                ? language.number((bytes + 1023) >> 10) + " KB"
                : language.number((bytes + (1 << 20) - 1) >> 20) + " MB";
    }

    private static String day(@Nullable Instant t, Language language) {
        return t == null ? "-" : Phrases.day(t.atOffset(ZoneOffset.UTC).toLocalDate(), language);
    }

    /// Runs of days between the first and the last that no line speaks of.
    static List<String> gaps(LogDays days, Language language) {
        int[] all = days.toArray();
        List<String> out = new ArrayList<>();
        for (int i = 1; i < all.length; i++) {
            if (all[i] > all[i - 1] + 1) {
                LocalDate from = LocalDate.ofEpochDay(all[i - 1] + 1L);
                LocalDate to = LocalDate.ofEpochDay(all[i] - 1L);
                String first = Phrases.day(from, language);
                out.add(
                        from.equals(to)
                                ? first
                                : first + language.of(" .. ", " bis ") + Phrases.day(to, language));
            }
        }
        return out;
    }
}
