package dev.firebreak.core.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/// Which runs together are the memory, and the small things that need no run. Text, one fact a line, closed by a checksum.
///
/// @param generation grows by one with each change
/// @param nextFile number of the next run file
/// @param hosts numbers of hosts given out so far
/// @param organisations by their number; a forgotten one leaves an empty name, its number is not used again
/// @param scopes kinds of inventory lists, by their number
record Manifest(
        long generation,
        long nextFile,
        int hosts,
        int stations,
        int components,
        int sources,
        List<String> organisations,
        List<String> scopes,
        List<RunInfo> runs) {
    /// Version of the file format that this program writes.
    static final byte VERSION = 3;

    /// Most organisations one memory may hold.
    static final int MAX_ORGANISATIONS = 1_000_000;

    private static final String HEADER = "firebreak-memory ";

    static final Manifest EMPTY = new Manifest(0, 1, 0, 0, 0, 0, List.of(), List.of(), List.of());

    Manifest {
        organisations = List.copyOf(organisations);
        scopes = List.copyOf(scopes);
        runs = List.copyOf(runs);
    }

    List<RunInfo> runs(Table table) {
        List<RunInfo> out = new ArrayList<>();
        for (RunInfo r : runs) {
            if (r.table() == table) {
                out.add(r);
            }
        }
        return out;
    }

    long bytes() {
        return runs.stream().mapToLong(RunInfo::bytes).sum();
    }

    byte[] encode() {
        return encode(VERSION);
    }

    /// @param version of the format; others than [#VERSION] are only written by tests
    byte[] encode(int version) {
        StringBuilder out = new StringBuilder();
        out.append(HEADER).append(version).append('\n');
        out.append("generation ").append(generation).append('\n');
        out.append("next-file ").append(nextFile).append('\n');
        out.append("hosts ").append(hosts).append('\n');
        out.append("stations ").append(stations).append('\n');
        out.append("components ").append(components).append('\n');
        out.append("sources ").append(sources).append('\n');
        for (String o : organisations) {
            out.append("organisation ").append(hex(o)).append('\n');
        }
        for (String s : scopes) {
            out.append("scope ").append(hex(s)).append('\n');
        }
        for (RunInfo r : runs) {
            out.append("run ").append(r.file()).append(' ').append(r.table().suffix());
            out.append(' ').append(r.era() == RunInfo.NO_ERA ? "-" : Integer.toString(r.era()));
            out.append(' ').append(r.sequence()).append(' ').append(r.bytes());
            out.append(' ').append(r.entries()).append(' ').append(r.rows());
            out.append(' ').append(r.root()).append(' ').append(r.height());
            out.append(' ').append(r.parity()).append('\n');
        }
        byte[] body = out.toString().getBytes(StandardCharsets.UTF_8);
        String end = "crc32c " + HexFormat.of().toHexDigits(crc(body, body.length)) + "\n";
        return new ByteOut(body.length + 32)
                .bytes(body)
                .bytes(end.getBytes(StandardCharsets.US_ASCII))
                .copy();
    }

    /// Checksum of all that it says.
    String checksum() {
        byte[] all = encode();
        return HexFormat.of().toHexDigits(crc(all, all.length));
    }

    private static int crc(byte[] body, int length) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, length);
        return (int) crc.getValue();
    }

    private static String hex(String text) {
        return text.isEmpty()
                ? "-"
                : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unhex(String text) {
        return text.equals("-")
                ? ""
                : new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_8);
    }

    /// The version a manifest was written with, or -1 if these bytes are none or are damaged.
    static int version(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int last = text.lastIndexOf("crc32c ");
        if (!text.startsWith(HEADER) || last < 0 || !text.endsWith("\n")) {
            return -1;
        }
        int body = text.substring(0, last).getBytes(StandardCharsets.UTF_8).length;
        String wanted = "crc32c " + HexFormat.of().toHexDigits(crc(bytes, body)) + "\n";
        if (body > bytes.length || !text.substring(last).equals(wanted)) {
            return -1;
        }
        try {
            return Integer.parseInt(text.substring(HEADER.length(), text.indexOf('\n')));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    /// Reads a manifest of this version whose checksum is right.
    static Manifest decode(byte[] bytes) {
        long generation = 0;
        long nextFile = 1;
        int[] counts = new int[4];
        List<String> organisations = new ArrayList<>();
        List<String> scopes = new ArrayList<>();
        List<RunInfo> runs = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            String[] w = line.split(" ", -1);
            switch (w[0]) {
                case "generation" -> generation = Long.parseLong(w[1]);
                case "next-file" -> nextFile = Long.parseLong(w[1]);
                case "hosts" -> counts[0] = Integer.parseInt(w[1]);
                case "stations" -> counts[1] = Integer.parseInt(w[1]);
                case "components" -> counts[2] = Integer.parseInt(w[1]);
                case "sources" -> counts[3] = Integer.parseInt(w[1]);
                case "organisation" -> organisations.add(unhex(w[1]));
                case "scope" -> scopes.add(unhex(w[1]));
                case "run" -> runs.add(run(w));
                case "firebreak-memory", "crc32c", "" -> {}
                default -> throw new MalformedException("the manifest says '" + w[0] + "'");
            }
        }
        return new Manifest(
                generation,
                nextFile,
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                organisations,
                scopes,
                runs);
    }

    private static RunInfo run(String[] w) {
        Table table = null;
        for (Table t : Table.values()) {
            if (t.suffix().equals(w[2])) {
                table = t;
            }
        }
        if (table == null || w.length != 11) {
            throw new MalformedException("the manifest names a run of '" + w[2] + "'");
        }
        return new RunInfo(
                w[1],
                table,
                w[3].equals("-") ? RunInfo.NO_ERA : Integer.parseInt(w[3]),
                Long.parseLong(w[4]),
                Long.parseLong(w[5]),
                Long.parseLong(w[6]),
                Long.parseLong(w[7]),
                Long.parseLong(w[8]),
                Integer.parseInt(w[9]),
                Long.parseLong(w[10]));
    }
}
