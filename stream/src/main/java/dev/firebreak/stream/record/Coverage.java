package dev.firebreak.stream.record;

import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known at all, so that "not affected" and "not contacted" are only said where they are.
public sealed interface Coverage {
    /// Most days that one log is told to cover.
    int MAX_DAYS = 20_000;

    String organisation();

    /// The key on the topic.
    String key();

    byte[] encode();

    /// A machine has reported its software.
    ///
    /// @param latest when its newest list was made, microseconds since 1970
    /// @param complete whether all its newest lists are whole
    record Machine(String organisation, String asset, long latest, boolean complete)
            implements Coverage {
        @Override
        public String key() {
            return "M" + organisation + "\0" + asset;
        }

        @Override
        public byte[] encode() {
            return Head.write(KIND, VERSION)
                    .u8(0)
                    .text(organisation)
                    .text(asset)
                    .signed(latest)
                    .bool(complete)
                    .bytes();
        }
    }

    /// A log has lines of these days.
    ///
    /// @param log identifies it, see [LogBatch#log]
    /// @param days days since 1970 (UTC), ascending
    /// @param hosts whether all machines that its lines name are told as [Host]: a job that did not know them yet may have
    ///     taken in a part of it, or a part could not be used
    record Log(String organisation, String log, String source, int[] days, boolean hosts)
            implements Coverage {
        @Override
        public String key() {
            return "L" + log;
        }

        @Override
        public byte[] encode() {
            Out out = Head.write(KIND, VERSION).u8(1).text(organisation).text(log).text(source);
            out.varint(days.length);
            int before = 0;
            for (int day : days) {
                out.signed(day - before);
                before = day;
            }
            return out.bool(hosts).bytes();
        }
    }

    /// Logs name a machine on these days.
    ///
    /// @param host as the logs call it
    /// @param keptDays how long the job remembers what it saw on a day, counted from when it learned of the day
    /// @param days ascending, not overlapping
    record Host(String organisation, String host, int keptDays, List<Days> days)
            implements Coverage {
        /// @param from days since 1970 (UTC)
        /// @param count how many days in a row
        /// @param learned the day on which the job saw the first line of the earliest of them
        public record Days(int from, int count, int learned) {
            boolean holds(int day) {
                return day >= from && day < from + count;
            }

            boolean isForgotten(int keptDays, int today) {
                // Of the day on which it was learned each second may be the one it was seen in.
                return learned + keptDays <= today;
            }
        }

        public Host {
            days = List.copyOf(days);
        }

        @Override
        public String key() {
            return "H" + organisation + "\0" + host;
        }

        /// The same for a job that keeps what it sees for another time. What is forgotten by now stays forgotten.
        public Host withKept(int otherDays, int today) {
            return otherDays == keptDays
                    ? this
                    : new Host(organisation, host, otherDays, at(today).days);
        }

        /// With a day that a log names it on. What was learned too long ago is left out, since what was seen then is
        /// forgotten too.
        ///
        /// @return this one if nothing is new
        public Host plus(int day, int today) {
            Host kept = at(today);
            if (kept.days.stream().anyMatch(d -> d.holds(day)) || kept.size() >= MAX_DAYS) {
                return kept;
            }
            TreeMap<Integer, Integer> learned = new TreeMap<>();
            for (Days d : kept.days) {
                for (int i = 0; i < d.count; i++) {
                    learned.put(d.from + i, d.learned);
                }
            }
            learned.put(day, today);
            List<Days> all = new ArrayList<>();
            for (Map.Entry<Integer, Integer> e : learned.entrySet()) {
                Days last = all.isEmpty() ? null : all.getLast();
                if (last != null
                        && last.learned == e.getValue()
                        && last.from + last.count == e.getKey()) {
                    all.set(all.size() - 1, new Days(last.from, last.count + 1, last.learned));
                } else {
                    all.add(new Days(e.getKey(), 1, e.getValue()));
                }
            }
            return new Host(organisation, host, keptDays, all);
        }

        /// What of it still holds on a day.
        ///
        /// @return this one if all does
        public Host at(int today) {
            return days.stream().noneMatch(d -> d.isForgotten(keptDays, today))
                    ? this
                    : new Host(
                            organisation,
                            host,
                            keptDays,
                            days.stream().filter(d -> !d.isForgotten(keptDays, today)).toList());
        }

        private int size() {
            return days.stream().mapToInt(Days::count).sum();
        }

        /// All days, ascending.
        public int[] each() {
            int[] each = new int[size()];
            int n = 0;
            for (Days d : days) {
                for (int i = 0; i < d.count; i++) {
                    each[n++] = d.from + i;
                }
            }
            return each;
        }

        @Override
        public byte[] encode() {
            Out out = Head.write(KIND, VERSION).u8(3).text(organisation).text(host);
            out.varint(keptDays).varint(days.size());
            int before = 0;
            int learned = 0;
            for (Days d : days) {
                out.signed(d.from - before).varint(d.count).signed(d.learned - learned);
                before = d.from + d.count;
                learned = d.learned;
            }
            return out.bytes();
        }
    }

    /// From a time on an address meant a machine: a log told it (DHCP), or the machine's list of software claims it. The job
    /// does not need it; whoever puts an answer together does.
    ///
    /// @param name of the machine
    /// @param log whether a log told it; else a list did
    /// @param from microseconds since 1970, 0 if not told
    record Name(String organisation, String address, String name, boolean log, long from)
            implements Coverage {
        @Override
        public String key() {
            return "A" + organisation + "\0" + address + "\0" + name + "\0" + (log ? from : "list");
        }

        @Override
        public byte[] encode() {
            return Head.write(KIND, VERSION)
                    .u8(2)
                    .text(organisation)
                    .text(address)
                    .text(name)
                    .bool(log)
                    .signed(from)
                    .bytes();
        }
    }

    char KIND = 'C';

    /// 2: machines that logs name, and whether a log's are told.
    int VERSION = 2;

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    static Coverage decode(byte[] bytes) {
        In in = new In(bytes);
        int version = Head.read(in, KIND, VERSION);
        Coverage coverage =
                switch (in.u8()) {
                    case 0 -> new Machine(in.text(), in.text(), in.signed(), in.bool());
                    case 1 -> log(in, version);
                    case 2 -> new Name(in.text(), in.text(), in.text(), in.bool(), in.signed());
                    case 3 -> host(in);
                    default -> throw in.malformed("a coverage of something unknown");
                };
        in.end();
        return coverage;
    }

    private static Log log(In in, int version) {
        String organisation = in.text();
        String log = in.text();
        String source = in.text();
        int[] days = new int[in.count(MAX_DAYS)];
        int at = 0;
        for (int i = 0; i < days.length; i++) {
            at += (int) in.signed();
            days[i] = at;
        }
        return new Log(organisation, log, source, days, version > 1 && in.bool());
    }

    private static Host host(In in) {
        String organisation = in.text();
        String host = in.text();
        int kept = in.index(Integer.MAX_VALUE);
        int n = in.count(MAX_DAYS);
        List<Host.Days> days = new ArrayList<>(n);
        int at = 0;
        int learned = 0;
        int left = MAX_DAYS;
        for (int i = 0; i < n; i++) {
            at += (int) in.signed();
            int count = in.index(left + 1);
            learned += (int) in.signed();
            days.add(new Host.Days(at, count, learned));
            at += count;
            left -= count;
        }
        return new Host(organisation, host, kept, days);
    }
}
