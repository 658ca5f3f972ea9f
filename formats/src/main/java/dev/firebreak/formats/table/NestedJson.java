package dev.firebreak.formats.table;

import dev.firebreak.core.model.Platform;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Json;
import dev.firebreak.formats.inventory.Values;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads software lists that stand in arrays somewhere in a JSON document, as inventory tools, scanners and consoles export
/// them: rows of an answer (`{"value": […]}`), machines with their programs inside (`{"hostname": …, "software": […]}`), one
/// machine with its programs beside its other parts.
///
/// A row is an object in an array whose keys name a product and a version. Its machine is named by the row itself, else by
/// the nearest object around it, whether before or behind the array; rows wait until their machine is known.
public final class NestedJson {
    /// Rows that wait for their machine.
    public static final int MAX_ROWS = 2_000_000;

    /// Plain values of one object.
    private static final int MAX_VALUES = 300;

    private static final int FIELDS = Field.values().length;

    /// Keys of arrays whose objects have names and versions, and are no software of the machine.
    private static final Set<String> OTHERS =
            Set.of(
                    "tools",
                    "licenses",
                    "vulnerabilities",
                    "matches",
                    "ignoredmatches",
                    "misconfigurations",
                    "secrets",
                    "relationships",
                    "artifactrelationships",
                    "firmwares",
                    "drivers",
                    "cpus",
                    "bioses",
                    "videos",
                    "sounds",
                    "controllers",
                    "networks",
                    "printers",
                    "memories",
                    "monitors",
                    "batteries",
                    "inputs",
                    "ports",
                    "storages",
                    "drives",
                    "usbdevices",
                    "virtualmachines",
                    "processes",
                    "users",
                    "localusers",
                    "localgroups",
                    "services",
                    "envs",
                    "browsers",
                    "history");

    /// Keys that name a list of software, and so never a machine.
    private static final Set<String> LISTS =
            Set.of(
                    "software",
                    "softwares",
                    "softwareinventory",
                    "applications",
                    "apps",
                    "programs",
                    "programme",
                    "packages",
                    "artifacts",
                    "components",
                    "value",
                    "values",
                    "rows",
                    "items",
                    "results",
                    "affecteditems",
                    "data",
                    "installed",
                    "installedsoftware",
                    "installedapplications",
                    "inventory",
                    "products",
                    "entries",
                    "records",
                    "list",
                    "content",
                    "libraries",
                    "dependencies");

    /// Those of them that name a list of anything.
    private static final Set<String> GENERAL =
            Set.of(
                    "value", "values", "rows", "items", "results", "data", "entries", "records",
                    "list", "content");

    /// Names of a machine that only count around a list, not in a row.
    private static final List<String> AROUND =
            List.of(
                    "hardwarename",
                    "generalname",
                    "hostdetailshostname",
                    "sourcename",
                    "artifactname",
                    "agentid",
                    "deviceid");

    /// Numbers of machines in a row of their own.
    private static final List<String> OWNERS = List.of("agentid", "deviceid", "hostid");

    private static final List<String> PLATFORMS =
            List.of("operatingsystemname", "operatingsystemfullname", "distroid", "osfamily");

    /// Keys of lists of software: what has such a list is a machine, even if it has a version of its own.
    private static final Set<String> SOFTWARE =
            Set.of(
                    "software",
                    "softwares",
                    "softwareinventory",
                    "applications",
                    "apps",
                    "programs",
                    "programme",
                    "packages",
                    "installed",
                    "installedsoftware",
                    "installedapplications");

    /// Keys of lists of machines: what an entry of them is called, its programs are on.
    private static final Set<String> MACHINES =
            Set.of(
                    "", // the document is the list
                    "computers",
                    "computer",
                    "hosts",
                    "devices",
                    "machines",
                    "nodes",
                    "endpoints",
                    "assets",
                    "clients",
                    "servers",
                    "systems",
                    "agents",
                    "workstations",
                    "pcs",
                    "rechner",
                    "geräte",
                    "endgeräte",
                    "arbeitsplätze");

    private static final class Row {
        final @Nullable String[] values;
        final String list;
        final long line;

        /// The name of the nearest thing around it, which is a machine's unless something farther is one for sure.
        @Nullable String around;

        Row(@Nullable String[] values, String list, long line) {
            this.values = values;
            this.list = list;
            this.line = line;
        }

        /// Whether something tells that it is software: the list's name, or a key that only software has.
        boolean isSoftware() {
            String name = plain(list);
            return LISTS.contains(name)
                    || SOFTWARE.stream().anyMatch(word -> word.length() > 5 && name.contains(word))
                    || hasSoftwareKey();
        }

        /// Whether all that speaks for software is a name and a version.
        boolean isAnything() {
            return GENERAL.contains(plain(list)) && !hasSoftwareKey();
        }

        private boolean hasSoftwareKey() {
            return values[Field.PURL.ordinal()] != null
                    || values[Field.CPE.ordinal()] != null
                    || values[Field.PUBLISHER.ordinal()] != null;
        }
    }

    /// An object that is open, with what it said so far.
    private static final class Frame {
        /// Keys that are there without a value have null.
        final Map<String, @Nullable String> values = new LinkedHashMap<>();

        final List<Row> waiting = new ArrayList<>();
    }

    private final @Nullable InventoryRun run;
    private @Nullable SoftwareRows rows;
    private long found;
    private long waiting;

    /// Whether documents follow each other, one for each machine.
    private boolean several;

    public NestedJson(InventoryRun run) {
        this.run = run;
    }

    private NestedJson() {
        this.run = null;
    }

    /// Whether the beginning of a document holds such a row.
    public static boolean isIn(byte[] utf8, int from) {
        NestedJson reader = new NestedJson();
        try (JsonParser json = Json.parser(utf8, from, utf8.length - from)) {
            reader.document(json);
        } catch (JacksonException e) {
            // The head is cut off in the middle.
        }
        return reader.found > 0;
    }

    public void read(InputStream in) {
        InventoryRun to = java.util.Objects.requireNonNull(run);
        try (JsonParser json = Json.parser(in)) {
            document(json);
        } catch (JacksonException e) {
            to.lost(Json.where(e), "the rest is left out, it is " + Json.reason(e));
        }
        if (found == 0) {
            to.lost(
                    "",
                    "this JSON has no list whose entries name a product and a version; say with --map what its keys mean");
        }
    }

    private void document(JsonParser json) {
        Frame last = null;
        JsonToken token;
        while ((token = json.nextToken()) != null) {
            if (last != null) {
                several = true;
                flush(last, null, "");
            }
            last = new Frame();
            value(json, token, last, "", "");
        }
        if (last != null) {
            flush(last, null, "");
        }
    }

    /// Reads a value that stands under `key` in a frame.
    ///
    /// @param path of the key from the frame on, for objects that only hold plain values
    private void value(
            JsonParser json, @Nullable JsonToken token, Frame frame, String key, String path) {
        if (token == JsonToken.START_ARRAY) {
            if (OTHERS.contains(plain(key))) {
                json.skipChildren();
                return;
            }
            array(json, frame, key, path);
        } else if (token == JsonToken.START_OBJECT) {
            // Objects that are no entries of a list belong to the one around them.
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                value(json, json.nextToken(), frame, name, path + name + ".");
            }
        } else if (token != null && token.isScalarValue()) {
            String name = path.isEmpty() ? key : path.substring(0, path.length() - 1);
            if (frame.values.size() < MAX_VALUES) {
                frame.values.putIfAbsent(
                        name, token == JsonToken.VALUE_NULL ? null : json.getString());
            }
        }
    }

    /// Reads a list. Where some of its entries have a version, those that have none are software as well.
    private void array(JsonParser json, Frame frame, String key, String path) {
        List<Row> unsure = new ArrayList<>();
        boolean software = false;
        JsonToken item;
        while ((item = json.nextToken()) != null && item != JsonToken.END_ARRAY) {
            if (item == JsonToken.START_OBJECT) {
                software |= object(json, frame, key, unsure);
            } else if (item == JsonToken.START_ARRAY) {
                value(json, item, frame, key, path);
            }
        }
        if (software) {
            frame.waiting.addAll(unsure);
            waiting += unsure.size();
        }
    }

    /// Reads one entry of an array: a row, or something that has rows in it.
    ///
    /// @param unsure takes what has a name only
    /// @return whether it was a row
    private boolean object(JsonParser json, Frame outer, String list, List<Row> unsure) {
        long line = Json.line(json);
        Frame frame = new Frame();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            value(json, json.nextToken(), frame, name, name + ".");
        }
        List<String> names = List.copyOf(frame.values.keySet());
        Headers headers = Headers.of(names);
        boolean foreign = headers.isOfFindings() || headers.isOfGoods();
        boolean named = headers.index(Field.NAME) >= 0 && !hasSoftware(frame) && !foreign;
        boolean versioned = named && headers.index(Field.VERSION) >= 0;
        if (versioned) {
            found++;
            if (run != null) {
                outer.waiting.add(new Row(row(frame, names, headers), list, line));
                waiting++;
            }
        } else if (named && run != null && frame.waiting.isEmpty() && unsure.size() <= MAX_ROWS) {
            unsure.add(new Row(row(frame, names, headers), list, line));
        }
        flush(frame, outer, list);
        if (waiting > MAX_ROWS && run != null) {
            run.lost(
                    "line " + line,
                    "more than "
                            + MAX_ROWS
                            + " entries before their machine is named; those until here are left out");
            waiting -= outer.waiting.size();
            outer.waiting.clear();
        }
        return versioned;
    }

    private static boolean hasSoftware(Frame frame) {
        return frame.waiting.stream().anyMatch(row -> SOFTWARE.contains(plain(row.list)));
    }

    private @Nullable String[] row(Frame frame, List<String> names, Headers headers) {
        @Nullable String[] values = new @Nullable String[FIELDS];
        for (Field field : Field.values()) {
            int index = headers.index(field);
            values[field.ordinal()] = index < 0 ? null : frame.values.get(names.get(index));
        }
        for (Map.Entry<String, @Nullable String> entry : frame.values.entrySet()) {
            // Trivy keeps the package URL in an object of its own; it has the whole version.
            String value = entry.getValue();
            if (values[Field.PURL.ordinal()] == null && value != null && value.startsWith("pkg:")) {
                values[Field.PURL.ordinal()] = value;
            }
        }
        if (headers.isWindows() && values[Field.PLATFORM.ordinal()] == null) {
            values[Field.PLATFORM.ordinal()] = "windows";
        }
        if (values[Field.ASSET.ordinal()] == null) {
            values[Field.ASSET.ordinal()] = named(frame, OWNERS);
        }
        String purl = values[Field.PURL.ordinal()];
        String version = values[Field.VERSION.ordinal()];
        String whole = purl == null ? null : versionOf(purl);
        if (whole != null && version != null && whole.startsWith(version)) {
            values[Field.VERSION.ordinal()] = whole;
        }
        return values;
    }

    private static @Nullable String versionOf(String purl) {
        int end = purl.indexOf('?') < 0 ? purl.length() : purl.indexOf('?');
        int at = purl.lastIndexOf('@', end);
        if (at <= purl.lastIndexOf('/', end)) {
            return null;
        }
        String version = purl.substring(at + 1, end);
        return version.indexOf('%') < 0
                ? version
                : version.replace("%2B", "+").replace("%3A", ":").replace("%7E", "~");
    }

    /// The frame is at its end: rows whose machine it names go out, the others wait in the one around it.
    ///
    /// @param outer null at the document's end, where they go out all the same
    private void flush(Frame frame, @Nullable Frame outer, String list) {
        if (frame.waiting.isEmpty()) {
            return;
        }
        List<String> names = List.copyOf(frame.values.keySet());
        Headers headers = Headers.of(names);
        String machine = around(frame, names, headers, outer, list);
        if (machine == null && outer != null) {
            boolean part = headers.index(Field.VERSION) >= 0 && !hasSoftware(frame);
            String name = part ? null : place(frame.values.get("name"));
            for (Row row : frame.waiting) {
                fill(row, frame, names, headers);
                row.around = row.around == null ? name : row.around;
            }
            outer.waiting.addAll(frame.waiting);
            return;
        }
        for (Row row : frame.waiting) {
            fill(row, frame, names, headers);
            String own = row.values[Field.ASSET.ordinal()];
            if (Values.orNull(own) == null) {
                row.values[Field.ASSET.ordinal()] =
                        machine != null
                                ? machine
                                : row.around != null
                                        ? row.around
                                        : isMachine(row.list) ? row.list : null;
            }
            tell(row);
        }
        waiting -= frame.waiting.size();
    }

    /// What the object around says of the machine, for rows that do not say it.
    private static void fill(Row row, Frame frame, List<String> names, Headers headers) {
        for (Field field : List.of(Field.ORGANISATION, Field.PLATFORM, Field.DATE, Field.ADDRESS)) {
            int index = headers.index(field);
            if (row.values[field.ordinal()] == null && index >= 0) {
                row.values[field.ordinal()] = frame.values.get(names.get(index));
            }
        }
        if (row.values[Field.PLATFORM.ordinal()] == null) {
            row.values[Field.PLATFORM.ordinal()] = named(frame, PLATFORMS);
        }
    }

    private @Nullable String around(
            Frame frame, List<String> names, Headers headers, @Nullable Frame outer, String list) {
        int asset = headers.index(Field.ASSET);
        String machine = asset < 0 ? null : Values.orNull(frame.values.get(names.get(asset)));
        machine = machine != null ? machine : Values.orNull(named(frame, AROUND));
        boolean entry = outer != null || several;
        if (machine == null && entry && MACHINES.contains(plain(list))) {
            machine = frame.values.get("name");
        }
        return place(machine);
    }

    /// A name, unless it is none or that of a folder or an address on the web.
    private static @Nullable String place(@Nullable String name) {
        String machine = Values.orNull(name);
        return machine == null || isPlace(machine) ? null : machine;
    }

    private static boolean isPlace(String name) {
        return name.startsWith("/")
                || name.startsWith(".")
                || name.contains("://")
                || name.contains(":\\");
    }

    private static @Nullable String named(Frame frame, List<String> words) {
        for (String word : words) {
            for (Map.Entry<String, @Nullable String> entry : frame.values.entrySet()) {
                if (entry.getValue() != null && plain(entry.getKey()).endsWith(word)) {
                    return entry.getValue();
                }
            }
        }
        return null;
    }

    /// Whether lists stand under the names of their machines: `{"PC-1": […], "PC-2": […]}`.
    private static boolean isMachine(String key) {
        return !LISTS.contains(plain(key))
                && key.matches("[\\p{L}\\p{N}._-]*[\\d-][\\p{L}\\p{N}._-]*");
    }

    private void tell(Row row) {
        InventoryRun to = run;
        if (to == null) {
            return;
        }
        if (Values.orNull(row.values[Field.ASSET.ordinal()]) == null && !row.isSoftware()) {
            to.lost(
                    "line " + row.line,
                    "a list of names and versions that is not called software and names no machine is left out: "
                            + row.list);
            return;
        }
        if (Values.orNull(row.values[Field.ASSET.ordinal()]) == null && row.isAnything()) {
            to.flaw(
                    "line " + row.line,
                    "nothing but a name and a version tells that the entries of a list are software; they are read as such: "
                            + row.list);
        }
        SoftwareRows sink = rows;
        if (sink == null) {
            sink = new SoftwareRows(to, "json", Platform.UNKNOWN);
            rows = sink;
            to.note("", "the lists of software were found by the names of their keys");
        }
        sink.take(row.values, null, row.line);
    }

    private static String plain(String key) {
        return key.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
