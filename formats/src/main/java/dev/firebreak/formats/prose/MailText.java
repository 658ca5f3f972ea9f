package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Problem;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The text of a mail: its body, and attachments that are warnings themselves (text, HTML, PDF, a forwarded mail).
/// Headers are not text: addresses in them are no indicators.
final class MailText {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_PARTS = 60;
    private static final int MAX_PART = 16 << 20;

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();
    private int parts;

    private MailText(String source) {
        this.source = source;
    }

    static Document read(String source, byte[] bytes) {
        MailText m = new MailText(source);
        try {
            MimeMessage message =
                    new MimeMessage(
                            Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            m.part(message, 0);
            String subject = message.getSubject();
            Instant sent = message.getSentDate() == null ? null : message.getSentDate().toInstant();
            return new Document(
                    m.text.toString(),
                    m.blocks,
                    subject == null ? "" : subject.strip(),
                    m.sender(message),
                    sent,
                    m.problems);
        } catch (MessagingException | IOException | RuntimeException e) {
            m.problems.add(
                    new Problem(
                            source,
                            "",
                            "this mail cannot be read completely: " + e.getMessage(),
                            Problem.Severity.PARTIAL));
            return new Document(m.text.toString(), m.blocks, "", null, null, m.problems);
        }
    }

    private @Nullable String sender(MimeMessage message) {
        try {
            Address[] from = message.getFrom();
            if (from == null || from.length == 0) {
                return null;
            }
            if (from[0] instanceof InternetAddress a) {
                return a.getPersonal() != null ? a.getPersonal() : a.getAddress();
            }
            return from[0].toString();
        } catch (MessagingException e) {
            problems.add(
                    new Problem(
                            source,
                            "From",
                            "the sender cannot be read: " + e.getMessage(),
                            Problem.Severity.NOTE));
            return null;
        }
    }

    private void part(Part part, int depth) throws MessagingException, IOException {
        if (depth > MAX_DEPTH || ++parts > MAX_PARTS) {
            problems.add(
                    new Problem(
                            source,
                            "part " + parts,
                            "parts of this mail nested deeper than "
                                    + MAX_DEPTH
                                    + " or after the "
                                    + MAX_PARTS
                                    + "th are left out",
                            Problem.Severity.PARTIAL));
            return;
        }
        if (part.isMimeType("multipart/alternative")) {
            part(best((Multipart) part.getContent()), depth + 1);
        } else if (part.isMimeType("multipart/*")) {
            Multipart all = (Multipart) part.getContent();
            for (int i = 0; i < all.getCount(); i++) {
                part(all.getBodyPart(i), depth + 1);
            }
        } else if (part.isMimeType("message/rfc822")) {
            part((Part) part.getContent(), depth + 1);
        } else {
            leaf(part);
        }
    }

    /// HTML keeps tables and lists, so it is taken before plain text if it says anything.
    private static BodyPart best(Multipart all) throws MessagingException {
        BodyPart plain = all.getBodyPart(0);
        for (int i = 0; i < all.getCount(); i++) {
            BodyPart p = all.getBodyPart(i);
            if (p.isMimeType("text/html") || p.isMimeType("multipart/*")) {
                return p;
            }
        }
        return plain;
    }

    private void leaf(Part part) throws MessagingException, IOException {
        String name = part.getFileName() == null ? "" : part.getFileName();
        String type =
                part.getContentType() == null ? "" : part.getContentType().toLowerCase(Locale.ROOT);
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (type.startsWith("image/")
                || type.startsWith("text/calendar")
                || type.contains("pgp-signature")
                || type.contains("pkcs7-signature")
                || type.contains("x-vcard")) {
            return;
        }
        byte[] bytes = bounded(part, name);
        if (type.startsWith("text/") && !attached) {
            String s = string(part, bytes);
            add(
                    type.startsWith("text/html")
                                    || Extraction.isHtml(s.substring(0, Math.min(s.length(), 4096)))
                            ? HtmlText.read(source, bytes, s)
                            : Extraction.plain(source, s));
            return;
        }
        boolean pdf = bytes.length > 4 && bytes[0] == '%' && bytes[1] == 'P';
        boolean texts =
                type.startsWith("text/")
                        || name.toLowerCase(Locale.ROOT).matches(".*\\.(txt|md|html?|csv)");
        if (pdf || texts) {
            add(Extraction.of(source, bytes));
        } else {
            problems.add(
                    new Problem(
                            source,
                            "attachment " + name,
                            "this attachment is not read (" + type.split(";", 2)[0] + ")",
                            Problem.Severity.PARTIAL));
        }
    }

    private byte[] bounded(Part part, String name) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_PART);
            if (in.read() >= 0) {
                problems.add(
                        new Problem(
                                source,
                                "attachment " + name,
                                "only its first " + (MAX_PART >> 20) + " MiB are read",
                                Problem.Severity.PARTIAL));
            }
            return bytes;
        }
    }

    private static String string(Part part, byte[] bytes) throws MessagingException, IOException {
        try {
            return part.getContent() instanceof String s
                    ? s
                    : dev.firebreak.formats.input.Texts.decode(bytes).text();
        } catch (java.io.UnsupportedEncodingException unknownCharset) {
            return dev.firebreak.formats.input.Texts.decode(bytes).text();
        }
    }

    /// Appends a part, with its blocks moved to where it now stands.
    private void add(Document d) {
        if (text.length() + d.text().length() > ProseReader.MAX_TEXT) {
            problems.add(ProseReader.cut(source));
            return;
        }
        int shift = text.length();
        text.append(d.text()).append("\n\n");
        for (Block b : d.blocks()) {
            List<List<Block.Cell>> rows =
                    b.rows().stream()
                            .map(
                                    r ->
                                            r.stream()
                                                    .map(
                                                            c ->
                                                                    new Block.Cell(
                                                                            c.start() + shift,
                                                                            c.end() + shift,
                                                                            c.header()))
                                                    .toList())
                            .toList();
            blocks.add(new Block(b.kind(), b.start() + shift, b.end() + shift, b.level(), rows));
        }
        problems.addAll(d.problems());
    }
}
