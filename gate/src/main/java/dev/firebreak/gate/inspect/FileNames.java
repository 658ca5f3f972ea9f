package dev.firebreak.gate.inspect;

import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.Pattern;

/// Names that look like other names: characters that turn the direction of reading or are not seen, letters of another
/// alphabet among Latin ones, a document's ending before a program's.
final class FileNames {
    private static final Pattern TWO_ENDINGS =
            Pattern.compile(
                    "(?i).*\\.(?:pdf|docx?|xlsx?|pptx?|rtf|jpe?g|png|gif|mp[34]|zip)\\s{0,200}\\.(?:exe|scr|pif|com|bat|cmd|vbs|hta|lnk|msi)");

    private FileNames() {}

    static void tell(String inner, FileKind kind, List<Signal> out) {
        String name = inner.substring(inner.lastIndexOf('/') + 1);
        boolean plain = true;
        for (int i = 0; plain && i < name.length(); i++) {
            plain = name.charAt(i) < 0x80;
        }
        if (!plain) {
            foreign(name, kind, out);
        }
        if (TWO_ENDINGS.matcher(name).matches()) {
            add(SignalKind.FALSE_TYPE, "program named like a document", name, out);
        }
    }

    private static void foreign(String name, FileKind kind, List<Signal> out) {
        boolean hidden = false;
        boolean latin = false;
        boolean alike = false;
        boolean mixed = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            // Scripts such as Persian, and pictures of people, join their parts with such signs.
            boolean joins = (c == '\u200c' || c == '\u200d') && i > 0 && name.charAt(i - 1) > 0x5ff;
            hidden |= Character.getType(c) == Character.FORMAT && !joins;
            if (!Character.isLetter(c)) {
                mixed |= latin && alike;
                latin = false;
                alike = false;
                continue;
            }
            UnicodeScript script = UnicodeScript.of(c);
            latin |= script == UnicodeScript.LATIN;
            alike |= script == UnicodeScript.CYRILLIC || script == UnicodeScript.GREEK;
        }
        mixed |= latin && alike;
        if (hidden) {
            add(
                    SignalKind.FALSE_TYPE,
                    "program or file whose name holds unseen characters",
                    name,
                    out);
        }
        if (mixed && kind.executable()) {
            add(SignalKind.FALSE_TYPE, "program whose name mixes alphabets", name, out);
        } else if (mixed) {
            add(SignalKind.FALSE_TYPE, "name that mixes alphabets", name, out);
        }
    }

    private static void add(SignalKind sort, String what, String name, List<Signal> out) {
        out.add(new Signal(sort, what, escaped(name)));
    }

    /// The name with its odd characters written as numbers, as they could not be seen otherwise.
    private static String escaped(String name) {
        StringBuilder out = new StringBuilder();
        for (char c : name.toCharArray()) {
            out.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.toString();
    }
}
