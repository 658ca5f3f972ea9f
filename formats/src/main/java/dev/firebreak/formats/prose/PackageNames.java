package dev.firebreak.formats.prose;

import dev.firebreak.formats.prose.Names.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names as package managers and registries write them: `name-with-signs`, `@scope/name`, `group.id:artifact`,
/// `registry/owner/image`.
final class PackageNames {
    /// Parts of a path of a package or an image, with the signs between.
    private static final int MAX_PATH = 12;

    private PackageNames() {}

    /// `owner/name` or `group.of.it:name`, in lower case and without blanks: the token at `i` is the part behind the sign.
    static boolean path(List<Token> t, int i) {
        if (i < 2 || !t.get(i).word() || !t.get(i).glued() || !t.get(i - 1).glued()) {
            return false;
        }
        Token owner = t.get(i - 2);
        boolean lower =
                owner.text().equals(owner.lower()) && t.get(i).text().equals(t.get(i).lower());
        boolean group =
                t.get(i - 1).sign(":")
                        && owner.text().indexOf('.') > 0
                        && (owner.word() || owner.kind() == Token.Kind.INDICATOR);
        return lower
                && (group || t.get(i - 1).sign("/") && owner.word())
                && Platforms.of(t.get(i)).isEmpty();
    }

    /// A package or a path in lower case that ends with the token at `i`; nothing for ordinary words.
    static @Nullable Name packageAt(List<Token> t, int i) {
        if (path(t, i)) {
            int first = i - 2;
            while (path(t, first) && i - first < MAX_PATH) {
                first -= 2;
            }
            return first >= 1 && t.get(first - 1).sign("@")
                    ? scoped(t, i)
                    : Names.name(t, first, i + 1);
        }
        Token x = t.get(i);
        boolean signed = x.lower().indexOf('-') > 0 || x.lower().indexOf('_') > 0;
        boolean quoted = i > 0 && Names.isQuote(t.get(i - 1));
        return Names.packageLike(x) && (signed || quoted) ? Names.name(t, i, i + 1) : null;
    }

    static @Nullable Name scoped(List<Token> t, int i) {
        if (i < 0 || !t.get(i).word()) {
            return null;
        }
        int first = i;
        if (i >= 3 && t.get(i - 1).sign("/") && t.get(i - 3).sign("@")) {
            first = i - 3;
        } else if (path(t, i) && t.get(i - 1).sign("/")) {
            first = i - 2; // `owner/action@v4`
        }
        StringBuilder name = new StringBuilder();
        for (int k = first; k <= i; k++) {
            name.append(t.get(k).text());
        }
        return new Name(name.toString(), t.get(first).start(), t.get(i).end(), first, i + 1, false);
    }

    /// `@scope/name` from its sign on.
    static @Nullable Name scope(List<Token> t, int i) {
        boolean complete =
                i + 3 < t.size()
                        && t.get(i + 1).word()
                        && t.get(i + 2).sign("/")
                        && t.get(i + 3).word();
        return complete ? scoped(t, i + 3) : null;
    }
}
