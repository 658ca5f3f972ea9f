package dev.firebreak.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageTest {
    @Test
    void germanIsWhatTheSystemSpeaks() {
        assertThat(Language.of(Locale.GERMANY, Map.of())).isEqualTo(Language.DE);
        assertThat(Language.of(Locale.of("de", "AT"), Map.of())).isEqualTo(Language.DE);
        assertThat(Language.of(Locale.UK, Map.of())).isEqualTo(Language.EN);
    }

    @Test
    void aLocaleThatIsNotInstalledStillSaysWhichLanguage() {
        assertThat(Language.of(Locale.US, Map.of("LANG", "de_DE.UTF-8"))).isEqualTo(Language.DE);
        assertThat(Language.of(Locale.US, Map.of("LANG", "de"))).isEqualTo(Language.DE);
        assertThat(Language.of(Locale.US, Map.of("LC_ALL", "", "LANG", "de_CH@euro")))
                .isEqualTo(Language.DE);
    }

    @Test
    void theStrongestVariableDecides() {
        assertThat(Language.of(Locale.US, Map.of("LC_ALL", "C.UTF-8", "LANG", "de_DE.UTF-8")))
                .isEqualTo(Language.EN);
        assertThat(Language.of(Locale.US, Map.of("LC_MESSAGES", "en_GB", "LANG", "de_DE.UTF-8")))
                .isEqualTo(Language.EN);
        assertThat(Language.of(Locale.US, Map.of("LANG", "den_CA"))).isEqualTo(Language.EN);
    }
}
