package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final Pages pages = new Pages();
    private final Iterator<Map.Entry<String, byte[]>> rest = Collections.emptyIterator();

    @Test
    void aPlaceIsTakenOnceAndOnlyBehindTheOwnerItStandsAt() {
        pages.keep("a", new Pages.Place("owner", rest));
        assertThat(pages.take("b", "owner")).isNull();
        assertThat(pages.take("a", "owner")).isEqualTo(new Pages.Place("owner", rest));
        assertThat(pages.take("a", "owner")).isNull();
    }

    @Test
    void whoBeginsAnewOrStandsElsewhereGetsNoPlace() {
        pages.keep("a", new Pages.Place("owner", rest));
        assertThat(pages.take("a", null)).isNull();
        pages.keep("a", new Pages.Place("owner", rest));
        assertThat(pages.take("a", "other")).isNull();
    }

    @Test
    void anotherBeginsWhenFewHaveBegun() {
        for (int i = 0; i < Pages.MAX_BEGUN; i++) {
            assertThat(pages.mayBegin()).isTrue();
            pages.keep("r" + i, new Pages.Place("owner", rest));
        }
        assertThat(pages.mayBegin()).isFalse();
        pages.drop("r3");
        assertThat(pages.mayBegin()).isTrue();
    }

    @Test
    void theOldestPlaceGoesWhenThereAreTooMany() {
        for (int i = 0; i <= Pages.MAX_KEPT; i++) {
            pages.keep("r" + i, new Pages.Place("owner", rest));
        }
        assertThat(pages.take("r0", "owner")).isNull();
        assertThat(pages.take("r1", "owner")).isNotNull();
        assertThat(pages.take("r" + Pages.MAX_KEPT, "owner")).isNotNull();
    }
}
