package dev.firebreak.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.store.Finding.Proof;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

class WordingTest {
    private static Wording wording(Locale locale) {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("firebreak/text/messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return new Wording(texts, locale, new Dates(locale, ZoneOffset.UTC));
    }

    private static Proof proof(
            String kind,
            String source,
            long place,
            @Nullable String first,
            @Nullable String last,
            long count) {
        return new Proof(
                kind,
                "s",
                "m",
                source,
                place,
                "",
                first == null ? null : Instant.parse(first),
                last == null ? null : Instant.parse(last),
                count,
                "d",
                "e");
    }

    @Test
    void aContactThatWasSeenOnceHasOneMoment() {
        Proof once =
                proof(
                        "contact",
                        "dns.log",
                        108_992,
                        "2023-03-28T13:42:10Z",
                        "2023-03-28T13:42:10Z",
                        1);
        assertThat(wording(Locale.GERMAN).proof(once))
                .isEqualTo("28.03.2023, 13:42 Z, einmal; dns.log, ab Byte 108.992");
        assertThat(wording(Locale.ENGLISH).proof(once))
                .isEqualTo("28 Mar 2023, 13:42 Z, once; dns.log, from byte 108,992");
    }

    @Test
    void severalContactsHaveABeginningAndAnEnd() {
        Proof thrice =
                proof("contact", "dns.log", 5, "2023-03-23T13:12:00Z", "2023-03-27T07:29:00Z", 3);
        assertThat(wording(Locale.GERMAN).proof(thrice))
                .isEqualTo(
                        "23.03.2023, 13:12 Z bis 27.03.2023, 07:29 Z, 3-mal; dns.log, ab Byte 5");
    }

    @Test
    void theMomentAReportWasHandedInIsSaidInWords() {
        Proof handedIn =
                proof("installed", "a @ b.csv @ 2026-11-27T09:15:47.028997516Z", 0, null, null, 0);
        assertThat(wording(Locale.GERMAN).proof(handedIn))
                .isEqualTo("installiert laut a @ b.csv (eingeliefert am 27.11.2026, 09:15 Z)");
        assertThat(
                        wording(Locale.GERMAN)
                                .source(proof("installed", "me @ home.csv", 0, null, null, 0)))
                .isEqualTo("me @ home.csv");
    }

    @Test
    void aLineIsOnlyNamedWhereOneIsKnown() {
        assertThat(wording(Locale.GERMAN).proof(proof("installed", "list.csv", 0, null, null, 0)))
                .isEqualTo("installiert laut list.csv");
        assertThat(wording(Locale.GERMAN).proof(proof("installed", "list.csv", 7, null, null, 0)))
                .isEqualTo("installiert laut list.csv, Zeile 7");
    }
}
