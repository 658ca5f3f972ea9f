package dev.firebreak.app.stream;

import dev.firebreak.core.join.Finding;
import dev.firebreak.stream.record.Coverage;
import dev.firebreak.stream.record.FindingRecord;
import dev.firebreak.stream.record.Progress;
import dev.firebreak.stream.record.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a cluster has told so far, each thing in its newest state: findings that hold, how far questions are, which
/// machines and logs there are. Safe for use by several threads.
final class Told {
    /// Most findings that are held.
    static final int MAX_FINDINGS = 1_000_000;

    /// Most machines that are held.
    static final int MAX_MACHINES = 3_000_000;

    /// Most logs that are told apart.
    static final int MAX_LOGS = 1_000_000;

    /// Most machines as logs name them that are held.
    static final int MAX_HOSTS = 3_000_000;

    /// Most addresses of machines that are held, each time one changed counted.
    static final int MAX_NAMES = 2_000_000;

    /// Most questions that are remembered, withdrawn ones included.
    static final int MAX_QUESTIONS = 500_000;

    /// A machine's lists of software.
    ///
    /// @param name as it reports itself
    /// @param latest microseconds since 1970
    record Machine(String name, long latest, boolean complete) {
        Machine with(Machine o) {
            return new Machine(
                    latest < o.latest ? o.name : name,
                    Math.max(latest, o.latest),
                    complete && o.complete);
        }
    }

    /// What is known of an organisation.
    ///
    /// @param days on which its logs have lines, ascending
    /// @param name of the organisation as it was told
    /// @param hosts whether all machines that its logs name are told
    record Known(String name, List<Machine> machines, int logs, int[] days, boolean hosts) {}

    /// A question as it stands.
    ///
    /// @param question absent if it was withdrawn
    record Standing(long revision, @Nullable Question question) {
        boolean isOf(String asker) {
            return question != null && question.asker().equals(asker);
        }
    }

    private static final class Organisation {
        final String name;
        final AddressNames names = new AddressNames();
        final Map<String, Machine> machines = new HashMap<>();
        final Set<String> logs = new HashSet<>();

        /// Logs of which a job took in a part that did not tell machines yet.
        final Set<String> partial = new HashSet<>();

        /// Whether there is such a log among those for which there was no room.
        boolean partialBeyond;

        final Map<String, Coverage.Host> hosts = new HashMap<>();

        /// How many of them no list names; -1 if it has to be counted.
        int onlyInLogs = -1;

        final TreeSet<Integer> days = new TreeSet<>();

        Organisation(String name) {
            this.name = name;
        }
    }

    private final Predicate<String> wanted;
    private final int maxFindings;
    private final int maxMachines;
    private final int maxLogs;
    private final Map<String, Map<String, Map<String, FindingRecord>>> findings = new HashMap<>();
    private final Map<String, Long> refused = new HashMap<>();
    private final Map<String, Organisation> organisations = new HashMap<>();
    private final Map<String, Progress> progress = new HashMap<>();
    private final Map<String, Standing> standing = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private int findingCount;
    private int machineCount;
    private int logCount;
    private int nameCount;
    private int hostCount;
    private long beyond;
    private long hostsBeyond;
    private long namesBeyond;
    private long unread;
    private boolean logsBeyond;

    /// @param wanted of which questions findings are held; of all it is told whether they stand
    Told(Predicate<String> wanted) {
        this(wanted, MAX_FINDINGS, MAX_MACHINES, MAX_LOGS);
    }

    Told(Predicate<String> wanted, int maxFindings, int maxMachines, int maxLogs) {
        this.wanted = wanted;
        this.maxFindings = maxFindings;
        this.maxMachines = maxMachines;
        this.maxLogs = maxLogs;
    }

    synchronized void finding(FindingRecord record) {
        if (!wanted.test(record.question())) {
            return;
        }
        Finding f = record.finding();
        String organisation = f.owner().organisation();
        Map<String, Map<String, FindingRecord>> all =
                findings.computeIfAbsent(record.question(), _ -> new HashMap<>());
        Map<String, FindingRecord> its = all.computeIfAbsent(organisation, _ -> new HashMap<>());
        if (f.state() != Finding.State.OPEN) {
            if (its.remove(f.id()) != null) {
                findingCount--;
                changed.add(organisation);
            }
        } else if (its.containsKey(f.id()) || findingCount < maxFindings) {
            findingCount += its.put(f.id(), record) == null ? 1 : 0;
            changed.add(organisation);
        } else {
            refused.merge(record.question(), 1L, Long::sum);
        }
        if (its.isEmpty()) {
            all.remove(organisation);
        }
        if (all.isEmpty()) {
            findings.remove(record.question());
        }
    }

    synchronized void coverage(Coverage coverage) {
        Organisation o =
                organisations.computeIfAbsent(
                        key(coverage.organisation()),
                        _ -> new Organisation(coverage.organisation()));
        o.onlyInLogs = -1;
        switch (coverage) {
            case Coverage.Machine m -> {
                if (!o.machines.containsKey(m.asset())) {
                    if (machineCount >= maxMachines) {
                        beyond++;
                        return;
                    }
                    machineCount++;
                }
                o.machines.put(m.asset(), new Machine(m.asset(), m.latest(), m.complete()));
            }
            case Coverage.Log l -> {
                if (!o.logs.contains(l.log())) {
                    if (logCount < maxLogs) {
                        logCount++;
                        o.logs.add(l.log());
                    } else {
                        logsBeyond = true;
                    }
                }
                if (l.hosts()) {
                    o.partial.remove(l.log());
                } else if (o.logs.contains(l.log())) {
                    o.partial.add(l.log());
                } else {
                    // Nobody can tell later which log told its machines after all.
                    o.partialBeyond = true;
                }
                for (int day : l.days()) {
                    o.days.add(day);
                }
            }
            case Coverage.Host h -> {
                if (!o.hosts.containsKey(h.host())) {
                    if (hostCount >= MAX_HOSTS) {
                        hostsBeyond++;
                        return;
                    }
                    hostCount++;
                }
                o.hosts.put(h.host(), h);
            }
            case Coverage.Name n -> {
                if (!o.names.knows(n) && nameCount >= MAX_NAMES) {
                    namesBeyond++;
                    return;
                }
                nameCount += o.names.put(n);
            }
        }
        changed.add(key(coverage.organisation()));
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// The machines that an address meant between two times.
    ///
    /// @param organisation whose log has the address; the empty name may mean a machine of any
    /// @param first microseconds since 1970, or [Tally#NO_TIME]
    /// @return names in small letters, none if nobody told, several if it changed or is claimed by several
    synchronized Set<String> meant(String organisation, String address, long first, long last) {
        return AddressNames.meant(names(organisation), address, first, last);
    }

    private List<AddressNames> names(String organisation) {
        return owners(organisation).stream().map(o -> o.names).toList();
    }

    /// Whose machines a log of this organisation may name: its own, or anybody's if it belongs to nobody.
    private Collection<Organisation> owners(String organisation) {
        if (organisation.isEmpty()) {
            return organisations.values();
        }
        Organisation own = organisations.get(key(organisation));
        return own == null ? List.of() : List.of(own);
    }

    /// Whether anybody told who had this address.
    synchronized boolean isNamed(String organisation, String address) {
        return names(organisation).stream().anyMatch(n -> n.has(address));
    }

    /// Whether the lists of software are all there is about whose address this is: several may claim the same.
    synchronized boolean isOnlyClaimed(String organisation, String address) {
        return names(organisation).stream().noneMatch(n -> n.wasLogged(address));
    }

    /// The machines that an organisation's logs name.
    synchronized List<Coverage.Host> hosts(String organisation) {
        Organisation o = organisations.get(key(organisation));
        return o == null ? List.of() : List.copyOf(o.hosts.values());
    }

    /// How many machines only logs know.
    synchronized int onlyInLogs(String organisation) {
        Organisation o = organisations.get(key(organisation));
        if (o == null) {
            return 0;
        }
        if (o.onlyInLogs < 0) {
            Set<String> listed = new HashSet<>();
            o.machines.keySet().forEach(m -> listed.add(key(m)));
            o.onlyInLogs =
                    (int)
                            o.hosts.keySet().stream()
                                    .map(Told::key)
                                    .filter(
                                            h ->
                                                    !listed.contains(h)
                                                            && !listed.contains(
                                                                    h.replaceFirst("\\..*", ""))
                                                            && !o.names.has(h))
                                    .distinct()
                                    .count();
        }
        return o.onlyInLogs;
    }

    /// @return whether this record ends a question, or ends it otherwise than one before
    synchronized boolean progress(Progress p) {
        Progress known = progress.get(p.question());
        if (known != null && known.revision() > p.revision()) {
            return false;
        }
        if (known == null && progress.size() >= MAX_QUESTIONS) {
            return false;
        }
        progress.put(p.question(), p);
        notifyAll();
        return p.ended() && (known == null || !known.ended() || known.refused() != p.refused());
    }

    synchronized void question(Question q) {
        Standing known = standing.get(q.id());
        if (known == null ? standing.size() < MAX_QUESTIONS : known.revision() < q.revision()) {
            standing.put(q.id(), new Standing(q.revision(), q.withdrawn() ? null : q));
            notifyAll();
        }
    }

    synchronized @Nullable Standing standing(String question) {
        return standing.get(question);
    }

    /// The standing questions of an asker.
    synchronized Set<String> askedBy(String asker) {
        Set<String> ids = new HashSet<>();
        standing.forEach(
                (id, s) -> {
                    if (s.isOf(asker)) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    synchronized @Nullable Progress progress(String question) {
        return progress.get(question);
    }

    /// Whether everything that was there when this revision of a question came has been looked at.
    synchronized boolean isComplete(String question, long revision) {
        Progress p = progress.get(question);
        return p != null && p.complete() && p.revision() >= revision;
    }

    /// The organisations of which something changed since this was called last.
    synchronized Set<String> takeChanged() {
        Set<String> taken = new HashSet<>();
        changed.forEach(o -> taken.add(name(o)));
        changed.clear();
        return taken;
    }

    synchronized Set<String> organisations() {
        Set<String> all = new HashSet<>();
        organisations.values().forEach(o -> all.add(o.name));
        return all;
    }

    /// An organisation as it was told, whatever the letter case it is asked with.
    private String name(String organisation) {
        Organisation o = organisations.get(key(organisation));
        return o == null ? organisation : o.name;
    }

    /// What was found.
    ///
    /// @param organisation absent for all
    synchronized List<FindingRecord> findings(
            Collection<String> questions, @Nullable String organisation) {
        List<FindingRecord> found = new ArrayList<>();
        for (String q : questions) {
            Map<String, Map<String, FindingRecord>> all = findings.getOrDefault(q, Map.of());
            if (organisation != null) {
                found.addAll(all.getOrDefault(key(organisation), Map.of()).values());
            } else {
                all.values().forEach(its -> found.addAll(its.values()));
            }
        }
        return found;
    }

    /// The components that were found, of all organisations: what they are is judged together.
    synchronized List<FindingRecord> installed(Collection<String> questions) {
        Map<String, FindingRecord> distinct = new HashMap<>();
        for (String q : questions) {
            for (var its : findings.getOrDefault(q, Map.of()).values()) {
                for (FindingRecord r : its.values()) {
                    if (r.component().length > 0) {
                        distinct.putIfAbsent(r.finding().indicator(), r);
                    }
                }
            }
        }
        return List.copyOf(distinct.values());
    }

    synchronized Known known(String organisation) {
        Organisation o = organisations.get(key(organisation));
        return o == null
                ? new Known(organisation, List.of(), 0, new int[0], true)
                : new Known(
                        o.name,
                        List.copyOf(o.machines.values()),
                        o.logs.size(),
                        o.days.stream().mapToInt(Integer::intValue).toArray(),
                        o.partial.isEmpty()
                                && !o.partialBeyond
                                && hostsBeyond == 0
                                && namesBeyond == 0);
    }

    /// Records of findings for which there was no room.
    synchronized long refused(Collection<String> questions) {
        return questions.stream().mapToLong(q -> refused.getOrDefault(q, 0L)).sum();
    }

    /// Reports of machines for which there was no room.
    synchronized long machinesBeyond() {
        return beyond;
    }

    /// Whether there was no room for a log.
    synchronized boolean logsBeyond() {
        return logsBeyond;
    }

    /// A record of the cluster could not be read.
    synchronized void unread() {
        unread++;
    }

    /// Records of the cluster that could not be read: what they say is not known.
    synchronized long unreadable() {
        return unread;
    }

    /// Machines in logs for which there was no room.
    synchronized long hostsBeyond() {
        return hostsBeyond;
    }

    /// Addresses of machines for which there was no room.
    synchronized long namesBeyond() {
        return namesBeyond;
    }
}
