package dev.firebreak.app.cluster;

import dev.firebreak.app.text.Language;
import java.util.function.Consumer;

/// Who is told line by line what is done, in one language of two.
public interface Says {
    void say(String english, String german);

    /// @param lines gets each line in that language
    static Says in(Language language, Consumer<String> lines) {
        return (english, german) -> lines.accept(language.of(english, german));
    }
}
