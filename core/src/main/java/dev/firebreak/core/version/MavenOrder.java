package dev.firebreak.core.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Maven versions, the POM reference's "Version Order Specification" as Maven 3.9 carries it out.
///
/// A version is a tree: `-`, and a change between digits and letters, open a sub-list. Known qualifiers sort
/// alpha < beta < milestone < rc < snapshot < release < sp, unknown ones after them by name, numbers last.
final class MavenOrder implements VersionOrder {
    private static final List<String> QUALIFIERS =
            List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

    private sealed interface Item {}

    private record Number(String digits) implements Item {}

    private record Word(String text) implements Item {}

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
            case Sub s -> compareSub(s, y);
        };
    }

    private static int compareNumber(Number x, @Nullable Item y) {
        return switch (y) {
            case null -> isNothing(x) ? 0 : 1;
            case Number n -> VersionOrder.compareNumbers(x.digits, n.digits);
            case Word _, Sub _ -> 1;
        };
    }

    private static int compareWord(Word x, @Nullable Item y) {
        return switch (y) {
            case null -> compareQualifiers(x.text, "");
            case Word w -> compareQualifiers(x.text, w.text);
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
            case Word _ -> 1;
            case Sub s -> {
                for (int i = 0; i < Math.max(x.items.size(), s.items.size()); i++) {
                    int c = compare(at(x, i), at(s, i));
                    if (c != 0) {
                        yield c;
                    }
                }
                yield 0;
            }
        };
    }

    private static @Nullable Item at(Sub sub, int i) {
        return i < sub.items.size() ? sub.items.get(i) : null;
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

    private static boolean isNothing(Item item) {
        return switch (item) {
            case Number n -> VersionOrder.compareNumbers(n.digits, "0") == 0;
            case Word w -> w.text.isEmpty();
            case Sub s -> s.items.isEmpty();
        };
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

        Parser(String text) {
            this.text = text;
            lists.add(open);
        }

        Sub parse() {
            Sub root = open;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.' || c == '-') {
                    open.items.add(i == start ? new Number("0") : item(i, false));
                    start = i + 1;
                    if (c == '-') {
                        descend();
                    }
                } else if (VersionOrder.isDigit(c)) {
                    if (!digits && i > start) {
                        if (!open.items.isEmpty()) {
                            descend();
                        }
                        split(i);
                    }
                    digits = true;
                } else {
                    if (digits && i > start) {
                        split(i);
                    }
                    digits = false;
                }
            }
            if (text.length() > start) {
                if (!digits && !open.items.isEmpty()) {
                    descend();
                }
                open.items.add(item(text.length(), false));
            }
            for (Sub list : lists.reversed()) {
                normalise(list.items);
            }
            return root;
        }

        /// Ends an item where letters and digits meet.
        private void split(int i) {
            open.items.add(item(i, !digits));
            start = i;
            descend();
        }

        private void descend() {
            Sub sub = new Sub(new ArrayList<>());
            open.items.add(sub);
            open = sub;
            lists.add(sub);
        }

        private Item item(int end, boolean beforeDigit) {
            String part = text.substring(start, end);
            return digits ? new Number(part) : new Word(qualifier(part, beforeDigit));
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
                case "ga", "final", "release" -> "";
                case "cr" -> "rc";
                default -> word;
            };
        }

        /// Drops zeros and release words at the end and before sub-lists at the end.
        private static void normalise(List<Item> items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (isNothing(items.get(i))) {
                    items.remove(i);
                } else if (!(items.get(i) instanceof Sub)) {
                    return;
                }
            }
        }
    }
}
