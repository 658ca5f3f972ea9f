package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.content.PeLayout;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/// What a .NET assembly calls: its member references and the native functions it imports (ECMA-335, 6th edition,
/// partition II, sections 22 and 24).
final class ClrReader {
    private static final int MAX_ROWS = 200_000;
    private static final int MAX_NAME = 200;
    private static final int TABLES = 0x2d;

    /// The columns of each table: digits are bytes, `S`, `G`, `B` heaps, `t..` a table, a small letter a coded index.
    private static final String[] COLUMNS = {
        "2 S G G G",
        "r S S",
        "4 S S d t04 t06",
        "t04",
        "2 S B",
        "t06",
        "4 2 2 S B t08",
        "t08",
        "2 2 S",
        "t02 d",
        "p S B",
        "2 c B",
        "a k B",
        "f B",
        "2 e B",
        "2 4 t02",
        "4 t04",
        "B",
        "t02 t14",
        "t14",
        "2 S d",
        "t02 t17",
        "t17",
        "2 S B",
        "2 t06 s",
        "t02 m m",
        "S",
        "B",
        "2 w S t1a",
        "4 t04",
        "4 4",
        "4",
        "4 2 2 2 2 4 B S S",
        "4",
        "4 4 4",
        "2 2 2 2 4 B S S B",
        "4 t23",
        "4 4 4 t23",
        "4 S B",
        "4 4 S S i",
        "4 4 S i",
        "t02 t02",
        "2 2 u S",
        "m B",
        "t2a d"
    };

    /// Coded indexes: bits of the tag, then the tables.
    private static final Map<Character, int[]> CODED =
            Map.ofEntries(
                    Map.entry('r', new int[] {2, 0x00, 0x1a, 0x23, 0x01}),
                    Map.entry('d', new int[] {2, 0x02, 0x01, 0x1b}),
                    Map.entry('c', new int[] {2, 0x04, 0x08, 0x17}),
                    Map.entry(
                            'a',
                            new int[] {
                                5, 0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14,
                                0x11, 0x1a, 0x1b, 0x20, 0x23, 0x26, 0x27, 0x28, 0x2a, 0x2c, 0x2b
                            }),
                    Map.entry('k', new int[] {3, 0x06, 0x0a}),
                    Map.entry('f', new int[] {1, 0x04, 0x08}),
                    Map.entry('e', new int[] {2, 0x02, 0x06, 0x20}),
                    Map.entry('p', new int[] {3, 0x02, 0x01, 0x1a, 0x06, 0x1b}),
                    Map.entry('s', new int[] {1, 0x14, 0x17}),
                    Map.entry('m', new int[] {1, 0x06, 0x0a}),
                    Map.entry('w', new int[] {1, 0x04, 0x06}),
                    Map.entry('i', new int[] {2, 0x26, 0x23, 0x27}),
                    Map.entry('u', new int[] {1, 0x02, 0x06}));

    private static final int TYPE_REF = 0x01;
    private static final int MEMBER_REF = 0x0a;
    private static final int MODULE_REF = 0x1a;
    private static final int IMPL_MAP = 0x1c;
    private static final int ASSEMBLY_REF = 0x23;

    /// A type, or a type and a member, and what its use means.
    private static final Map<String, SignalKind> MEANING =
            Map.ofEntries(
                    Map.entry("System.Net.Sockets.TcpClient", SignalKind.NETWORK),
                    Map.entry("System.Net.Sockets.UdpClient", SignalKind.NETWORK),
                    Map.entry("System.Net.Sockets.Socket", SignalKind.NETWORK),
                    Map.entry("System.Net.Http.HttpClient", SignalKind.NETWORK),
                    Map.entry("System.Net.WebClient", SignalKind.NETWORK),
                    Map.entry("System.Net.WebRequest", SignalKind.NETWORK),
                    Map.entry("System.Net.HttpWebRequest", SignalKind.NETWORK),
                    Map.entry("System.Net.Dns", SignalKind.NETWORK),
                    Map.entry("System.Net.WebSockets.ClientWebSocket", SignalKind.NETWORK),
                    Map.entry("System.Net.Mail.SmtpClient", SignalKind.NETWORK),
                    Map.entry("System.Diagnostics.Process.Start", SignalKind.PROCESS),
                    Map.entry("System.Reflection.Assembly.Load", SignalKind.DYNAMIC_CODE),
                    Map.entry("System.Reflection.Assembly.LoadFile", SignalKind.DYNAMIC_CODE),
                    Map.entry("System.Reflection.Assembly.LoadFrom", SignalKind.DYNAMIC_CODE),
                    Map.entry("System.Reflection.Assembly.UnsafeLoadFrom", SignalKind.DYNAMIC_CODE),
                    Map.entry(
                            "System.Runtime.Loader.AssemblyLoadContext.LoadFromStream",
                            SignalKind.DYNAMIC_CODE),
                    Map.entry("Microsoft.CSharp.CSharpCodeProvider", SignalKind.DYNAMIC_CODE),
                    Map.entry("System.Convert.FromBase64String", SignalKind.DECODING),
                    Map.entry("System.IO.Compression.DeflateStream", SignalKind.DECODING),
                    Map.entry("System.IO.Compression.GZipStream", SignalKind.DECODING),
                    Map.entry(
                            "System.Security.Cryptography.SymmetricAlgorithm.CreateDecryptor",
                            SignalKind.DECODING),
                    Map.entry(
                            "System.Security.Cryptography.ProtectedData.Unprotect",
                            SignalKind.CREDENTIALS),
                    Map.entry("System.ServiceProcess.ServiceInstaller", SignalKind.PERSISTENCE),
                    Map.entry("System.Configuration.Install.Installer", SignalKind.PERSISTENCE));

    private final Content c;
    private final PeLayout pe;
    private final Signals out;
    private final TreeSet<String> imports;
    private final TreeSet<String> libraries;
    private final int[] rows = new int[64];
    private final long[] starts = new long[TABLES];
    private final int[] sizes = new int[TABLES];
    private long strings;
    private int heaps;

    private ClrReader(
            Content c,
            PeLayout pe,
            Signals out,
            TreeSet<String> imports,
            TreeSet<String> libraries) {
        this.c = c;
        this.pe = pe;
        this.out = out;
        this.imports = imports;
        this.libraries = libraries;
    }

    /// Adds what the assembly uses; does nothing for programs without .NET content.
    ///
    /// @throws IOException if the metadata is cut off or breaks its own rules
    static void read(
            Content c, PeLayout pe, Signals out, TreeSet<String> imports, TreeSet<String> libraries)
            throws IOException {
        PeLayout.Directory cli = pe.directory(14);
        long header = pe.offsetOf(cli.address());
        if (cli.address() != 0 && header >= 0 && c.holds(header, 72)) {
            new ClrReader(c, pe, out, imports, libraries).read(header);
        }
    }

    private void read(long header) throws IOException {
        long root = pe.offsetOf(c.u32(header + 8));
        if (root < 0 || !c.startsWith(root, "BSJB")) {
            throw new IOException("the .NET metadata is missing");
        }
        long at = root + 16 + c.u32(root + 12);
        int streams = c.u16(at + 2);
        long tables = -1;
        at += 4;
        for (int i = 0; i < Math.min(streams, 16); i++) {
            String name = c.ascii(at + 8, 32);
            if (name.equals("#~") || name.equals("#-")) {
                tables = root + c.u32(at);
            } else if (name.equals("#Strings")) {
                strings = root + c.u32(at);
            }
            at += 8 + (name.length() + 4 & ~3);
        }
        if (tables < 0 || strings == 0) {
            throw new IOException("the .NET metadata has no tables");
        }
        layout(tables);
        natives();
        members();
        names(ASSEMBLY_REF, 6, libraries);
        if (out.has(SignalKind.DECODING)
                && out.has(SignalKind.DYNAMIC_CODE, "System.Reflection.Assembly.Load")) {
            out.add(
                    SignalKind.DECODE_EXECUTE,
                    "assembly made of decoded bytes",
                    "the code decodes or decrypts bytes and loads them as an assembly");
        }
    }

    private void layout(long tables) throws IOException {
        heaps = c.u8(tables + 6);
        long valid = c.i64(tables + 8);
        long at = tables + 24;
        for (int t = 0; t < 64; t++) {
            if ((valid >>> t & 1) != 0) {
                rows[t] = (int) Math.min(Integer.MAX_VALUE, c.u32(at));
                at += 4;
                if (rows[t] > MAX_ROWS * 10) {
                    throw new IOException(rows[t] + " rows in a .NET table");
                }
            }
        }
        for (int t = 0; t < TABLES; t++) {
            int size = 0;
            for (String column : COLUMNS[t].split(" ")) {
                size += width(column);
            }
            starts[t] = at;
            sizes[t] = size;
            at += (long) size * rows[t];
        }
    }

    private int width(String column) {
        char kind = column.charAt(0);
        if (kind >= '2' && kind <= '4') {
            return kind - '0';
        }
        if (kind == 't') {
            return rows[Integer.parseInt(column.substring(1), 16)] < 0x10000 ? 2 : 4;
        }
        int[] coded = CODED.get(kind);
        if (coded == null) {
            int bit = kind == 'S' ? 1 : kind == 'G' ? 2 : 4;
            return (heaps & bit) != 0 ? 4 : 2;
        }
        int most = 0;
        for (int i = 1; i < coded.length; i++) {
            most = Math.max(most, rows[coded[i]]);
        }
        return most < 1 << 16 - coded[0] ? 2 : 4;
    }

    private long value(int table, int row, int column) throws EOFException {
        String[] columns = COLUMNS[table].split(" ");
        long at = starts[table] + (long) row * sizes[table];
        for (int i = 0; i < column; i++) {
            at += width(columns[i]);
        }
        return width(columns[column]) == 2 ? c.u16(at) : c.u32(at);
    }

    private String text(int table, int row, int column) throws EOFException {
        return c.ascii(strings + value(table, row, column), MAX_NAME);
    }

    private void names(int table, int column, TreeSet<String> into) throws EOFException {
        for (int row = 0; row < Math.min(rows[table], MAX_ROWS); row++) {
            into.add(text(table, row, column));
        }
    }

    /// P/Invoke: `library!function` as in the import table.
    private void natives() throws EOFException {
        for (int row = 0; row < Math.min(rows[IMPL_MAP], MAX_ROWS); row++) {
            int module = (int) value(IMPL_MAP, row, 3) - 1;
            String library =
                    module >= 0 && module < rows[MODULE_REF] ? text(MODULE_REF, module, 0) : "";
            String name = text(IMPL_MAP, row, 2);
            String file = library.toLowerCase(java.util.Locale.ROOT);
            imports.add((file.contains(".") ? file : file + ".dll") + "!" + name);
        }
    }

    private void members() throws EOFException {
        String[] types = new String[Math.min(rows[TYPE_REF], MAX_ROWS)];
        for (int row = 0; row < types.length; row++) {
            String space = text(TYPE_REF, row, 2);
            types[row] = (space.isEmpty() ? "" : space + ".") + text(TYPE_REF, row, 1);
            means(types[row], types[row]);
        }
        for (int row = 0; row < Math.min(rows[MEMBER_REF], MAX_ROWS); row++) {
            long parent = value(MEMBER_REF, row, 0);
            int type = (int) (parent >>> 3) - 1;
            if ((parent & 7) == 1 && type >= 0 && type < types.length) {
                String member = types[type] + "." + text(MEMBER_REF, row, 1);
                means(member, member);
            }
        }
    }

    private void means(String key, String name) {
        SignalKind kind = MEANING.get(key);
        if (kind != null) {
            imports.add(name);
            out.add(kind, name, "imports " + name);
        }
    }
}
