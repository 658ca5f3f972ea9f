package dev.firebreak.app.memory;

import dev.firebreak.app.check.Judging;
import dev.firebreak.app.check.Screening;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.EstateView.AssetSighting;
import dev.firebreak.core.answer.EstateView.Holding;
import dev.firebreak.core.answer.FlatContacts;
import dev.firebreak.core.answer.FlatEstate;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.answer.Meetings;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One warning asked of every organisation by itself. Who has what, and who met what, is looked up once for all, as
/// numbers in arrays; an organisation is counted without putting its answer together, and its answer names only machines
/// of which there is something to say. So the counts of hundreds of organisations are there at once, and the answer for
/// everybody is never held as a whole. Safe for use by several threads.
public final class AskEach {
    /// Most machines of one organisation that are named although nothing but a want of knowledge is said of them.
    public static final int MAX_UNKNOWN_NAMED = 1_000;

    /// Heap that one meeting takes at the most, in bytes.
    private static final int HEAP_OF_A_MEETING = 64;

    private static final byte AFFECTED = 1;
    private static final byte CONTACTED = 2;
    private static final byte UNKNOWN = 4;

    private final Advisory advisory;
    private final AnswerOptions options;
    private final Screening screening;
    private final Judging judging;
    private final Census census;
    private final boolean asksSoftware;
    private final long notBefore;

    /// By machine, what of the warning was met on it.
    private final byte[] flags;

    /// What makes its machine affected, contacted or unknown: the number of what is judged, or of a contact.
    private final Meetings meetings;

    private final FlatContacts contacts;

    /// Whether a log names no machine.
    private final boolean nameless;

    /// Harmless versions on machines of which too little is known; null until asked for.
    private @Nullable Meetings harmless;

    /// An organisation's machines in numbers.
    ///
    /// @param machines all that are known
    /// @param undecided neither affected nor contacted, but something that was asked is not known
    public record Counts(int machines, int affected, int contacted, int undecided) {}

    private AskEach(Advisory advisory, AnswerOptions options, Census census, Judging judging) {
        this.advisory = advisory;
        this.options = options;
        this.census = census;
        this.notBefore = Census.notBefore(options.asOf().minus(options.maxInventoryAge()));
        this.screening = Screening.of(List.of(advisory), Set.of());
        this.judging = judging;
        this.asksSoftware =
                advisory.statements().stream()
                        .anyMatch(
                                s ->
                                        s.status() == Status.AFFECTED
                                                || s.status() == Status.UNDER_INVESTIGATION);
        this.flags = new byte[census.machines()];
        this.meetings = meetings();
        FlatEstate flat = new EvidenceLines(census.estate()).flat();
        List<Judged> judged = judging.judged();
        for (int i = 0; i < judged.size(); i++) {
            Verdict verdict = judged.get(i).verdict();
            if (verdict != Verdict.NOT_AFFECTED) {
                byte flag = verdict == Verdict.AFFECTED ? AFFECTED : UNKNOWN;
                int what = i;
                flat.places(
                        judged.get(i).component(),
                        (asset, place) -> {
                            // The memory may have learnt of more machines since it was counted.
                            if (asset < flags.length) {
                                flags[asset] |= flag;
                                meetings.add(asset, what, place);
                            }
                        });
            }
        }
        this.contacts = flat.contacts(screening.usable());
        this.nameless = met();
        meetings.group(flags.length);
    }

    private static Meetings meetings() {
        long room = Runtime.getRuntime().maxMemory() / HEAP_OF_A_MEETING;
        return new Meetings((int) Math.min(1 << 30, room));
    }

    /// @return whether a log names no machine; whose log it was, only the organisation's own view tells
    private boolean met() {
        boolean any = false;
        for (int i = 0; i < contacts.size(); i++) {
            int asset = contacts.asset(i);
            if (isCounted(asset)) {
                boolean meant = contacts.indicator(i).certainty() != Certainty.UNSURE;
                flags[asset] |= meant && contacts.sure(i) ? CONTACTED : UNKNOWN;
                meetings.add(asset, ~i, 0);
            }
            any |= !isCounted(asset);
        }
        return any;
    }

    /// A contact is of no machine that is counted if its log names none, or one that was there between two noons only.
    private boolean isCounted(int asset) {
        return asset >= 0 && asset < flags.length;
    }

    /// Looks everything up that the warning names.
    ///
    /// @throws IOException if the memory cannot be read
    public static AskEach of(Memory memory, Advisory advisory, AnswerOptions options)
            throws IOException {
        Census census = memory.census();
        // Not within the lock: it is the longest part, and looks at nothing but components.
        Judging judging = Judging.of(List.of(advisory), Aliases.of(List.of()), census.components());
        try {
            // One estate is for one thread; what is taken from it below is not shared.
            synchronized (census) {
                return new AskEach(advisory, options, census, judging);
            }
        } catch (UncheckedIOException e) {
            throw Memory.unwrap(e);
        }
    }

    /// The organisation in numbers; the same that its answer comes to.
    public Counts counts(String organisation) {
        Census.Group group = census.group(census.number(organisation));
        if (group == null) {
            return new Counts(0, 0, 0, 0);
        }
        boolean allUnknown = allUnknown(group);
        int affected = 0;
        int contacted = 0;
        int undecided = 0;
        for (int i = 0; i < group.count(); i++) {
            int asset = group.asset(i);
            int met = flags[asset];
            affected += (met & AFFECTED) != 0 ? 1 : 0;
            contacted += (met & CONTACTED) != 0 ? 1 : 0;
            if ((met & (AFFECTED | CONTACTED)) == 0
                    && ((met & UNKNOWN) != 0 || lacking(asset, allUnknown))) {
                undecided++;
            }
        }
        return new Counts(group.count(), affected, contacted, undecided);
    }

    /// Nothing was asked that could be answered, or only contacts of somebody without logs.
    private boolean allUnknown(Census.Group group) {
        return !asksSoftware && (screening.usable().isEmpty() || group.logs().sources() == 0);
    }

    private boolean lacking(int asset, boolean allUnknown) {
        return allUnknown
                || (asksSoftware ? !census.wellKnown(asset, notBefore) : !census.inLogs(asset));
    }

    /// Tells the machines that are hit, those of which something is said, and of those of which too little is known at
    /// most [#MAX_UNKNOWN_NAMED].
    public void tell(String organisation, Telling each) throws IOException {
        int number = census.number(organisation);
        Census.Group group = census.group(number);
        EstateView all = census.view().estate(null); // of this thread alone
        OneEstate rest = new OneEstate(all, group == null ? LogSpan.NONE : group.logs());
        try {
            if (group != null) {
                machines(group, all, rest, each);
            }
            if (nameless && group != null && group.logs().sources() > 0) {
                EstateView own = new EvidenceLines(census.view().estate(organisation));
                int counted = own.assetCount();
                for (AssetSighting one : own.sightings(screening.usable())) {
                    if (one.asset() < 0 || one.asset() >= counted) {
                        rest.sighting(new AssetSighting(-1, one.sighting(), one.sure()));
                    }
                }
            }
        } catch (UncheckedIOException e) {
            throw Memory.unwrap(e);
        }
        if (!rest.isEmpty()) {
            Telling.tell(
                    AnswerBuilder.build(
                            List.of(advisory),
                            rest,
                            judging.judged(),
                            screening.usable(),
                            screening.suppressed(),
                            judging.questions(),
                            List.copyOf(advisory.problems()),
                            options),
                    each);
        }
    }

    private void machines(Census.Group group, EstateView all, OneEstate rest, Telling each) {
        FlatEstate flat = all.flat();
        boolean allUnknown = allUnknown(group);
        Meetings beside = harmless();
        int named = 0;
        for (int i = 0; i < group.count(); i++) {
            int asset = group.asset(i);
            if (flags[asset] == 0) {
                if (lacking(asset, allUnknown)) {
                    boolean has = beside.head(asset) < beside.head(asset + 1);
                    if (has || named++ < MAX_UNKNOWN_NAMED) {
                        rest.add(asset);
                        add(asset, beside, flat, rest);
                    }
                }
            } else if (isOneProgram(asset)) {
                int first = meetings.head(asset);
                Judged judged = judging.judged().get(meetings.what(first));
                Holding holding = flat.holding(asset, meetings.place(first));
                each.installed(
                        flat.name(asset),
                        judged,
                        all.component(judged.component()),
                        holding.source(),
                        holding.line());
            } else {
                rest.add(asset);
                add(asset, meetings, flat, rest);
            }
        }
    }

    /// The same component in two lists of a machine is one finding, and the first place stays.
    private boolean isOneProgram(int asset) {
        int first = meetings.head(asset);
        int what = meetings.what(first);
        for (int i = first + 1; i < meetings.head(asset + 1); i++) {
            if (meetings.what(i) != what) {
                return false;
            }
        }
        return what >= 0;
    }

    private void add(int asset, Meetings met, FlatEstate flat, OneEstate rest) {
        for (int i = met.head(asset); i < met.head(asset + 1); i++) {
            int what = met.what(i);
            if (what >= 0) {
                Holding holding = flat.holding(asset, met.place(i));
                rest.holding(judging.judged().get(what).component(), holding);
            } else {
                rest.sighting(contact(~what));
            }
        }
    }

    private AssetSighting contact(int contact) {
        synchronized (census) { // names are looked up in its estate
            return contacts.sighting(contact);
        }
    }

    /// What is harmless matters only where too little is known: there it is a part of what is said. So it is looked up
    /// after the counts, and in most estates not at all.
    private Meetings harmless() {
        synchronized (census) {
            Meetings known = harmless;
            if (known == null) {
                known = meetings();
                if (anyLacking()) {
                    addHarmless(known);
                }
                known.group(flags.length);
                harmless = known;
            }
            return known;
        }
    }

    private boolean anyLacking() {
        if (!asksSoftware) {
            return true;
        }
        for (int i = 0; i < flags.length; i++) {
            if (!census.wellKnown(i, notBefore)) {
                return true;
            }
        }
        return false;
    }

    private void addHarmless(Meetings into) {
        FlatEstate flat = census.estate().flat();
        List<Judged> judged = judging.judged();
        for (int i = 0; i < judged.size(); i++) {
            if (judged.get(i).verdict() == Verdict.NOT_AFFECTED) {
                int what = i;
                flat.places(
                        judged.get(i).component(),
                        (asset, place) -> {
                            if (asset < flags.length
                                    && flags[asset] == 0
                                    && lacking(asset, !asksSoftware)) {
                                into.add(asset, what, place);
                            }
                        });
            }
        }
    }

    /// The state of the memory that was asked.
    public long generation() {
        return census.generation();
    }
}
