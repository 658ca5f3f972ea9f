package dev.firebreak.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the memory keeps of lists that lack entries; [dev.firebreak.core.estate.EstateBuilder] says the same without a memory.
class LossyListTest {
    private static final Instant FALLBACK = Instant.parse("2023-04-01T00:00:00Z");
    private static final Instant FIRST = Instant.parse("2023-03-29T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2023-03-30T00:00:00Z");
    private static final Asset PC = new Asset("pc-1", null, Platform.WINDOWS, List.of());

    private final SimDisk disk = new SimDisk(1);
    private int files;

    private enum Told {
        ALL,
        BROKE_OFF,
        CHANGES_ONLY
    }

    private void take(String file, Told told, Instant time) throws IOException {
        take(file, told, time, "dpkg");
    }

    private void take(String file, Told told, Instant time, String scope) throws IOException {
        try (IndexWriter writer = Index.open(disk, IndexTest.SETTINGS).writer()) {
            byte[] hash = new byte[16];
            hash[0] = (byte) ++files;
            InventoryIntake intake = writer.inventory("Stadt", file, hash, FALLBACK, _ -> {});
            Kind kind = told == Told.CHANGES_ONLY ? Kind.DIFFERENTIAL : Kind.SNAPSHOT;
            intake.begin(PC, kind, scope, time, 1);
            intake.component(World.component(files), Change.PRESENT, 1);
            intake.end();
            if (told != Told.ALL) {
                intake.incomplete(PC, kind, scope, "it broke off");
            }
            intake.finish(1);
            writer.commit();
        }
    }

    /// As one asset, among all that are alike, and after everything was merged into one run.
    private boolean complete() throws IOException {
        boolean told = completeNow();
        try (IndexWriter writer = Index.open(disk, IndexTest.SETTINGS).writer()) {
            writer.compact(true);
        }
        assertThat(completeNow()).isEqualTo(told);
        return told;
    }

    private boolean completeNow() throws IOException {
        EstateView estate = Index.open(disk, IndexTest.SETTINGS).view().estate("Stadt");
        assertThat(estate.assetCount()).isEqualTo(1);
        boolean told = estate.asset(0).inventoryComplete();
        assertThat(estate.flat().facts(0).inventoryComplete()).isEqualTo(told);
        List<Boolean> alike = new ArrayList<>();
        estate.flat()
                .alike(
                        1,
                        Instant.EPOCH,
                        _ -> true,
                        (oldest, newest, n) -> {
                            alike.add(oldest.inventoryComplete());
                            alike.add(newest.inventoryComplete());
                        });
        assertThat(alike).containsExactly(told, told);
        return told;
    }

    @Test
    void a_list_that_broke_off_lacks_entries_until_a_complete_newer_one_comes() throws IOException {
        take("a", Told.ALL, FIRST);
        assertThat(complete()).isTrue();
        take("b", Told.BROKE_OFF, SECOND);
        assertThat(complete()).isFalse();
        take("c", Told.ALL, FIRST);
        assertThat(complete()).isFalse();
        take("d", Told.ALL, SECOND.plusSeconds(1));
        assertThat(complete()).isTrue();
    }

    @Test
    void a_list_that_broke_off_and_is_older_than_a_complete_one_does_not_matter()
            throws IOException {
        take("a", Told.ALL, SECOND);
        take("b", Told.BROKE_OFF, FIRST);
        assertThat(complete()).isTrue();
    }

    @Test
    void of_two_files_of_one_time_each_may_be_a_half_but_a_mended_file_replaces_itself()
            throws IOException {
        take("a", Told.BROKE_OFF, FIRST);
        take("b", Told.ALL, FIRST);
        assertThat(complete()).isFalse();
        take("a", Told.ALL, FIRST);
        assertThat(complete()).isTrue();
    }

    @Test
    void a_list_without_a_time_is_replaced_by_its_own_file_only() throws IOException {
        take("a", Told.BROKE_OFF, FALLBACK);
        take("b", Told.ALL, FALLBACK);
        assertThat(complete()).isFalse();
        take("a", Told.ALL, FALLBACK);
        assertThat(complete()).isTrue();
    }

    @Test
    void a_complete_list_of_another_kind_tells_nothing_of_what_is_missing() throws IOException {
        take("a", Told.BROKE_OFF, FIRST);
        take("b", Told.ALL, SECOND, "python");
        assertThat(complete()).isFalse();
    }

    @Test
    void changes_without_any_list_of_all_lack_entries_whichever_comes_first() throws IOException {
        take("a", Told.CHANGES_ONLY, SECOND);
        assertThat(complete()).isFalse();
        take("b", Told.ALL, FIRST);
        assertThat(complete()).isTrue();
        take("c", Told.CHANGES_ONLY, SECOND.plusSeconds(1));
        assertThat(complete()).isTrue();
    }
}
