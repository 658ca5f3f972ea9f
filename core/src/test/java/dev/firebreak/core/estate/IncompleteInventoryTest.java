package dev.firebreak.core.estate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncompleteInventoryTest {
    private static final Instant FALLBACK = Instant.parse("2023-04-01T00:00:00Z");
    private static final Instant FIRST = Instant.parse("2023-03-29T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2023-03-30T00:00:00Z");
    private static final Asset PC = new Asset("pc-1", null, Platform.WINDOWS, List.of("192.0.2.1"));

    private final EstateBuilder builder = new EstateBuilder();

    private void snapshot(Instant time) {
        InventorySink sink = builder.inventory("a", FALLBACK);
        sink.begin(PC, Kind.SNAPSHOT, "dpkg", time, 1);
        sink.end();
    }

    private boolean complete() {
        return builder.build().asset(0).inventoryComplete();
    }

    @Test
    void a_snapshot_that_broke_off_is_incomplete_until_a_newer_one_comes() {
        snapshot(FIRST);
        assertThat(complete()).isTrue();
        builder.inventory("b", FALLBACK).incomplete(PC, Kind.SNAPSHOT, "dpkg", "it broke off");
        assertThat(complete()).isFalse();
        snapshot(SECOND);
        assertThat(complete()).isTrue();
    }

    @Test
    void changes_without_any_snapshot_are_incomplete_whichever_file_comes_first() {
        builder.inventory("b", FALLBACK).incomplete(PC, Kind.DIFFERENTIAL, "dpkg", "changes only");
        assertThat(complete()).isFalse();
        snapshot(FIRST);
        assertThat(complete()).isTrue();
    }

    @Test
    void facts_alone_make_a_machine_known_but_give_it_no_inventory() {
        builder.inventory("c", FALLBACK).machine(PC, 1);
        assertThat(builder.build().asset(0).hasInventory()).isFalse();
        assertThat(builder.build().asset(0).addresses()).containsExactly("192.0.2.1");
    }
}
