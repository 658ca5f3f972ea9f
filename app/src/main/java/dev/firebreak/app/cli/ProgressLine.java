package dev.firebreak.app.cli;

import dev.firebreak.app.check.Progress;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Terminal;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/// Shows on standard error what a long run is doing; nothing during the first second. On a terminal one line is written
/// over; elsewhere (a log of a job) a line is added every ten seconds.
final class ProgressLine implements Progress {
    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long EVERY_NANOS = 200_000_000L;
    private static final long EVERY_NANOS_IN_A_FILE = 10_000_000_000L;
    private static final int WIDTH = 100;

    private final PrintWriter err;
    private final Language language;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long begin;
    private long shown;
    private String current = "";
    private boolean visible;

    ProgressLine(PrintWriter err, Language language, LongSupplier nanos) {
        this(err, language, Terminal.isTerminal(), nanos);
    }

    ProgressLine(PrintWriter err, Language language, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.language = language;
        this.terminal = terminal;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.shown = begin;
    }

    @Override
    public void file(String step, String file, int number, int of) {
        String word =
                switch (step) {
                    case "warning" -> language.of("warning", "Warnung");
                    case "inventory" -> language.of("inventory", "Inventar");
                    default -> language.of("log", "Protokoll");
                };
        current = word + " " + number + "/" + of + " " + Terminal.plain(file);
        show("");
    }

    @Override
    public void bytes(long bytes) {
        show(" " + (bytes >> 20) + " MiB");
    }

    private void show(String more) {
        long now = nanos.getAsLong();
        if (now - begin < QUIET_NANOS
                || now - shown < (terminal ? EVERY_NANOS : EVERY_NANOS_IN_A_FILE)) {
            return;
        }
        shown = now;
        String line = current + more;
        if (!terminal) {
            err.println(line);
            return;
        }
        visible = true;
        String cut = line.length() > WIDTH ? "…" + line.substring(line.length() - WIDTH + 1) : line;
        err.print("\r" + cut + " ".repeat(Math.max(0, WIDTH - cut.length())));
        err.flush();
    }

    /// Takes the line away.
    void done() {
        if (visible) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }
}
