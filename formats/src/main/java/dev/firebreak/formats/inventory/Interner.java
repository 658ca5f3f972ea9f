package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gives the same object for equal components and texts, so that an estate of 600,000 alike machines does not hold
/// their programs 600,000 times, and so that whoever judges a component can do so once per object.
///
/// Two direct-mapped tables of fixed size: a newcomer takes the place of whatever had its slot. Not safe for use by
/// several threads.
public final class Interner {
    /// Texts kept at once.
    public static final int TEXTS = 1 << 16;

    /// Components kept at once.
    public static final int COMPONENTS = 1 << 16;

    /// Longer texts are rarely repeated and are not kept.
    private static final int MAX_TEXT = 256;

    private final @Nullable String[] texts = new String[TEXTS];
    private final int[] hashes = new int[TEXTS];
    private final char[] scratch = new char[MAX_TEXT];
    private final @Nullable Component[] components = new Component[COMPONENTS];

    /// The text of a part of a char array, without making a new string if one is kept.
    public String text(char[] chars, int from, int length) {
        if (length > MAX_TEXT) {
            return new String(chars, from, length);
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = slot(hash, TEXTS);
        String kept = texts[slot];
        if (kept != null
                && hashes[slot] == hash
                && kept.length() == length
                && same(kept, chars, from)) {
            return kept;
        }
        String fresh = new String(chars, from, length);
        texts[slot] = fresh;
        hashes[slot] = hash;
        return fresh;
    }

    /// Copying and comparing whole ranges are single steps of the processor for many characters; `charAt` is not.
    private boolean same(String kept, char[] chars, int from) {
        int length = kept.length();
        kept.getChars(0, length, scratch, 0);
        return Arrays.equals(scratch, 0, length, chars, from, from + length);
    }

    /// The kept component equal to these parts, or a new one.
    public Component component(
            String name,
            @Nullable String publisher,
            @Nullable String version,
            VersionScheme scheme,
            Platform platform,
            List<Identifier> identifiers) {
        int hash = name.hashCode();
        hash = 31 * hash + (version == null ? 0 : version.hashCode());
        hash = 31 * hash + (publisher == null ? 0 : publisher.hashCode());
        hash = 31 * hash + scheme.ordinal() * 8 + platform.ordinal();
        int slot = slot(hash, COMPONENTS);
        Component kept = components[slot];
        if (kept != null
                && kept.name().equals(name)
                && Objects.equals(kept.version(), version)
                && Objects.equals(kept.publisher(), publisher)
                && kept.scheme() == scheme
                && kept.platform() == platform
                && kept.identifiers().equals(identifiers)) {
            return kept;
        }
        Component fresh = new Component(name, publisher, version, scheme, platform, identifiers);
        components[slot] = fresh;
        return fresh;
    }

    private static int slot(int hash, int size) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ mixed >>> 15) & (size - 1);
    }
}
