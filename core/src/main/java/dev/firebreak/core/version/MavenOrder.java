package dev.firebreak.core.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Maven versions, the POM reference's "Version Order Specification" as Maven 3.9 reads it.
///
/// A version is a tree: `-`, and a change between digits and letters, open a sub-list. Known qualifiers sort
/// alpha < beta < milestone < rc < snapshot < release < sp, unknown ones after them by name, numbers last.
final class MavenOrder implements VersionOrder {
    private static final List<String> QUALIFIERS =
            List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");
    private static final int RELEASE = QUALIFIERS.indexOf("");

    private sealed interface Item {}

    private record Number(String digits) implements Item {}

    private record Word(String text) implements Item {}

    /// A qualifier with its number, such as `rc2` or `rc-2`.
    private record Numbered(Word word, Number number) implements Item {}

    private record Sub(List<Item> items) implements Item {}

    @Override
    public OptionalInt compare(String a, String b) {
        Sub x = parse(a);
        Sub y = parse(b);
        return x == null || y == null
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.signum(compare(x, y)));
    }

    private static int compare(@Nullable Item x, @Nullable Item y) {
        if (x == null) {
            return y == null ? 0 : -compare(y, null);
        }
        return switch (x) {
            case Number n -> compareNumber(n, y);
            case Word w -> compareWord(w, y);
            case Numbered n -> compareNumbered(n, y);
            case Sub s -> compareSub(s, y);
        };
    }

    private static int compareNumber(Number x, @Nullable Item y) {
        return switch (y) {
            case null -> isZero(x) ? 0 : 1;
            case Number n -> VersionOrder.compareNumbers(x.digits, n.digits);
            case Word _, Numbered _, Sub _ -> 1;
        };
    }

    private static int compareWord(Word x, @Nullable Item y) {
        return switch (y) {
            case null -> compareQualifiers(x.text, "");
            case Word w -> compareQualifiers(x.text, w.text);
            case Numbered n -> {
                int c = compareQualifiers(x.text, n.word.text);
                yield c == 0 ? -1 : c;
            }
            case Number _, Sub _ -> -1;
        };
    }

    private static int compareNumbered(Numbered x, @Nullable Item y) {
        return switch (y) {
            case null -> compareQualifiers(x.word.text, "");
            case Word w -> {
                int c = compareQualifiers(x.word.text, w.text);
                yield c == 0 ? 1 : c;
            }
            case Numbered n -> {
                int c = compareQualifiers(x.word.text, n.word.text);
                yield c == 0 ? compareNumber(x.number, n.number) : c;
            }
            case Number _, Sub _ -> -1;
        };
    }

    private static int compareSub(Sub x, @Nullable Item y) {
        return switch (y) {
            case null -> {
                for (Item item : x.items) {
                    int c = compare(item, null);
                    if (c != 0) {
                        yield c;
                    }
                }
                yield 0;
            }
            case Number _ -> -1;
            case Word _, Numbered _ -> 1;
            case Sub s -> {
                for (int i = 0; i < Math.max(x.items.size(), s.items.size()); i++) {
                    int c =
                            compare(
                                    i < x.items.size() ? x.items.get(i) : null,
                                    i < s.items.size() ? s.items.get(i) : null);
                    if (c != 0) {
                        yield c;
                    }
                }
                yield 0;
            }
        };
    }

    /// Known qualifiers by rank, unknown ones after them by name.
    private static int compareQualifiers(String x, String y) {
        int i = rank(x);
        int j = rank(y);
        return i == QUALIFIERS.size() && j == i ? x.compareTo(y) : Integer.compare(i, j);
    }

    private static int rank(String word) {
        int i = QUALIFIERS.indexOf(word);
        return i < 0 ? QUALIFIERS.size() : i;
    }

    private static boolean isZero(Number n) {
        return VersionOrder.compareNumbers(n.digits, "0") == 0;
    }

    private static @Nullable Sub parse(String text) {
        String t = text.strip().toLowerCase(Locale.ENGLISH);
        if (t.isEmpty() || t.length() > MAX_LENGTH || !t.chars().allMatch(MavenOrder::allowed)) {
            return null;
        }
        return new Parser(t).parse();
    }

    /// No blanks and no signs that only ranges have: such a text is not one version.
    private static boolean allowed(int c) {
        return c > ' ' && c < 127 && "[](),<>=|*\"'".indexOf(c) < 0;
    }

    /// One pass over the text; `open` is the list that items are added to.
    private static final class Parser {
        private final String text;
        private final List<Sub> lists = new ArrayList<>();
        private Sub open = new Sub(new ArrayList<>());
        private int start;
        private boolean digits;
        private boolean numbered;

        Parser(String text) {
            this.text = text;
            lists.add(open);
        }

        Sub parse() {
            Sub root = open;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.') {
                    dot(i);
                } else if (c == '-') {
                    dash(i);
                } else if (VersionOrder.isDigit(c)) {
                    if (!digits && i > start) {
                        numbered = true;
                        descendUnlessEmpty();
                    }
                    digits = true;
                } else {
                    if (digits && i > start) {
                        open.items.add(item(i));
                        start = i;
                        descend();
                        numbered = false;
                    }
                    digits = false;
                }
            }
            if (text.length() > start) {
                if (!digits) {
                    descendUnlessEmpty();
                }
                open.items.add(item(text.length()));
            }
            for (int i = lists.size() - 1; i >= 0; i--) {
                normalise(lists.get(i).items);
            }
            return root;
        }

        private void dot(int i) {
            open.items.add(i == start ? new Number("0") : item(i));
            numbered = false;
            start = i + 1;
        }

        private void dash(int i) {
            if (i == start) {
                open.items.add(new Number("0"));
            } else {
                if (!digits && i + 1 < text.length() && VersionOrder.isDigit(text.charAt(i + 1))) {
                    numbered = true; // rc-1 is rc1
                    return;
                }
                open.items.add(item(i));
            }
            start = i + 1;
            descendUnlessEmpty();
            numbered = false;
        }

        private void descendUnlessEmpty() {
            if (!open.items.isEmpty()) {
                descend();
            }
        }

        private void descend() {
            Sub sub = new Sub(new ArrayList<>());
            open.items.add(sub);
            open = sub;
            lists.add(sub);
        }

        private Item item(int end) {
            String part = text.substring(start, end);
            if (numbered) {
                String joined = part.replace("-", "");
                int i = 0;
                while (i < joined.length() && !VersionOrder.isDigit(joined.charAt(i))) {
                    i++;
                }
                return new Numbered(
                        new Word(qualifier(joined.substring(0, i), true)),
                        new Number(joined.substring(i)));
            }
            return digits ? new Number(part) : new Word(qualifier(part, false));
        }

        private static String qualifier(String word, boolean beforeDigit) {
            if (beforeDigit && word.length() == 1) {
                return switch (word.charAt(0)) {
                    case 'a' -> "alpha";
                    case 'b' -> "beta";
                    case 'm' -> "milestone";
                    default -> word;
                };
            }
            return switch (word) {
                case "ga", "final", "release" -> QUALIFIERS.get(RELEASE);
                case "cr" -> "rc";
                default -> word;
            };
        }

        /// Drops zeros and release words at the end and before a qualifier.
        private static void normalise(List<Item> items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (isNothing(items.get(i))
                        && (i == items.size() - 1 || opensWithWord(items.get(i + 1)))) {
                    items.remove(i);
                }
            }
        }

        private static boolean opensWithWord(Item item) {
            return switch (item) {
                case Word _ -> true;
                case Sub s ->
                        !s.items.isEmpty()
                                && (s.items.getFirst() instanceof Word
                                        || s.items.getFirst() instanceof Numbered);
                case Number _, Numbered _ -> false;
            };
        }

        private static boolean isNothing(Item item) {
            return switch (item) {
                case Number n -> isZero(n);
                case Word w -> w.text.isEmpty();
                case Sub s -> s.items.isEmpty();
                case Numbered _ -> false;
            };
        }
    }
}
