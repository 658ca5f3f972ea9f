package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.input.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Tells by its content what a file is, and turns it into plain text with structure. The classes for HTML, PDF and mail
/// are touched only when such a file comes: a text file starts none of their libraries.
final class Extraction {
    private static final int HEAD = 4096;
    private static final Pattern HTML =
            Pattern.compile(
                    "<(?:!doctype\\s+html|html|head|body|div|p|table|h[1-6]|meta|ul|span|article|section)\\b[^>]{0,500}>",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern MAIL_HEADER =
            Pattern.compile(
                    "\\A(?:>?From [^\\n]{1,200}\\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\\n]{0,2000}\\r?\\n(?:[ \\t][^\\n]{0,2000}\\r?\\n)*){2,200}");

    private Extraction() {}

    static Document of(String source, byte[] bytes) {
        if (startsWith(bytes, "%PDF-")) {
            return PdfText.read(source, bytes);
        }
        Texts.Decoded decoded = Texts.decode(bytes);
        String text = decoded.text();
        String head = text.substring(0, Math.min(text.length(), HEAD));
        if (isMail(head)) {
            return MailText.read(source, bytes);
        }
        if (isHtml(head)) {
            return HtmlText.read(source, bytes, text);
        }
        return plain(source, text);
    }

    static Document plain(String source, String raw) {
        List<Problem> problems = new ArrayList<>();
        String text = Rewrap.of(clean(raw));
        if (text.length() > ProseReader.MAX_TEXT) {
            text = text.substring(0, ProseReader.MAX_TEXT);
            problems.add(ProseReader.cut(source));
        }
        long control =
                text.chars()
                        .limit(HEAD)
                        .filter(c -> c < ' ' && c != '\n' && c != '\t' && c != '\f')
                        .count();
        if (control * 20 > Math.min(text.length(), HEAD)) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            "this is no text, HTML, PDF or mail",
                            Problem.Severity.LOST));
            return new Document("", List.of(), "", null, null, problems);
        }
        if (text.indexOf('\0') >= 0) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            "the text contains NUL characters; they are read as blanks",
                            Problem.Severity.NOTE));
            text = text.replace('\0', ' ');
        }
        return new Document(text, Lines.blocks(text), "", null, null, problems);
    }

    /// Line ends as `\n`, so that offsets do not depend on where a file was written.
    static String clean(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    static boolean isHtml(String head) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html")
                || start.startsWith("<html")
                || start.startsWith("<?xml") && start.contains("<html")) {
            return true;
        }
        return start.startsWith("<") && HTML.matcher(head).find()
                || HTML.matcher(head).results().limit(4).count() >= 3;
    }

    static boolean isMail(String head) {
        var m = MAIL_HEADER.matcher(head);
        if (!m.find()) {
            return false;
        }
        String lower = ("\n" + m.group()).toLowerCase(Locale.ROOT);
        int known = 0;
        for (String h :
                List.of(
                        "\nfrom:",
                        "\nto:",
                        "\nsubject:",
                        "\ndate:",
                        "\nmessage-id:",
                        "\nmime-version:",
                        "\nreceived:",
                        "\ncontent-type:",
                        "\nreturn-path:")) {
            known += lower.contains(h) ? 1 : 0;
        }
        return known >= 3 && lower.contains("\nfrom:");
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        byte[] m = magic.getBytes(StandardCharsets.US_ASCII);
        int limit = Math.min(bytes.length - m.length, 1024);
        for (int at = 0; at <= limit; at++) {
            if (java.util.Arrays.equals(bytes, at, at + m.length, m, 0, m.length)) {
                return true;
            }
            if (at > 0 && bytes[at] > ' ') {
                return false;
            }
        }
        return false;
    }
}
