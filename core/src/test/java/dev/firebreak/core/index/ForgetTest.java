package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Slice;
import dev.firebreak.core.model.Span;
import dev.firebreak.core.model.VersionScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgetTest {
    private static final long DAY = 86_400_000_000L;

    private static void log(
            IndexWriter w,
            String organisation,
            String name,
            String host,
            String domain,
            long micros)
            throws IOException {
        byte[] text = (name + host + domain + micros).repeat(3).getBytes(StandardCharsets.UTF_8);
        LogIntake intake =
                w.log(organisation, name, null, text, (o, n) -> text, new World.Silent());
        byte[] v = domain.getBytes(StandardCharsets.UTF_8);
        byte[] h = host.getBytes(StandardCharsets.UTF_8);
        intake.observation(
                ObservableType.DOMAIN,
                new Slice().set(v, 0, v.length),
                new Slice().set(h, 0, h.length),
                micros,
                0);
        intake.finish(text.length);
    }

    private static void inventory(
            IndexWriter w,
            String organisation,
            String name,
            String asset,
            String program,
            long micros)
            throws IOException {
        byte[] hash =
                SourceBook.hash((name + micros).getBytes(StandardCharsets.UTF_8), 0, name.length());
        InventoryIntake intake = w.inventory(organisation, name, hash, Instant.EPOCH, _ -> {});
        intake.begin(
                new Asset(asset, null, Platform.LINUX, List.of("192.0.2.77")),
                InventorySink.Kind.SNAPSHOT,
                "dpkg",
                Instant.ofEpochSecond(micros / 1_000_000),
                0);
        intake.component(
                new Component(program, null, "1", VersionScheme.DEB, Platform.LINUX, List.of()),
                InventorySink.Change.PRESENT,
                0);
        intake.end();
        intake.finish(1);
    }

    private static boolean anyFileHolds(SimDisk disk, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        String reversed = new StringBuilder(text).reverse().toString();
        String hex = java.util.HexFormat.of().formatHex(plain);
        return disk.list().stream()
                .anyMatch(
                        f -> {
                            String content =
                                    new String(disk.content(f), StandardCharsets.ISO_8859_1);
                            return content.contains(text)
                                    || content.contains(reversed)
                                    || content.contains(hex);
                        });
    }

    @Test
    void a_forgotten_organisation_is_in_no_file_any_more_and_the_others_are_untouched()
            throws IOException {
        SimDisk disk = new SimDisk(1);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        try (IndexWriter w = index.writer()) {
            log(w, "Geheimstadt", "geheim.log", "geheimrechner", "nur-geheim.example", 100 * DAY);
            log(w, "Offenstadt", "offen.log", "offenrechner", "bekannt.example", 100 * DAY);
            inventory(
                    w, "Geheimstadt", "geheimliste", "geheimrechner", "Geheimprogramm", 100 * DAY);
            w.commit();
            inventory(w, "Offenstadt", "offenliste", "offenrechner", "Offenprogramm", 100 * DAY);
            w.commit();
            assertThat(anyFileHolds(disk, "eheimprogramm")).isTrue();
            assertThat(w.forgetOrganisation("geheimstadt")).isTrue();
            assertThat(w.forgetOrganisation("Geheimstadt")).isFalse();
        }
        for (String word :
                List.of(
                        "eheimstadt",
                        "geheim.log",
                        "eheimrechner",
                        "nur-geheim",
                        "geheimliste",
                        "eheimprogramm")) {
            assertThat(anyFileHolds(disk, word)).as(word).isFalse();
        }
        IndexView view = index.view();
        assertThat(view.organisations()).containsExactly("Offenstadt");
        assertThat(view.estate(null).assetCount()).isEqualTo(1);
        assertThat(view.holdersByOrganisation(c -> true))
                .containsOnly(java.util.Map.entry("Offenstadt", 1L));
        // and it may come again
        try (IndexWriter w = index.writer()) {
            inventory(
                    w, "Geheimstadt", "geheimliste", "geheimrechner", "Geheimprogramm", 101 * DAY);
            w.commit();
        }
        assertThat(index.view().holdersByOrganisation(c -> c.name().startsWith("Geheim")))
                .containsEntry("Geheimstadt", 1L);
    }

    @Test
    void what_was_last_seen_before_a_time_goes_and_what_was_seen_since_stays() throws IOException {
        SimDisk disk = new SimDisk(1);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        try (IndexWriter w = index.writer()) {
            log(w, "Stadt", "alt.log", "altrechner", "altes-ziel.example", 100 * DAY);
            log(w, "Stadt", "neu.log", "neurechner", "neues-ziel.example", 200 * DAY);
            inventory(w, "Stadt", "altliste", "altmaschine", "Altprogramm", 100 * DAY);
            inventory(w, "Stadt", "neuliste", "neumaschine", "Neuprogramm", 200 * DAY);
            w.commit();
            w.forgetBefore(Instant.ofEpochSecond(150 * 86_400L));
        }
        for (String word :
                List.of("altes-ziel", "altrechner", "alt.log", "altmaschine", "Altprogramm")) {
            assertThat(anyFileHolds(disk, word)).as(word).isFalse();
        }
        for (String word :
                List.of("neues-ziel", "neurechner", "neu.log", "neumaschine", "Neuprogramm")) {
            assertThat(anyFileHolds(disk, word)).as(word).isTrue();
        }
        assertThat(index.view().estate(null).assetCount()).isEqualTo(2);
    }

    /// An agency hands in the logs of a year ago today, and asks them for as long as those of today.
    @Test
    void what_an_old_log_tells_is_kept_as_long_from_the_day_it_came_as_what_a_new_one_tells()
            throws IOException {
        SimDisk disk = new SimDisk(1);
        long[] now = {100 * DAY};
        Index index = Index.open(disk, Settings.defaults().withClock(() -> now[0]));
        try (IndexWriter w = index.writer()) {
            log(w, "Stadt", "erst.log", "erstrechner", "erst-ziel.example", 50 * DAY);
            log(w, "Stadt", "erst-b.log", "beide", "gleiches-ziel.example", 50 * DAY);
            inventory(w, "Stadt", "erstliste", "erstmaschine", "Erstprogramm", 50 * DAY);
            w.commit();
            now[0] = 200 * DAY;
            log(w, "Stadt", "nachtrag.log", "nachrechner", "nach-ziel.example", 40 * DAY);
            log(w, "Stadt", "nachtrag-b.log", "beide", "gleiches-ziel.example", 60 * DAY);
            inventory(w, "Stadt", "nachliste", "nachmaschine", "Nachprogramm", 40 * DAY);
            w.commit();
            w.expire(Instant.ofEpochSecond(150 * 86_400L));
        }
        for (String word :
                List.of("erst.log", "erst-ziel", "erstrechner", "erstmaschine", "Erstprogramm")) {
            assertThat(anyFileHolds(disk, word)).as(word).isFalse();
        }
        IndexView view = index.view();
        assertThat(seen(view))
                .containsExactlyInAnyOrder(
                        "nach-ziel.example nachrechner 40-40 1",
                        "gleiches-ziel.example beide 60-60 1");
        assertThat(view.holdersByOrganisation(c -> c.name().equals("Nachprogramm")))
                .containsEntry("Stadt", 1L);
        assertThat(view.history(_ -> true, "Stadt"))
                .extracting(c -> c.component().name() + " " + c.from())
                .containsExactly("Nachprogramm 1970-02-10T00:00:00Z");
        assertThat(view.estate("Stadt").logSpan().days().size()).isEqualTo(2);

        // The same files once more are nothing new, and when their time is over nothing of them is
        // left.
        try (IndexWriter w = index.writer()) {
            log(w, "Stadt", "nachtrag.log", "nachrechner", "nach-ziel.example", 40 * DAY);
            w.commit();
            assertThat(seen(index.view())).contains("nach-ziel.example nachrechner 40-40 1");
            w.expire(Instant.ofEpochSecond(201 * 86_400L));
        }
        for (String word : List.of("ziel.example", "rechner", "nachmaschine", "Nachprogramm")) {
            assertThat(anyFileHolds(disk, word)).as(word).isFalse();
        }
        assertThat(index.view().estate(null).assetCount()).isZero();
    }

    /// Of two that had an address on one day, only the second is known by anything else.
    @Test
    void a_machine_that_had_an_address_for_an_hour_of_the_morning_is_one_of_the_machines()
            throws IOException {
        Index index = Index.open(new SimDisk(1), IndexTest.SETTINGS);
        long hour = DAY / 24;
        try (IndexWriter w = index.writer()) {
            w.hostName("Stadt", "10.0.0.5", "phone-a", at(100 * DAY + 8 * hour));
            w.hostName("Stadt", "10.0.0.5", "phone-b", at(100 * DAY + 10 * hour));
            log(w, "Stadt", "frueh.log", "10.0.0.5", "erst-ziel.example", 100 * DAY + 9 * hour);
            w.commit();
        }
        EstateView estate = index.view().estate("Stadt");
        assertThat(estate.assetCount()).isEqualTo(2);
        assertThat(seen(index.view())).containsExactly("erst-ziel.example phone-a 100-100 1");
    }

    private static Instant at(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000);
    }

    private static List<String> seen(IndexView view) throws IOException {
        EstateView estate = view.estate(null);
        List<Indicator> asked =
                List.of("erst-ziel.example", "nach-ziel.example", "gleiches-ziel.example").stream()
                        .map(ForgetTest::domain)
                        .toList();
        return estate.sightings(asked).stream()
                .map(
                        s ->
                                s.sighting().value()
                                        + " "
                                        + estate.asset(s.asset()).name()
                                        + " "
                                        + day(s.sighting().first())
                                        + "-"
                                        + day(s.sighting().last())
                                        + " "
                                        + s.sighting().count())
                .toList();
    }

    private static long day(Instant at) {
        return at.getEpochSecond() / 86_400;
    }

    private static Indicator domain(String name) {
        return Indicator.of(ObservableType.DOMAIN, name, Span.field("test", "", name));
    }

    @Test
    void the_history_says_from_when_until_when() throws IOException {
        SimDisk disk = new SimDisk(1);
        Index index = Index.open(disk, IndexTest.SETTINGS);
        try (IndexWriter w = index.writer()) {
            inventory(w, "Stadt", "eins", "pc", "Erst", 100 * DAY);
            inventory(w, "Stadt", "zwei", "pc", "Dann", 200 * DAY);
            w.commit();
        }
        assertThat(index.view().history(_ -> true, "Stadt"))
                .extracting(c -> c.component().name() + " " + c.from() + " " + c.until())
                .containsExactlyInAnyOrder(
                        "Erst 1970-04-11T00:00:00Z 1970-07-20T00:00:00Z",
                        "Dann 1970-07-20T00:00:00Z null");
        assertThat(index.view().changedSince(Instant.ofEpochSecond(150 * 86_400L), null))
                .extracting(c -> c.component().name())
                .containsExactlyInAnyOrder("Erst", "Dann");
        assertThat(index.view().changedSince(Instant.ofEpochSecond(250 * 86_400L), null)).isEmpty();
    }
}
