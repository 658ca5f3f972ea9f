package dev.firebreak.formats.inventory;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.InventorySink;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.Problem.Severity;
import dev.firebreak.core.model.VersionScheme;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reading of one inventory file: what the user said about it, where its entries go, what went wrong.
///
/// A reader tells the machine with [#machine] before each entry (telling the same one again costs nothing) and the
/// entry with [#add]. This class gives the sink properly nested calls, folds repeated problems and keeps the counts.
public final class InventoryRun {
    /// The longest name, version or publisher kept, in characters; the rest is cut off and said.
    public static final int MAX_TEXT = 2048;

    /// Machines counted one by one; beyond that the count is a lower bound.
    private static final int MAX_COUNTED = 10_000_000;

    private final String source;
    private final @Nullable String assetOverride;
    private final @Nullable String organisation;
    private final @Nullable Instant fallbackCollected;
    private final InventorySink sink;
    private final ProblemFolder problems;
    private final Interner interner;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Bare> bare = new LinkedHashMap<>();
    private @Nullable String guessedName;
    private @Nullable Asset open;
    private Kind openKind = Kind.SNAPSHOT;
    private String openScope = "";
    private @Nullable Instant openCollected;
    private @Nullable Asset last;
    private String lastScope = "";
    private @Nullable String loss;
    private boolean restLost;
    private long components;

    /// A machine of which an entry names no software.
    private record Bare(Asset asset, long line) {}

    /// @param source the input as the user named it; the machine's name is guessed from it if nothing else tells it
    /// @param assetOverride the machine's name as the user gave it
    /// @param organisation owner as the user gave it
    /// @param fallbackCollected time of the list if it does not tell, null if that is not known either
    /// @param interner used by nobody else during this reading
    public InventoryRun(
            String source,
            @Nullable String assetOverride,
            @Nullable String organisation,
            @Nullable Instant fallbackCollected,
            InventorySink sink,
            Interner interner) {
        this.source = source;
        this.interner = interner;
        this.assetOverride = Values.orNull(assetOverride);
        this.organisation = Values.orNull(organisation);
        this.fallbackCollected = fallbackCollected;
        this.sink = sink;
        this.problems = new ProblemFolder(source, sink::problem);
    }

    public String source() {
        return source;
    }

    public Interner interner() {
        return interner;
    }

    /// The machine's name: the user's word, else the document's, else guessed from the file's name, which is said once.
    public String assetName(@Nullable String fromDocument) {
        if (assetOverride != null) {
            return assetOverride;
        }
        String name = Values.orNull(fromDocument);
        return name != null ? cut(name) : guessedName();
    }

    private String guessedName() {
        if (guessedName == null) {
            guessedName = AssetNames.of(source);
            note(
                    "",
                    "the list does not name its machine; taken from the file's name: "
                            + guessedName);
        }
        return guessedName;
    }

    /// The owner: what the entry says, else the user's word.
    public @Nullable String organisation(@Nullable String fromDocument) {
        String stated = Values.orNull(fromDocument);
        return stated != null ? cut(stated) : organisation;
    }

    /// Says whose software comes next. Nothing happens if it is the one that is open already.
    ///
    /// @param collected when the list was made, or null for the file's own time
    public void machine(
            Asset asset, Kind kind, String scope, @Nullable Instant collected, long line) {
        Instant time = collected != null ? collected : fallbackCollected;
        if (open != null
                && kind == openKind
                && (asset == open || asset.equals(open))
                && scope.equals(openScope)
                && Objects.equals(time, openCollected)) {
            return;
        }
        end();
        open = asset;
        last = asset;
        lastScope = scope;
        openKind = kind;
        openScope = scope;
        openCollected = time;
        if (seen.size() < MAX_COUNTED) {
            seen.add(asset.name().toLowerCase(Locale.ROOT));
        }
        sink.begin(asset, kind, scope, time, line);
    }

    /// Says that an entry names a machine and no software. If no other entry of the file names any, the machine is told to be
    /// one without a list.
    public void withoutSoftware(Asset asset, long line) {
        String key = asset.name().toLowerCase(Locale.ROOT);
        if (bare.size() < MAX_COUNTED && !seen.contains(key)) {
            bare.putIfAbsent(key, new Bare(asset, line));
        }
    }

    private void tellBare() {
        bare.keySet().removeAll(seen);
        for (Bare one : bare.values()) {
            flaw(
                    one.line > 0 ? "line " + one.line : "",
                    "a machine is named without any software, so it is not known what is installed on it: "
                            + one.asset.name());
            facts(one.asset, one.line);
        }
        bare.clear();
    }

    /// Tells facts about a machine that are no list of software (its platform, its addresses).
    public void facts(Asset asset, long line) {
        end();
        if (seen.size() < MAX_COUNTED) {
            seen.add(asset.name().toLowerCase(Locale.ROOT));
        }
        sink.machine(asset, line);
    }

    public void add(Component component, Change change, long line) {
        if (open == null) {
            throw new IllegalStateException("a component without a machine");
        }
        components++;
        sink.component(component, change, line);
    }

    /// Makes a component from parts as reported; null if the name says nothing.
    ///
    /// @param line 1-based, for a problem with one of the parts; 0 if there is none
    public @Nullable Component component(
            @Nullable String name,
            @Nullable String publisher,
            @Nullable String version,
            VersionScheme scheme,
            Platform platform,
            List<Identifier> identifiers,
            long line) {
        String plain = Values.text(name);
        if (plain == null) {
            return null;
        }
        String maker = Values.orNull(publisher);
        String release = Values.orNull(version);
        return interner.component(
                bounded(plain, line),
                maker == null ? null : bounded(maker, line),
                release == null ? null : bounded(release, line),
                scheme,
                platform,
                identifiers);
    }

    private String bounded(String text, long line) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        flaw(
                line > 0 ? "line " + line : "",
                "a name, version or publisher is longer than "
                        + MAX_TEXT
                        + " characters and was cut");
        return cut(text);
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /// Ends the open machine, if any.
    public void end() {
        if (open != null) {
            open = null;
            sink.end();
        }
    }

    /// To be called once, when the reader is through.
    public void finish() {
        end();
        Asset about = last;
        String why = loss;
        // A broken entry in a list of several machines could be of any of them; that the file is
        // cut concerns the last.
        if (about != null && why != null && (seen.size() == 1 || restLost)) {
            sink.incomplete(about, Kind.SNAPSHOT, lastScope, why);
        }
        tellBare();
        problems.finish();
    }

    /// Says that of a machine's list only changes are told.
    public void changesOnly(Asset asset, String scope, String reason) {
        end();
        sink.incomplete(asset, Kind.DIFFERENTIAL, scope, reason);
    }

    public void note(String where, String reason) {
        problems.add(where, reason, Severity.NOTE);
    }

    /// Says that a header stands within a list, which is no entry: lists were put one behind the other.
    ///
    /// @param named whether each entry names its machine
    public void headerAgain(long line, boolean named) {
        if (named) {
            note(
                    "line " + line,
                    "the header stands here again, so several lists were put together; it is no row");
        } else {
            flaw(
                    "line " + line,
                    "the header stands here again, so several lists were put together, but no column names the machine: they count as"
                            + " one machine's");
        }
    }

    /// An entry is left out.
    public void partial(String where, String reason) {
        loss = loss == null ? reason : loss;
        problems.add(where, reason, Severity.PARTIAL);
    }

    /// A part of an entry is left out or ambiguous; the entry itself is there.
    public void flaw(String where, String reason) {
        problems.add(where, reason, Severity.PARTIAL);
    }

    /// The whole file, or the rest of it, is left out.
    public void lost(String where, String reason) {
        loss = reason;
        restLost = true;
        problems.add(where, reason, Severity.LOST);
    }

    /// Whether a machine's list was begun.
    public boolean hasList() {
        return last != null;
    }

    /// Whether anything was told of any machine.
    public boolean namesMachine() {
        return !seen.isEmpty() || !bare.isEmpty();
    }

    /// Whether the file, or the rest of it, was left out.
    public boolean isLost() {
        return restLost;
    }

    public long assets() {
        return seen.size();
    }

    public long components() {
        return components;
    }

    public long problems() {
        return problems.count();
    }

    @Override
    public String toString() {
        return "InventoryRun[" + source + ", " + Objects.toString(open, "no machine") + "]";
    }
}
