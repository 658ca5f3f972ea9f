package dev.firebreak.app.text;

import dev.firebreak.core.model.Verdict;
import java.io.Console;
import java.io.PrintWriter;

/// A place to print to, with or without colours. Nothing is said by colour alone.
public final class Terminal {
    private final PrintWriter out;
    private final boolean colours;

    public Terminal(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /// Colours when standard output is a terminal and NO_COLOR (no-color.org) is unset or empty.
    public static boolean wantsColours(java.util.Map<String, String> environment) {
        String no = environment.get("NO_COLOR");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return (no == null || no.isEmpty()) && !dumb && isTerminal();
    }

    /// Whether a person sits in front of standard input and output.
    public static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    public void line() {
        out.println();
    }

    public void line(String text) {
        out.println(clean(text));
    }

    public void heading(String text) {
        out.println(paint("1", text));
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    public String verdict(Verdict verdict, String word) {
        return switch (verdict) {
            case AFFECTED -> paint("1;31", word);
            case CONTACTED -> paint("1;35", word);
            case NOT_AFFECTED -> paint("32", word);
            case UNKNOWN -> paint("1;33", word);
        };
    }

    /// Control characters of inputs must not reach the terminal; only the escape sequences written here do.
    private String paint(String code, String text) {
        String safe = plain(text);
        return colours ? "\u001b[" + code + "m" + safe + "\u001b[0m" : safe;
    }

    /// Text of an input made safe to print: control characters become a visible dot.
    public static String plain(String text) {
        StringBuilder safe = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t') || (c >= 0x7f && c < 0xa0);
            boolean reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
            if (control || reorders) {
                safe.setCharAt(i, '·');
            }
        }
        return safe.toString();
    }

    private String clean(String text) {
        return colours ? text : plain(text);
    }

    public void flush() {
        out.flush();
    }
}
