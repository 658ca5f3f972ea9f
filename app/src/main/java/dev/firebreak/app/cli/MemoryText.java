package dev.firebreak.app.cli;

import dev.firebreak.app.memory.TakeResult;
import dev.firebreak.app.text.Language;
import dev.firebreak.core.answer.LogDays;
import dev.firebreak.core.index.IndexStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The words in which `import`, `watch` and `status` speak.
final class MemoryText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MemoryText() {}

    static String said(TakeResult r, Language language) {
        return String.format(
                language.locale(),
                language.of(
                        "%,d files: %,d logs with %,d lines (%,d known from other files), %,d inventories with %,d entries; %,d files were known already, %,d could not be used",
                        "%,d Dateien: %,d Protokolle mit %,d Zeilen (%,d aus anderen Dateien bekannt), %,d Inventare mit %,d Einträgen; %,d Dateien waren schon bekannt, %,d nicht verwendbar"),
                r.files(),
                r.logs(),
                r.lines(),
                r.duplicates(),
                r.inventories(),
                r.entries(),
                r.known(),
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
            gaps(o.days()).forEach(gaps::add);
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
        Locale locale = language.locale();
        out.append(language.of("Memory in ", "Gedächtnis in ")).append(folder).append('\n');
        out.append(
                String.format(
                        locale,
                        language.of(
                                "  %,d MB in %,d files; %,d distinct components, %,d inventory rows, %,d sighting rows%n",
                                "  %,d MB in %,d Dateien; %,d verschiedene Komponenten, %,d Inventarzeilen, %,d Sichtungszeilen%n"),
                        (s.bytes() + (1 << 20) - 1) >> 20,
                        s.files(),
                        s.components(),
                        s.holdings(),
                        s.sightings()));
        for (IndexStatus.Owned o : s.organisations()) {
            String name =
                    o.name().isEmpty()
                            ? language.of("(no organisation)", "(keine Organisation)")
                            : o.name();
            out.append(name).append('\n');
            out.append(
                    String.format(
                            locale,
                            language.of(
                                    "  %,d machines with an inventory (%s to %s), %,d hosts that only logs name%n",
                                    "  %,d Maschinen mit Inventar (%s bis %s), %,d Rechner nur aus Protokollen%n"),
                            o.machines(),
                            day(o.oldestInventory()),
                            day(o.newestInventory()),
                            o.hosts()));
            out.append(
                    String.format(
                            locale,
                            language.of(
                                    "  %,d logs with %,d lines, %,d of them known from other files; %s to %s, %,d days%n",
                                    "  %,d Protokolle mit %,d Zeilen, davon %,d aus anderen Dateien bekannt; %s bis %s, %,d Tage%n"),
                            o.logs(),
                            o.lines(),
                            o.duplicates(),
                            day(o.firstLine()),
                            day(o.lastLine()),
                            o.days().size()));
            List<String> gaps = gaps(o.days());
            if (!gaps.isEmpty()) {
                out.append(language.of("  days without any line: ", "  Tage ohne jede Zeile: "))
                        .append(String.join(", ", gaps))
                        .append('\n');
            }
        }
        damages.forEach(d -> out.append(d).append('\n'));
        return out.toString().stripTrailing();
    }

    private static String day(@Nullable Instant t) {
        return t == null ? "-" : t.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /// Runs of days between the first and the last that no line speaks of.
    static List<String> gaps(LogDays days) {
        int[] all = days.toArray();
        List<String> out = new ArrayList<>();
        for (int i = 1; i < all.length; i++) {
            if (all[i] > all[i - 1] + 1) {
                LocalDate from = LocalDate.ofEpochDay(all[i - 1] + 1L);
                LocalDate to = LocalDate.ofEpochDay(all[i] - 1L);
                out.add(from.equals(to) ? from.toString() : from + " .. " + to);
            }
        }
        return out;
    }
}
