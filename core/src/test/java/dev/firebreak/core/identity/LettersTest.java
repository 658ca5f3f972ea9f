package dev.firebreak.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LettersTest {
    private static Component component(String name, @Nullable String publisher) {
        return new Component(
                name, publisher, "1.0", VersionScheme.GENERIC, Platform.WINDOWS, List.of());
    }

    private static boolean mayMean(String wanted, String name, @Nullable String publisher) {
        Letters letters = new Letters();
        letters.add(wanted, NearNames.slips(wanted));
        return letters.mayMean(component(name, publisher));
    }

    @Test
    void a_name_that_lacks_a_digit_or_too_many_letters_is_not_meant() {
        assertThat(mayMean("3cxdesktopapp", "CX Desktop App", null)).isFalse();
        assertThat(mayMean("3cxdesktopapp", "3CX Phone", null)).isFalse();
        assertThat(mayMean("note", "Not", null)).isFalse();
        assertThat(mayMean("c++runtime", "C Runtime", null)).isFalse();
    }

    @Test
    void a_name_with_all_letters_or_slips_or_with_the_makers_letters_may_be_meant() {
        assertThat(mayMean("3cxdesktopapp", "3CX DesktopApp (x64 de)", null)).isTrue();
        assertThat(mayMean("3cxdesktopapp", "Desktop App", "3CX Ltd")).isTrue();
        assertThat(mayMean("ccleaner", "Ccleener", null)).isTrue();
        assertThat(mayMean("muellerbuero", "Müller Büro", null)).isTrue();
        assertThat(mayMean("3cxdesktopapp", "デスクトップ", null)).isTrue();
    }

    @Test
    void whatever_is_near_may_be_meant() {
        long seed = 20_261_128;
        System.out.println("LettersTest seed " + seed);
        Random random = new Random(seed);
        int near = 0;
        for (int i = 0; i < 20_000; i++) {
            String wanted = word(random, 4 + random.nextInt(14));
            StringBuilder name = new StringBuilder(wanted);
            for (int slips = random.nextInt(3); slips > 0; slips--) {
                int at = random.nextInt(name.length());
                char c = (char) ('a' + random.nextInt(26));
                switch (random.nextInt(4)) {
                    case 0 -> name.setCharAt(at, c);
                    case 1 -> name.insert(at, c);
                    case 2 -> name.deleteCharAt(at);
                    default -> {
                        if (at > 0) {
                            name.insert(at - 1, name.charAt(at)).deleteCharAt(at + 1);
                        }
                    }
                }
            }
            Target target =
                    Target.of(
                            0,
                            dev.firebreak.core.model.Product.named(wanted, null),
                            VersionScheme.GENERIC,
                            List.of());
            NearNames names = new NearNames();
            names.add(wanted, target);
            if (name.toString().equals(wanted) || !names.nearest(name.toString()).isEmpty()) {
                near++;
                assertThat(mayMean(wanted, name.toString(), null))
                        .as("%s for %s", name, wanted)
                        .isTrue();
            }
        }
        assertThat(near).isGreaterThan(5_000);
    }

    private static String word(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
        }
        return out.toString();
    }

    @Test
    void too_many_wanted_names_are_not_told_apart() {
        Letters letters = new Letters();
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            letters.add(word(random, 12), 0);
        }
        assertThat(letters.mayMean(component("-", null))).isTrue();
    }
}
