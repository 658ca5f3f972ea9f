package dev.firebreak.gate.inspect;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.NativeFacts;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Java class files (JVMS 25, chapter 4): what a class refers to, the strings it holds, and how it was compiled.
final class ClassReader {
    private static final int MAX = 16 << 20;
    private static final int MAX_STRING_PROOF = 120;

    /// `class` or `class.method`; the longest match counts.
    private static final Map<String, SignalKind> MEANING =
            Map.ofEntries(
                    Map.entry("java/net/Socket.<init>", SignalKind.NETWORK),
                    Map.entry("java/net/Socket.connect", SignalKind.NETWORK),
                    Map.entry("java/net/ServerSocket.<init>", SignalKind.NETWORK),
                    Map.entry("java/net/DatagramSocket.<init>", SignalKind.NETWORK),
                    Map.entry("java/net/MulticastSocket.<init>", SignalKind.NETWORK),
                    Map.entry("java/net/HttpURLConnection", SignalKind.NETWORK),
                    Map.entry("javax/net/ssl/HttpsURLConnection", SignalKind.NETWORK),
                    Map.entry("java/net/http/HttpClient", SignalKind.NETWORK),
                    Map.entry("java/nio/channels/SocketChannel.open", SignalKind.NETWORK),
                    Map.entry("java/nio/channels/SocketChannel.connect", SignalKind.NETWORK),
                    Map.entry(
                            "java/nio/channels/AsynchronousSocketChannel.open", SignalKind.NETWORK),
                    Map.entry("java/nio/channels/DatagramChannel.open", SignalKind.NETWORK),
                    Map.entry("javax/net/SocketFactory.createSocket", SignalKind.NETWORK),
                    Map.entry("javax/net/ssl/SSLSocketFactory.createSocket", SignalKind.NETWORK),
                    Map.entry("javax/naming/InitialContext.lookup", SignalKind.NETWORK),
                    Map.entry("javax/naming/Context.lookup", SignalKind.NETWORK),
                    Map.entry("java/lang/Runtime.exec", SignalKind.PROCESS),
                    Map.entry("java/lang/ProcessBuilder.<init>", SignalKind.PROCESS),
                    Map.entry("java/lang/ProcessBuilder.start", SignalKind.PROCESS),
                    Map.entry("java/lang/ClassLoader.defineClass", SignalKind.DYNAMIC_CODE),
                    Map.entry(
                            "java/lang/invoke/MethodHandles$Lookup.defineClass",
                            SignalKind.DYNAMIC_CODE),
                    Map.entry(
                            "java/lang/invoke/MethodHandles$Lookup.defineHiddenClass",
                            SignalKind.DYNAMIC_CODE),
                    Map.entry("java/net/URLClassLoader.<init>", SignalKind.DYNAMIC_CODE),
                    Map.entry("java/net/URLClassLoader.newInstance", SignalKind.DYNAMIC_CODE),
                    Map.entry("java/io/ObjectInputStream.<init>", SignalKind.DYNAMIC_CODE),
                    Map.entry("javax/script/ScriptEngine.eval", SignalKind.DYNAMIC_CODE),
                    Map.entry("sun/misc/Unsafe.defineAnonymousClass", SignalKind.DYNAMIC_CODE),
                    Map.entry("java/util/Base64.getDecoder", SignalKind.DECODING),
                    Map.entry("java/util/Base64.getMimeDecoder", SignalKind.DECODING),
                    Map.entry("java/util/Base64.getUrlDecoder", SignalKind.DECODING),
                    Map.entry("javax/crypto/Cipher.getInstance", SignalKind.DECODING),
                    Map.entry("java/lang/System.load", SignalKind.NATIVE_LOAD),
                    Map.entry("java/lang/System.loadLibrary", SignalKind.NATIVE_LOAD),
                    Map.entry("java/lang/Runtime.load", SignalKind.NATIVE_LOAD),
                    Map.entry("com/sun/tools/attach/VirtualMachine.attach", SignalKind.INJECTION),
                    Map.entry("java/lang/instrument/Instrumentation", SignalKind.INJECTION),
                    Map.entry("java/util/prefs/Preferences.userRoot", SignalKind.PERSISTENCE));

    private static final Map<String, SignalKind> BY_REFLECTION =
            Map.of(
                    "java.lang.Runtime", SignalKind.PROCESS,
                    "java.lang.ProcessBuilder", SignalKind.PROCESS,
                    "java.net.Socket", SignalKind.NETWORK,
                    "java.net.URLClassLoader", SignalKind.DYNAMIC_CODE,
                    "java.net.HttpURLConnection", SignalKind.NETWORK,
                    "java.net.http.HttpClient", SignalKind.NETWORK);

    /// The classes in [#MEANING], also of its methods, and others that are asked for by name.
    private static final Set<String> OWNERS = owners();

    /// The lengths of their names, as a set of bits: all other classes are passed without making their name a text.
    private static final long LENGTHS = lengths();

    private static final byte[] CODE = ascii("Code");
    private static final byte[] SOURCE_FILE = ascii("SourceFile");
    private static final byte[] DEFINE_CLASS = ascii("defineClass");
    private static final byte[] CHECK_SERVER = ascii("checkServerTrusted");
    private static final Set<String> TRUST =
            Set.of("javax/net/ssl/X509TrustManager", "javax/net/ssl/X509ExtendedTrustManager");
    private static final byte[] JAVA = ascii("java");

    private final byte[] b;
    private final Signals out;
    private int[] at = new int[0];
    private boolean callsByName;
    private boolean decodesByHand;
    private boolean sourceFile;

    private ClassReader(byte[] bytes, Signals out) {
        this.b = bytes;
        this.out = out;
    }

    static NativeFacts read(Content content, Signals out) throws IOException {
        if (content.size() > MAX) {
            throw new IOException("a class file of " + content.size() + " bytes");
        }
        try {
            return new ClassReader(content.all(MAX), out).read();
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("the class file is cut off", e);
        }
    }

    private int u2(int i) {
        return (b[i] & 0xff) << 8 | b[i + 1] & 0xff;
    }

    private int u4(int i) {
        return u2(i) << 16 | u2(i + 2);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Set<String> owners() {
        Set<String> out = new HashSet<>();
        for (String name : MEANING.keySet()) {
            int dot = name.indexOf('.');
            out.add(dot < 0 ? name : name.substring(0, dot));
        }
        out.addAll(
                List.of(
                        "java/lang/reflect/Method",
                        "java/lang/Class",
                        "java/lang/ClassLoader",
                        "java/net/InetAddress",
                        "java/net/URL",
                        "java/net/URI"));
        return Set.copyOf(out);
    }

    private static long lengths() {
        long out = 0;
        for (String name : OWNERS) {
            if (name.length() > 63) {
                throw new IllegalStateException(name);
            }
            out |= 1L << name.length();
        }
        return out;
    }

    /// The name of the class if it is one of [#OWNERS], else empty.
    private String owner(int index) {
        int i = at[index];
        int u = i == 0 || b[i] != 7 ? 0 : at[u2(i + 1)];
        if (u == 0 || b[u] != 1) {
            return "";
        }
        int length = u2(u + 1);
        if (length > 63
                || (LENGTHS >>> length & 1) == 0
                || b[u + 3] != 'j' && b[u + 3] != 's' && b[u + 3] != 'c') {
            return "";
        }
        String name = utf(u2(i + 1));
        return OWNERS.contains(name) ? name : "";
    }

    private boolean named(int index, byte[] name) {
        int i = at[index];
        return i != 0 && b[i] == 1 && u2(i + 1) == name.length && starts(i + 3, name);
    }

    private boolean starts(int i, byte[] text) {
        return i + text.length <= b.length
                && Arrays.equals(b, i, i + text.length, text, 0, text.length);
    }

    private String utf(int index) {
        int i = at[index];
        return i == 0 || b[i] != 1 ? "" : new String(b, i + 3, u2(i + 1), StandardCharsets.UTF_8);
    }

    private String className(int index) {
        int i = at[index];
        return i == 0 || b[i] != 7 ? "" : utf(u2(i + 1));
    }

    private NativeFacts read() throws IOException {
        int count = u2(8);
        at = new int[count];
        int i = 10;
        for (int k = 1; k < count; k++) {
            at[k] = i;
            int tag = b[i];
            switch (tag) {
                case 1 -> i += 3 + u2(i + 1);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> i += 5;
                case 5, 6 -> {
                    i += 9;
                    k++;
                }
                case 7, 8, 16, 19, 20 -> i += 3;
                case 15 -> i += 4;
                default -> throw new IOException("unknown constant " + tag + " at offset " + i);
            }
        }
        TreeSet<String> references = references(count);
        List<String> toolchain = new ArrayList<>();
        toolchain.add("class version " + u2(6));
        String self = className(u2(i + 2));
        int end = members(i, toolchain);
        together();
        if (end < b.length) {
            out.add(
                    SignalKind.TRAILING_DATA,
                    "bytes after the class",
                    (b.length - end) + " bytes after the end of the class file");
        }
        return new NativeFacts(
                "jvm " + u2(6),
                true,
                List.of(),
                List.copyOf(references),
                List.of(),
                List.of(self),
                1,
                b.length - end,
                0,
                new TreeMap<>(),
                toolchain,
                List.of(),
                List.of());
    }

    private TreeSet<String> references(int count) {
        TreeSet<String> references = new TreeSet<>();
        String[] owners = new String[count];
        for (int k = 1; k < count; k++) {
            owners[k] = owner(k);
        }
        boolean urlFromText = false;
        boolean urlOpened = false;
        boolean invokes = false;
        boolean byName = false;
        boolean looksUpHosts = false;
        for (int k = 1; k < count; k++) {
            int i = at[k];
            if (i == 0) {
                continue;
            }
            if (b[i] == 10 || b[i] == 11) {
                int nt = at[u2(i + 3)];
                String owner = owners[u2(i + 1)];
                // a class loader of one's own calls defineClass on itself
                if (named(u2(nt + 1), DEFINE_CLASS) && !className(u2(i + 1)).startsWith("java/")) {
                    out.add(
                            SignalKind.DYNAMIC_CODE,
                            "java/lang/ClassLoader.defineClass",
                            "the class defines classes");
                }
                if (owner.isEmpty()) {
                    continue;
                }
                looksUpHosts |= owner.equals("java/net/InetAddress");
                String method = owner + "." + utf(u2(nt + 1));
                capability(method, owner, references);
                invokes |= method.equals("java/lang/reflect/Method.invoke");
                byName |=
                        method.equals("java/lang/Class.forName")
                                || method.equals("java/lang/ClassLoader.loadClass");
                urlFromText |=
                        method.equals("java/net/URL.<init>") || method.equals("java/net/URI.toURL");
                urlOpened |=
                        method.equals("java/net/URL.openStream")
                                || method.equals("java/net/URL.openConnection")
                                || method.equals("java/net/URL.getContent");
            } else if (b[i] == 7) {
                if (!owners[k].isEmpty()) {
                    capability("", owners[k], references);
                }
            } else if (b[i] == 8) {
                int text = at[u2(i + 1)];
                if (text != 0 && b[text] == 1) {
                    string(text + 3, u2(text + 1));
                }
            }
        }
        callsByName = invokes && byName;
        if (byName || looksUpHosts) {
            ClassWords words = new ClassWords(out);
            for (int k = 1; k < count; k++) {
                if (at[k] != 0 && b[at[k]] == 8) {
                    words.add(utf(u2(at[k] + 1)));
                }
            }
            words.tell(byName, invokes, looksUpHosts, BY_REFLECTION);
        }
        if (urlFromText && urlOpened) {
            references.add("java/net/URL.openConnection");
            out.add(
                    SignalKind.NETWORK,
                    "java/net/URL.openConnection",
                    "makes a java.net.URL from text and opens it");
        }
        return references;
    }

    /// What only means something together.
    private void together() {
        boolean decodes = out.has(SignalKind.DECODING);
        if (decodes && out.has(SignalKind.DYNAMIC_CODE, "java/lang/ClassLoader.defineClass")) {
            out.add(
                    SignalKind.DECODE_EXECUTE,
                    "class made of decoded bytes",
                    "the class decodes or decrypts bytes and defines a class");
        }
        if (decodes && out.has(SignalKind.DYNAMIC_CODE, "javax/script/ScriptEngine.eval")) {
            out.add(
                    SignalKind.DECODE_EXECUTE,
                    "script made of decoded text",
                    "the class decodes text and runs it in a script engine");
        }
        if ((decodes || decodesByHand) && callsByName) {
            out.add(
                    SignalKind.DECODE_EXECUTE,
                    "call of decoded names",
                    "the class decodes text, looks classes up by name and calls them by reflection");
        }
        boolean loader =
                out.has(SignalKind.DYNAMIC_CODE, "java/net/URLClassLoader.<init>")
                        || out.has(SignalKind.DYNAMIC_CODE, "java/net/URLClassLoader.newInstance");
        if (loader && (out.has(SignalKind.URL) || out.has(SignalKind.ADDRESS))) {
            out.add(
                    SignalKind.DOWNLOAD_EXECUTE,
                    "classes from the network",
                    "the class makes a URLClassLoader and names a place in the network");
        }
    }

    private void capability(String method, String owner, TreeSet<String> references) {
        SignalKind kind = MEANING.get(method);
        String name = method;
        if (kind == null) {
            kind = MEANING.get(owner);
            name = owner;
        }
        if (kind != null) {
            references.add(name);
            out.add(kind, name, "the class refers to " + name.replace('/', '.'));
        }
    }

    /// Most texts say nothing, so one is only made of bytes that hold something.
    private void string(int from, int length) {
        int to = from + length;
        if (length >= 12 && starts(from, JAVA)) {
            String text = text(from, to);
            SignalKind reflection = BY_REFLECTION.get(text);
            if (reflection != null) {
                out.add(
                        reflection,
                        "by name: " + text,
                        "the class holds the name \"" + text + "\"");
            }
        }
        if (length < 6) {
            return;
        }
        if (to > b.length) {
            throw new ArrayIndexOutOfBoundsException(to);
        }
        Keywords.AUTOMATON.scan(
                b,
                from,
                to,
                (index, end) -> {
                    Keywords.Keyword k = Keywords.get(index, 'c');
                    if (index == Keywords.URL_MARK) {
                        Urls.at(b, from, end, to, out);
                    } else if (k != null) {
                        String text = text(from, to);
                        out.add(
                                k.kind(),
                                k.what(),
                                "string \""
                                        + (text.length() > MAX_STRING_PROOF
                                                ? text.substring(0, MAX_STRING_PROOF)
                                                : text)
                                        + "\"");
                    }
                });
        if (length < 16 && b[from] >= '0' && b[from] <= '9') {
            String text = text(from, to);
            if (Urls.foreign(text)) {
                out.add(SignalKind.ADDRESS, text, "string \"" + text + "\"");
            }
        }
        if (length >= 400) {
            byte[] bytes = text(from, to).getBytes(StandardCharsets.UTF_8);
            Concealment.read(bytes, bytes, out);
        }
    }

    private String text(int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    /// Walks fields, methods and attributes to their end; returns the offset behind the class.
    private int members(int start, List<String> toolchain) {
        int i = start + 6;
        i += 2 + u2(i) * 2;
        boolean trusts = judgesCertificates(start);
        for (int pass = 0; pass < 2; pass++) {
            int n = u2(i);
            i += 2;
            for (int k = 0; k < n; k++) {
                if (pass == 1) {
                    code(i + 6);
                    if (trusts && named(u2(i + 2), CHECK_SERVER) && doesNothing(i + 6)) {
                        out.add(
                                SignalKind.PRIVILEGE,
                                "any certificate is accepted",
                                "checkServerTrusted does nothing");
                    }
                }
                i = attributes(i + 6, false);
            }
        }
        i = attributes(i, true);
        toolchain.add(sourceFile ? "SourceFile" : "no SourceFile");
        return i;
    }

    /// The class decides which servers are trusted (JSSE's `X509TrustManager`).
    private boolean judgesCertificates(int start) {
        boolean found = TRUST.contains(className(u2(start + 4)));
        for (int k = 0; k < u2(start + 6) && !found; k++) {
            found = TRUST.contains(className(u2(start + 8 + k * 2)));
        }
        return found;
    }

    /// The method's only instruction is `return`.
    private boolean doesNothing(int start) {
        int i = start + 2;
        for (int k = 0; k < u2(start); k++) {
            int length = u4(i + 2);
            if (named(u2(i), CODE) && length >= 12) {
                return u4(i + 10) == 1;
            }
            if (length < 0 || length > b.length) {
                return false; // told where attributes are walked
            }
            i += 6 + length;
        }
        return false;
    }

    private void code(int start) {
        int n = u2(start);
        int i = start + 2;
        for (int k = 0; k < n && !decodesByHand; k++) {
            int length = u4(i + 2);
            if (length < 0 || length > b.length) {
                return; // told where attributes are walked
            }
            int size = length < 12 ? 0 : u4(i + 10);
            if (size > 0 && size <= length - 12 && named(u2(i), CODE)) {
                decodesByHand = MethodCode.decodesByHand(b, i + 14, size);
            }
            i += 6 + length;
        }
    }

    private int attributes(int start, boolean ofClass) {
        int n = u2(start);
        int i = start + 2;
        for (int k = 0; k < n; k++) {
            sourceFile |= ofClass && named(u2(i), SOURCE_FILE);
            int length = u4(i + 2);
            if (length < 0 || length > b.length) {
                throw new ArrayIndexOutOfBoundsException("attribute of " + length + " bytes");
            }
            i += 6 + length;
        }
        return i;
    }
}
