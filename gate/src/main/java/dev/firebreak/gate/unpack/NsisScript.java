package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The steps of an NSIS installer that start something or leave something behind (NSIS 3 source, `Source/exehead/
/// fileform.h`: entries of seven numbers, the first of which is the step's kind).
final class NsisScript {
    private static final int ENTRY = 28;
    private static final int MAX_STEPS = 100_000;
    private static final int MAX_TEXT = 1 << 20;
    private static final int SHELL_EXECUTE = 40;
    private static final int EXECUTE = 41;
    private static final int REGISTER_LIBRARY = 44;
    private static final int SHORTCUT = 45;
    private static final int WRITE_REGISTRY = 51;

    private final Content header;
    private final long strings;
    private final boolean wide;
    private final Sink sink;
    private final StringBuilder listed = new StringBuilder();

    private NsisScript(Content header, Sink sink) throws IOException {
        this.header = header;
        this.sink = sink;
        this.strings = header.u32(4 + 3 * 8L);
        this.wide = header.holds(strings, 4) && header.u16(strings) == 0;
    }

    /// Tells the steps as signals and gives them as a text file that can be read and compared.
    static void read(byte[] header, Sink sink) throws IOException {
        NsisScript script = new NsisScript(Content.of(header), sink);
        script.steps();
        if (!script.listed.isEmpty()) {
            sink.file(
                    "[NSIS script].bat",
                    Placing.NONE,
                    Content.of(script.listed.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void steps() throws IOException {
        long entries = header.u32(4 + 2 * 8L);
        long count = Math.min(MAX_STEPS, header.u32(8 + 2 * 8L));
        for (long i = 0; i < count && header.holds(entries + i * ENTRY, ENTRY); i++) {
            long e = entries + i * ENTRY;
            switch ((int) header.u32(e)) {
                case EXECUTE -> runs("execute", text(e, 1));
                case SHELL_EXECUTE -> runs("shell execute", text(e, 1) + " " + text(e, 2));
                case REGISTER_LIBRARY -> listed("register " + text(e, 1) + " " + text(e, 2));
                case SHORTCUT -> shortcut(header.u32(e + 4), text(e, 1), text(e, 2));
                case WRITE_REGISTRY -> registry(text(e, 2), text(e, 3), text(e, 4));
                default -> {}
            }
        }
    }

    private void listed(String line) {
        if (listed.length() < MAX_TEXT) {
            listed.append(line).append('\n');
        }
    }

    private void runs(String how, String what) {
        listed(how + " " + what);
        sink.signal(
                new Signal(SignalKind.INSTALL_HOOK, "installer step: " + how + " " + what, what));
    }

    /// Folder variables are written as a code; 7 and 24 are the start-up folders of user and machine.
    private void shortcut(long index, String link, String target) throws IOException {
        listed("shortcut " + link + " to " + target);
        long at = strings + index * (wide ? 2 : 1);
        boolean folder = wide && header.holds(at, 4) && header.u16(at) == 2;
        int low = folder ? header.u16(at + 2) & 0x7f : 0;
        int high = folder ? header.u16(at + 2) >>> 8 & 0x7f : 0;
        if (low == 7 || low == 24 || high == 7 || high == 24) {
            sink.signal(new Signal(SignalKind.AUTOSTART, "start-up shortcut to " + target, link));
        }
    }

    private void registry(String key, String name, String value) {
        listed("registry " + key + " " + name + " = " + value);
        if (Autostarts.registry(key.toLowerCase(Locale.ROOT))) {
            sink.signal(
                    new Signal(
                            SignalKind.AUTOSTART,
                            "registry " + key + " " + name,
                            key + ", " + name + " = " + value));
        }
    }

    private String text(long entry, int number) throws IOException {
        long index = header.u32(entry + number * 4L);
        if (index == 0 || index >= 0x8000_0000L) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        int step = wide ? 2 : 1;
        for (long at = strings + index * step;
                header.holds(at, step) && out.length() < 1000;
                at += step) {
            int ch = wide ? header.u16(at) : header.u8(at);
            if (ch == 0) {
                break;
            }
            if (ch <= 4 || !wide && ch >= 252) { // a variable or folder; its number follows
                out.append("$");
                at += 2;
            } else {
                out.append((char) ch);
            }
        }
        return out.toString();
    }
}
