package dev.firebreak.app.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Octet-counted frames of RFC 5425 (section 4.3), and what a log file would hold of each message.
final class SyslogFrames {
    /// Longest message in bytes; RFC 5425 asks for 2,048 at least and 8,192 better.
    static final int MAX_MESSAGE = 256 << 10;

    /// RFC 5424, section 6: priority, version, time, host, application, process, message id, structured data, message.
    private static final Pattern MESSAGE =
            Pattern.compile(
                    "<\\d{1,3}>1 (\\S+) (\\S+) (\\S+) (\\S+) \\S+ (?:-|(?:\\[(?:[^\\]\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+\\])++) ?(?:\uFEFF)?(.*)",
                    Pattern.DOTALL);

    private static final Pattern PRIORITY = Pattern.compile("^<\\d{1,3}>");

    private final InputStream in;
    private byte[] partial = new byte[0];

    SyslogFrames(InputStream in) {
        this.in = in;
    }

    /// The next message, or null at the end of the stream.
    ///
    /// @throws IOException if a frame is malformed or too long; nothing after it can be told apart
    @Nullable String next() throws IOException {
        int length = 0;
        int digits = 0;
        int one;
        while ((one = in.read()) >= '0' && one <= '9' && digits < 7) {
            length = length * 10 + (one - '0');
            digits++;
        }
        if (one < 0 && digits == 0) {
            return null;
        }
        if (one != ' ' || digits == 0 || length == 0 || length > MAX_MESSAGE) {
            throw new IOException("a frame without a usable length");
        }
        byte[] message = new byte[length];
        int got = 0;
        try {
            while (got < length) {
                int n = in.read(message, got, length - got);
                if (n < 0) {
                    break;
                }
                got += n;
            }
        } finally {
            partial = got < length ? Arrays.copyOf(message, got) : new byte[0];
        }
        if (got < length) {
            throw new IOException("the stream ends within a frame");
        }
        return new String(message, StandardCharsets.UTF_8);
    }

    /// What came of a frame that did not come to its end.
    byte[] partial() {
        return partial.clone();
    }

    /// The line that a syslog daemon would write to a file: time, host, program, message. A message that is JSON stands
    /// for itself.
    static String line(String message) {
        Matcher m = MESSAGE.matcher(message);
        if (!m.matches()) {
            return PRIORITY.matcher(message).replaceFirst("").strip().replace('\n', ' ');
        }
        String text = m.group(5).strip().replace('\n', ' ');
        if (text.startsWith("{")) {
            return text;
        }
        String process = m.group(4).equals("-") ? "" : "[" + m.group(4) + "]";
        return m.group(1) + " " + m.group(2) + " " + m.group(3) + process + ": " + text;
    }
}
