package dev.firebreak.stream.record;

import dev.firebreak.stream.wire.Head;
import dev.firebreak.stream.wire.In;
import dev.firebreak.stream.wire.Out;

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
    record Log(String organisation, String log, String source, int[] days) implements Coverage {
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
    int VERSION = 1;

    /// @throws dev.firebreak.stream.wire.MalformedRecordException if it is no such record
    static Coverage decode(byte[] bytes) {
        In in = new In(bytes);
        Head.read(in, KIND, VERSION);
        Coverage coverage =
                switch (in.u8()) {
                    case 0 -> new Machine(in.text(), in.text(), in.signed(), in.bool());
                    case 1 -> log(in);
                    case 2 -> new Name(in.text(), in.text(), in.text(), in.bool(), in.signed());
                    default -> throw in.malformed("a coverage of something unknown");
                };
        in.end();
        return coverage;
    }

    private static Log log(In in) {
        String organisation = in.text();
        String log = in.text();
        String source = in.text();
        int[] days = new int[in.count(MAX_DAYS)];
        int at = 0;
        for (int i = 0; i < days.length; i++) {
            at += (int) in.signed();
            days[i] = at;
        }
        return new Log(organisation, log, source, days);
    }
}
