package dev.firebreak.app.memory;

import dev.firebreak.app.check.Judging;
import dev.firebreak.app.check.Screening;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.AssetState;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.answer.EstateView.AssetSighting;
import dev.firebreak.core.answer.EstateView.Holding;
import dev.firebreak.core.answer.Judged;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Certainty;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Status;
import dev.firebreak.core.model.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// One warning asked of every organisation by itself. Who has what, and who met what, is looked up once for all; an
/// organisation is counted without putting its answer together, and its answer names only machines of which there is
/// something to say. So the counts of hundreds of organisations are there at once, and the answer for everybody is
/// never held as a whole.
public final class AskEach {
    /// Most machines of one organisation that are named although nothing but a want of knowledge is said of them.
    public static final int MAX_UNKNOWN_NAMED = 1_000;

    private static final byte AFFECTED = 1;
    private static final byte CONTACTED = 2;
    private static final byte UNKNOWN = 4;

    private final Advisory advisory;
    private final AnswerOptions options;
    private final Screening screening;
    private final Judging judging;
    private final Census census;
    private final boolean asksSoftware;
    private final Map<Integer, Part> parts = new HashMap<>();
    private final boolean nameless;

    /// An organisation's machines in numbers.
    ///
    /// @param machines all that are known
    /// @param undecided neither affected nor contacted, but something that was asked is not known
    public record Counts(int machines, int affected, int contacted, int undecided) {}

    /// What one organisation has to do with the warning.
    private static final class Part {
        final Map<Integer, Byte> flags = new HashMap<>();
        final Map<Integer, List<Holding>> holdings = new HashMap<>();
        final List<AssetSighting> sightings = new ArrayList<>();

        void flag(int asset, byte flag) {
            flags.merge(asset, flag, (a, b) -> (byte) (a | b));
        }
    }

    private AskEach(Advisory advisory, AnswerOptions options, Census census) {
        this.advisory = advisory;
        this.options = options;
        this.census = census;
        this.screening = Screening.of(List.of(advisory), Set.of());
        this.judging = Judging.of(List.of(advisory), Aliases.of(List.of()), census.estate());
        this.asksSoftware =
                advisory.statements().stream()
                        .anyMatch(
                                s ->
                                        s.status() == Status.AFFECTED
                                                || s.status() == Status.UNDER_INVESTIGATION);
        judging.judged().forEach(this::holders);
        this.nameless = !screening.usable().isEmpty() && contacts();
    }

    /// Looks everything up that the warning names.
    ///
    /// @throws IOException if the memory cannot be read
    public static AskEach of(Memory memory, Advisory advisory, AnswerOptions options)
            throws IOException {
        Census census = memory.census();
        try {
            // One estate is for one thread; what is taken from it below is not shared.
            synchronized (census) {
                return new AskEach(advisory, options, census);
            }
        } catch (java.io.UncheckedIOException e) {
            throw Memory.unwrap(e);
        }
    }

    private Part part(int organisation) {
        return parts.computeIfAbsent(organisation, _ -> new Part());
    }

    private void holders(Judged one) {
        byte flag =
                one.verdict() == Verdict.AFFECTED
                        ? AFFECTED
                        : one.verdict() == Verdict.UNKNOWN ? UNKNOWN : 0;
        census.estate()
                .holders(
                        one.component(),
                        holding -> {
                            int organisation = census.organisationOf(holding.asset());
                            if (organisation >= 0) {
                                Part part = part(organisation);
                                part.flag(holding.asset(), flag);
                                part.holdings
                                        .computeIfAbsent(one.component(), _ -> new ArrayList<>())
                                        .add(holding);
                            }
                        });
    }

    private boolean contacts() {
        boolean any = false;
        EstateView lines = new EvidenceLines(census.estate());
        for (AssetSighting one : lines.sightings(screening.usable())) {
            if (one.asset() < 0) {
                any = true; // whose log it was, only the organisation's own view tells
                continue;
            }
            int organisation = census.organisationOf(one.asset());
            if (organisation >= 0) {
                Part part = part(organisation);
                part.flag(one.asset(), flag(one));
                part.sightings.add(one);
            }
        }
        return any;
    }

    private static byte flag(AssetSighting one) {
        return one.sighting().indicator().certainty() == Certainty.UNSURE ? UNKNOWN : CONTACTED;
    }

    /// The organisation in numbers; the same that its answer comes to.
    public Counts counts(String organisation) {
        Census.Group group = census.group(census.number(organisation));
        if (group == null) {
            return new Counts(0, 0, 0, 0);
        }
        Part part = parts.get(census.number(organisation));
        boolean allUnknown = allUnknown(group);
        Instant notBefore = options.asOf().minus(options.maxInventoryAge());
        int affected = 0;
        int contacted = 0;
        int undecided = 0;
        for (int i = 0; i < group.count(); i++) {
            int asset = group.asset(i);
            byte flags = part == null ? 0 : part.flags.getOrDefault(asset, (byte) 0);
            affected += (flags & AFFECTED) != 0 ? 1 : 0;
            contacted += (flags & CONTACTED) != 0 ? 1 : 0;
            if ((flags & (AFFECTED | CONTACTED)) == 0
                    && ((flags & UNKNOWN) != 0
                            || allUnknown
                            || asksSoftware && !wellKnown(asset, notBefore))) {
                undecided++;
            }
        }
        return new Counts(group.count(), affected, contacted, undecided);
    }

    private boolean wellKnown(int asset, Instant notBefore) {
        return Census.wellKnown(census.asset(asset), notBefore);
    }

    /// Nothing was asked that could be answered, or only contacts of somebody without logs.
    private boolean allUnknown(Census.Group group) {
        return !asksSoftware && (screening.usable().isEmpty() || group.logs().sources() == 0);
    }

    /// The organisation's answer; it names the machines that are hit, those of which something is said, and of those of
    /// which too little is known at most [#MAX_UNKNOWN_NAMED].
    public Answer answer(String organisation) throws IOException {
        int number = census.number(organisation);
        Census.Group group = census.group(number);
        Part part = parts.get(number);
        OneEstate estate = new OneEstate(census, group == null ? LogSpan.NONE : group.logs());
        if (part != null) {
            part.flags.keySet().forEach(estate::add);
        }
        if (group != null) {
            addUnknown(group, estate);
        }
        if (part != null) {
            part.holdings.forEach(estate::holdings);
            part.sightings.forEach(estate::sighting);
        }
        if (nameless && group != null && group.logs().sources() > 0) {
            List<Indicator> usable = screening.usable();
            new EvidenceLines(census.view().estate(organisation))
                    .sightings(usable).stream()
                            .filter(one -> one.asset() < 0)
                            .forEach(estate::sighting);
        }
        return AnswerBuilder.build(
                List.of(advisory),
                estate,
                judging.judged(),
                screening.usable(),
                screening.suppressed(),
                judging.questions(),
                List.copyOf(advisory.problems()),
                options);
    }

    private void addUnknown(Census.Group group, OneEstate estate) {
        boolean allUnknown = allUnknown(group);
        Instant notBefore = options.asOf().minus(options.maxInventoryAge());
        int named = 0;
        for (int i = 0; i < group.count() && named < MAX_UNKNOWN_NAMED; i++) {
            int asset = group.asset(i);
            if ((allUnknown || asksSoftware && !wellKnown(asset, notBefore)) && estate.add(asset)) {
                named++;
            }
        }
    }

    /// The part of an estate that one organisation's answer is about.
    private static final class OneEstate implements EstateView {
        private final Census all;
        private final LogSpan logs;
        private final List<AssetState> assets = new ArrayList<>();
        private final Map<Integer, Integer> local = new HashMap<>();
        private final Map<Integer, List<Holding>> holdings = new HashMap<>();
        private final List<AssetSighting> sightings = new ArrayList<>();

        OneEstate(Census all, LogSpan logs) {
            this.all = all;
            this.logs = logs;
        }

        /// @return false if it is there already
        boolean add(int asset) {
            if (local.putIfAbsent(asset, assets.size()) != null) {
                return false;
            }
            return assets.add(all.asset(asset));
        }

        private int local(int asset) {
            Integer number = local.get(asset);
            if (number == null) {
                throw new IllegalStateException("a machine that was not added"); // a defect
            }
            return number;
        }

        void holdings(int component, List<Holding> found) {
            List<Holding> own = new ArrayList<>(found.size());
            found.forEach(h -> own.add(new Holding(local(h.asset()), h.source(), h.line())));
            holdings.put(component, own);
        }

        void sighting(AssetSighting one) {
            sightings.add(
                    new AssetSighting(one.asset() < 0 ? -1 : local(one.asset()), one.sighting()));
        }

        @Override
        public int assetCount() {
            return assets.size();
        }

        @Override
        public AssetState asset(int asset) {
            return assets.get(asset);
        }

        @Override
        public int componentCount() {
            return all.estate().componentCount();
        }

        @Override
        public Component component(int component) {
            return all.estate().component(component);
        }

        @Override
        public void holders(int component, Consumer<Holding> each) {
            holdings.getOrDefault(component, List.of()).forEach(each);
        }

        @Override
        public List<AssetSighting> sightings(List<Indicator> indicators) {
            return sightings;
        }

        @Override
        public LogSpan logSpan() {
            return logs;
        }
    }

    /// The state of the memory that was asked.
    public long generation() {
        return census.generation();
    }
}
