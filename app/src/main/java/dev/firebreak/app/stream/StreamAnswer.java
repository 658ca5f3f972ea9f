package dev.firebreak.app.stream;

import dev.firebreak.app.check.Judging;
import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AnswerBuilder;
import dev.firebreak.core.answer.AnswerOptions;
import dev.firebreak.core.answer.EstateView;
import dev.firebreak.core.identity.Aliases;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Reason;
import dev.firebreak.stream.record.Progress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Makes the answer of what a cluster has told, and says what it has not.
final class StreamAnswer {
    /// Most questions without a whole answer that are named.
    private static final int MAX_NAMED = 20;

    private final List<Advisory> advisories;
    private final Wanted wanted;
    private final Told told;
    private final Asker.Outcome outcome;
    private final Aliases aliases;

    StreamAnswer(
            List<Advisory> advisories,
            Wanted wanted,
            Told told,
            Asker.Outcome outcome,
            Aliases aliases) {
        this.advisories = advisories;
        this.wanted = wanted;
        this.told = told;
        this.outcome = outcome;
        this.aliases = aliases;
    }

    /// @param organisation absent for all
    /// @param lines what to do with the estate before it is asked
    /// @param listed of an estate with more machines than this only those with a finding are listed
    /// @param problems what else could not be used; what the cluster could not tell is added, and the answer refers to it
    Answer of(
            @Nullable String organisation,
            AnswerOptions options,
            List<Problem> problems,
            UnaryOperator<EstateView> lines,
            int listed) {
        StreamEstate estate =
                StreamEstate.of(
                        wanted,
                        told,
                        organisation,
                        gaps(),
                        (int) LocalDate.now(ZoneOffset.UTC).toEpochDay());
        EstateView view = lines.apply(estate);
        Judging judging = Judging.of(advisories, aliases, view);
        advisories.forEach(a -> problems.addAll(a.problems()));
        problems.addAll(wanted.problems());
        unfinished(problems);
        if (estate.incomplete() > 0) {
            problems.add(
                    cluster(
                            estate.incomplete()
                                    + " findings lack lines for which there was no room: their numbers are the least",
                            Problem.Severity.NOTE));
        }
        if (estate.changedHands() > 0) {
            problems.add(
                    cluster(
                            estate.changedHands()
                                    + " contacts are of addresses that several machines had while the contact lasted; they are told by the address, and of each of these machines it is unknown",
                            Problem.Severity.NOTE));
        }
        if (!aliases.all().isEmpty()) {
            problems.add(
                    cluster(
                            "kept decisions about names apply to what the cluster reports; a name that only they tie to the product is not looked for there",
                            Problem.Severity.NOTE));
        }
        return AnswerBuilder.build(
                advisories,
                view,
                judging.judged(),
                wanted.screening().usable(),
                wanted.screening().suppressed(),
                judging.questions(),
                problems,
                options,
                listed);
    }

    private EstateView.Gaps gaps() {
        Collection<String> products =
                wanted.questions().keySet().stream().filter(wanted::isAboutProducts).toList();
        return new EstateView.Gaps(
                false, // the estate knows
                true,
                gap(products, wanted.productsLost()),
                gap(wanted.indicators().keySet(), wanted.indicatorsLost()));
    }

    private @Nullable Reason gap(Collection<String> questions, boolean notAsked) {
        if (notAsked) {
            return new Reason(
                    "cluster-cannot-be-asked",
                    "A part of the warning cannot be asked of the cluster.",
                    "Ein Teil der Warnung lässt sich im Cluster nicht erfragen.");
        }
        if (questions.stream()
                .map(outcome.open()::get)
                .anyMatch(p -> p != null && p.refused() > 0)) {
            return new Reason(
                    "cluster-no-room",
                    "A part of the cluster had no room for what was asked: what it would have told is not known.",
                    "Ein Teil des Clusters hatte für das Gefragte keinen Platz: Was er gemeldet hätte, ist nicht bekannt.");
        }
        if (outcome.behind() && !questions.isEmpty()
                || questions.stream().anyMatch(outcome.open()::containsKey)) {
            return new Reason(
                    "cluster-not-finished",
                    "The cluster has not answered in full yet: what it has not looked at is not known.",
                    "Der Cluster hat noch nicht vollständig geantwortet: Was er noch nicht geprüft hat, ist nicht bekannt.");
        }
        if (told.unreadable() > 0) {
            return new Reason(
                    "cluster-unreadable",
                    "Records of the cluster could not be read here: what they say is not known.",
                    "Sätze des Clusters konnten hier nicht gelesen werden: Was sie sagen, ist nicht bekannt.");
        }
        if (told.refused(questions) > 0) {
            return new Reason(
                    "cluster-too-many-findings",
                    "The cluster found more than can be held here: this machine may be among the rest.",
                    "Der Cluster hat mehr gefunden, als hier gehalten werden kann: Dieser Rechner kann zum Rest gehören.");
        }
        return null;
    }

    private void unfinished(List<Problem> problems) {
        int named = 0;
        for (Map.Entry<String, @Nullable Progress> e : outcome.open().entrySet()) {
            if (named++ == MAX_NAMED) {
                problems.add(
                        cluster(
                                (outcome.open().size() - MAX_NAMED)
                                        + " more questions are not answered in full",
                                Problem.Severity.LOST));
                break;
            }
            problems.add(
                    cluster(
                            "not answered in full: " + name(e.getKey()) + "; " + said(e.getValue()),
                            Problem.Severity.LOST));
        }
        if (outcome.behind()) {
            problems.add(
                    cluster(
                            "everything is answered, but not all of it could be read in time",
                            Problem.Severity.LOST));
        }
        long refused = told.refused(wanted.questions().keySet());
        if (refused > 0) {
            problems.add(
                    cluster(
                            refused
                                    + " findings beyond the "
                                    + Told.MAX_FINDINGS
                                    + " that are held are left out",
                            Problem.Severity.LOST));
        }
        if (told.unreadable() > 0) {
            problems.add(
                    cluster(
                            told.unreadable()
                                    + " records that the cluster has told could not be read",
                            Problem.Severity.LOST));
        }
        if (told.hostsBeyond() > 0) {
            problems.add(
                    cluster(
                            "machines in logs beyond the "
                                    + Told.MAX_HOSTS
                                    + " that are held are left out: of no machine it is said that it had no contact",
                            Problem.Severity.LOST));
        }
        if (told.namesBeyond() > 0) {
            problems.add(
                    cluster(
                            "addresses beyond the "
                                    + Told.MAX_NAMES
                                    + " that are held are left out: contacts of machines that logs name by such an address are told by the address",
                            Problem.Severity.LOST));
        }
        if (told.machinesBeyond() > 0) {
            problems.add(
                    cluster(
                            "machines beyond the "
                                    + Told.MAX_MACHINES
                                    + " that are held are not listed unless something was found of them",
                            Problem.Severity.LOST));
        }
        if (told.logsBeyond()) {
            problems.add(
                    cluster(
                            "logs beyond the "
                                    + Told.MAX_LOGS
                                    + " that are told apart are not counted",
                            Problem.Severity.PARTIAL));
        }
    }

    private String name(String question) {
        Indicator i = wanted.indicators().get(question);
        return i == null ? "the products" : i.defanged();
    }

    /// How far a question is, in words.
    static String said(@Nullable Progress p) {
        return p == null
                ? "no part of the cluster has answered; does the join job run?"
                : p.answered()
                        + " of at least "
                        + p.expected()
                        + " parts have answered, at most "
                        + p.machines()
                        + " machines are concerned as far as known"
                        + (p.refused() == 0
                                ? ""
                                : "; "
                                        + p.refused()
                                        + " parts had no room for all of it, the dead letters say why");
    }

    private static Problem cluster(String message, Problem.Severity severity) {
        return new Problem("cluster", "", message, severity);
    }
}
