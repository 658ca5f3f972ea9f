package dev.firebreak.formats.table;

import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.inventory.Platforms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which column (or dotted JSON path) of a foreign table carries what: the value of `--map`.
///
/// Written as `name=Produkt,version=Version,asset=Rechner`. A column name with a comma, an equals sign or outer spaces
/// stands in double quotes, a quote in it is doubled: `name="Produkt, Name"`.
///
/// @param columns column name or path per field, never empty
public record ColumnMap(Map<Field, String> columns) {
    /// The longest map text read, in characters.
    public static final int MAX_TEXT = 8192;

    /// How many of a file's columns a message lists at most.
    private static final int MAX_LISTED = 40;

    /// What a column can carry. Inventories use the first part, logs the second; `asset` and `host` mean the same
    /// machine, so that either works for both.
    public enum Field {
        NAME("name", "product", "software"),
        VERSION("version"),
        PUBLISHER("publisher", "vendor"),
        ASSET("asset", "machine", "computer"),
        ORGANISATION("organisation", "organization", "owner"),
        PLATFORM("platform", "os"),
        DATE("date", "collected"),
        ADDRESS("address"),
        PURL("purl"),
        CPE("cpe"),
        PRODUCT_CODE("productcode"),
        BUNDLE_ID("bundleid"),
        HOST("host", "client", "source"),
        TIME("time", "timestamp"),
        DOMAIN("domain", "query"),
        IP("ip", "destination"),
        URL("url"),
        EMAIL("email"),
        SHA256("sha256"),
        SHA1("sha1"),
        SHA512("sha512"),
        MD5("md5"),
        FILE("file");

        private final List<String> words;

        Field(String... words) {
            this.words = List.of(words);
        }

        /// The word used in `--map`.
        public String word() {
            return words.getFirst();
        }

        private static @Nullable Field of(String word) {
            String wanted = word.strip().toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
            for (Field field : values()) {
                if (field.words.contains(wanted)) {
                    return field;
                }
            }
            return null;
        }
    }

    public ColumnMap {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the map is empty");
        }
        columns = Map.copyOf(columns);
    }

    /// Reads the text of `--map`.
    ///
    /// @throws IllegalArgumentException if it cannot be read; the message is meant for the user
    public static ColumnMap parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "the map is longer than " + MAX_TEXT + " characters");
        }
        Map<Field, String> columns = new EnumMap<>(Field.class);
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                if (text.substring(at).isBlank()) {
                    break;
                }
                throw new IllegalArgumentException(
                        "'" + text.substring(at).strip() + "' has no '=': write field=column");
            }
            String word = text.substring(at, equals).strip();
            Field field = Field.of(word);
            if (field == null) {
                throw new IllegalArgumentException(
                        "unknown field '" + word + "'; known are " + knownWords());
            }
            StringBuilder column = new StringBuilder();
            at = readColumn(text, equals + 1, column);
            if (column.isEmpty()) {
                throw new IllegalArgumentException("no column is given for '" + word + "'");
            }
            if (columns.put(field, column.toString()) != null) {
                throw new IllegalArgumentException("'" + field.word() + "' is given twice");
            }
        }
        return new ColumnMap(columns);
    }

    /// Reads one column name from `at` on and returns the position after its comma.
    private static int readColumn(String text, int at, StringBuilder into) {
        int i = at;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        if (i >= text.length() || text.charAt(i) != '"') {
            int comma = text.indexOf(',', i);
            int end = comma < 0 ? text.length() : comma;
            into.append(text.substring(i, end).strip());
            return end + 1;
        }
        for (i++; i < text.length(); i++) {
            if (text.charAt(i) != '"') {
                into.append(text.charAt(i));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                into.append('"');
                i++;
            } else {
                int comma = text.indexOf(',', i);
                int end = comma < 0 ? text.length() : comma;
                if (!text.substring(i + 1, end).isBlank()) {
                    throw new IllegalArgumentException(
                            "'" + text.substring(i + 1, end).strip() + "' after the closing quote");
                }
                return end + 1;
            }
        }
        throw new IllegalArgumentException("a quoted column name has no closing quote: " + into);
    }

    private static String knownWords() {
        return Arrays.stream(Field.values()).map(Field::word).collect(Collectors.joining(", "));
    }

    public @Nullable String column(Field field) {
        return columns.get(field);
    }

    public boolean has(Field field) {
        return columns.containsKey(field);
    }

    /// The platform named instead of a column (`platform=windows`), for tables that have no such column; UNKNOWN if what is
    /// named is no platform.
    public Platform platformNamed() {
        return Platforms.of(columns.get(Field.PLATFORM));
    }

    /// The map without one field, or this one if that would leave nothing.
    ColumnMap without(Field field) {
        if (!columns.containsKey(field) || columns.size() == 1) {
            return this;
        }
        Map<Field, String> rest = new EnumMap<>(columns);
        rest.remove(field);
        return new ColumnMap(rest);
    }

    /// Finds the columns in a file's header: the exact name first, then without regard to case, spaces around it or a
    /// byte order mark.
    public Bound bind(List<String> header) {
        int[] index = new int[Field.values().length];
        Arrays.fill(index, -1);
        List<String> missing = new ArrayList<>();
        for (Field field : Field.values()) {
            String column = columns.get(field);
            if (column != null) {
                int found = find(header, column);
                index[field.ordinal()] = found;
                if (found < 0) {
                    missing.add("'" + column + "' (for " + field.word() + ")");
                }
            }
        }
        return new Bound(index, missing, header);
    }

    private static int find(List<String> header, String column) {
        int exact = header.indexOf(column);
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().equalsIgnoreCase(column.strip())) {
                return i;
            }
        }
        return -1;
    }

    /// A map that was held against one file's header.
    public static final class Bound {
        private final int[] index;
        private final List<String> missing;
        private final List<String> header;

        private Bound(int[] index, List<String> missing, List<String> header) {
            this.index = index;
            this.missing = List.copyOf(missing);
            this.header = List.copyOf(header);
        }

        /// The 0-based column of a field, or -1 if it is not mapped or not there.
        public int index(Field field) {
            return index[field.ordinal()];
        }

        /// The columns of the map that the file does not have, each with the field it is for.
        public List<String> missing() {
            return missing;
        }

        /// Says in one sentence which columns are missing and which are there, or the empty text if none is missing.
        public String complaint() {
            if (missing.isEmpty()) {
                return "";
            }
            String there =
                    header.stream()
                            .limit(MAX_LISTED)
                            .map(name -> "'" + name.strip() + "'")
                            .collect(Collectors.joining(", "));
            String more =
                    header.size() > MAX_LISTED
                            ? " and " + (header.size() - MAX_LISTED) + " more"
                            : "";
            return (missing.size() == 1 ? "no column " : "no columns ")
                    + String.join(", ", missing)
                    + "; columns there: "
                    + (there.isEmpty() ? "none" : there + more);
        }
    }
}
