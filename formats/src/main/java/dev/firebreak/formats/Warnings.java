package dev.firebreak.formats;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Problem.Severity;
import dev.firebreak.formats.csaf.CsafReader;
import dev.firebreak.formats.cve.CveReader;
import dev.firebreak.formats.cve.KevReader;
import dev.firebreak.formats.cve.NvdReader;
import dev.firebreak.formats.fields.AdvisoryDraft;
import dev.firebreak.formats.input.Inputs;
import dev.firebreak.formats.input.Texts;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonDocument;
import dev.firebreak.formats.json.JsonReader;
import dev.firebreak.formats.list.ListReader;
import dev.firebreak.formats.misp.MispReader;
import dev.firebreak.formats.osv.GhsaReader;
import dev.firebreak.formats.osv.OsvReader;
import dev.firebreak.formats.prose.ProseReader;
import dev.firebreak.formats.stix.StixReader;
import dev.firebreak.formats.vex.CycloneDxVex;
import dev.firebreak.formats.vex.OpenVexReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads a warning of any format the project knows. What it is, its content tells, never its name.
///
/// Nothing here throws for bad input: what could not be read stands in the advisory's problems.
public final class Warnings {
    private Warnings() {}

    /// Reads a file as one warning; several documents in it are joined and the result says so.
    ///
    /// @param source the input as the user named it
    /// @param bytes its content after decompression
    public static Advisory read(String source, byte[] bytes) {
        List<Advisory> all = readAll(source, bytes);
        return all.size() == 1 ? all.getFirst() : join(source, all);
    }

    /// Reads every document of a file, at least one.
    public static List<Advisory> readAll(String source, byte[] bytes) {
        if (bytes.length > Inputs.MAX_WHOLE_FILE) {
            return List.of(
                    nothing(
                            source,
                            "larger than " + (Inputs.MAX_WHOLE_FILE >> 20) + " MiB; not read"));
        }
        Texts.Decoded decoded = Texts.decode(bytes);
        String text = decoded.text();
        if (text.isBlank()) {
            return List.of(nothing(source, "the file is empty"));
        }
        if (looksLikeJson(text)) {
            List<Advisory> read = json(source, text);
            if (!read.isEmpty()) {
                return decoded.charset().equals(StandardCharsets.UTF_8)
                        ? read
                        : withCharset(read, decoded.charset().name());
            }
        }
        Advisory list = isMarkup(text) ? null : ListReader.read(source, text);
        if (list != null) {
            return List.of(list);
        }
        String xml = XmlKind.of(text);
        if (xml == null) {
            return List.of(ProseReader.read(source, bytes));
        }
        // Names of elements and values of attributes are no prose.
        XmlWords words = XmlWords.of(text);
        ArrayList<Problem> problems = new ArrayList<>();
        Advisory listed =
                XmlKind.listsIndicators(xml)
                        ? ListReader.readTexts(
                                source, "xml-indicators", words.text().lines().toList())
                        : null;
        String unread =
                listed == null
                        ? xml + " is not read as such; its text was read as prose"
                        : xml
                                + " is not read as such; the values in it are taken as indicators, its conditions and times are not"
                                + " known";
        problems.add(new Problem(source, "", unread, Severity.PARTIAL));
        // Where nothing could be taken out of the document, all of it is read with its markup.
        byte[] plain = words.text().getBytes(StandardCharsets.UTF_8);
        String lost = words.lost();
        if (lost != null && plain.length > 0) {
            problems.add(new Problem(source, "", lost, Severity.LOST));
        }
        Advisory read =
                listed != null
                        ? listed
                        : ProseReader.read(source, plain.length == 0 ? bytes : plain);
        return List.of(with(read, problems));
    }

    /// Pages, PDF files and other documents are never lists, whatever their source code looks like.
    private static boolean isMarkup(String text) {
        String start = text.substring(0, Math.min(text.length(), 1024)).stripLeading();
        return start.startsWith("<")
                || start.startsWith("%PDF")
                || start.startsWith("PK\u0003\u0004")
                || start.startsWith("{\\rtf");
    }

    private static boolean looksLikeJson(String text) {
        String start = text.substring(0, Math.min(text.length(), 4096)).stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /// @return empty if the text is no JSON
    private static List<Advisory> json(String source, String text) {
        JsonDocument document = JsonReader.read(source, text);
        ArrayList<Advisory> read = new ArrayList<>();
        ArrayList<Json> unknown = new ArrayList<>();
        for (Json root : document.roots()) {
            List<Json> parts = isListOfDocuments(root) ? root.items() : List.of(root);
            for (Json one : parts) {
                List<Advisory> known = document(source, one);
                read.addAll(known);
                if (known.isEmpty()) {
                    unknown.add(one);
                }
            }
        }
        boolean broken = !document.problems().isEmpty();
        if (read.isEmpty() && (unknown.isEmpty() || broken && !unknown.getFirst().isObject())) {
            return List.of();
        }
        if (!unknown.isEmpty()) {
            read.add(UnknownJson.read(source, unknown));
        }
        if (broken) {
            read.set(0, with(read.getFirst(), document.problems()));
        }
        return read;
    }

    private static boolean isListOfDocuments(Json root) {
        return root.isArray()
                && root.items().stream().anyMatch(one -> !document("", one).isEmpty());
    }

    private static List<Advisory> document(String source, Json root) {
        if (CsafReader.recognises(root)) {
            return List.of(CsafReader.read(source, root));
        }
        if (CveReader.recognises(root)) {
            return List.of(CveReader.read(source, root));
        }
        if (StixReader.recognises(root)) {
            return List.of(StixReader.read(source, root));
        }
        if (NvdReader.recognises(root)) {
            return NvdReader.read(source, root);
        }
        if (MispReader.recognises(root)) {
            return MispReader.read(source, root);
        }
        if (OpenVexReader.recognises(root)) {
            return List.of(OpenVexReader.read(source, root));
        }
        if (CycloneDxVex.recognises(root)) {
            return List.of(CycloneDxVex.read(source, root));
        }
        if (GhsaReader.recognises(root)) {
            return List.of(GhsaReader.read(source, root));
        }
        if (KevReader.recognises(root)) {
            return List.of(KevReader.read(source, root));
        }
        return OsvReader.recognises(root) ? List.of(OsvReader.read(source, root)) : List.of();
    }

    private static List<Advisory> withCharset(List<Advisory> read, String charset) {
        ArrayList<Advisory> all = new ArrayList<>(read);
        Problem note =
                new Problem(
                        read.getFirst().source(),
                        "",
                        "the text is not UTF-8, as JSON should be; read as " + charset,
                        Severity.NOTE);
        all.set(0, with(all.getFirst(), List.of(note)));
        return all;
    }

    private static Advisory with(Advisory a, List<Problem> more) {
        ArrayList<Problem> problems = new ArrayList<>(more);
        problems.addAll(a.problems());
        return new Advisory(
                a.source(),
                a.format(),
                a.id(),
                a.revision(),
                a.title(),
                a.publisher(),
                a.language(),
                a.tlp(),
                a.published(),
                a.text(),
                a.statements(),
                a.indicators(),
                a.facts(),
                a.questions(),
                problems);
    }

    private static Advisory nothing(String source, String reason) {
        return new AdvisoryDraft(source, "unknown").problem("", reason, Severity.LOST).build();
    }

    private static Advisory join(String source, List<Advisory> all) {
        Advisory first = all.getFirst();
        AdvisoryDraft draft =
                new AdvisoryDraft(source, first.format())
                        .id(first.id())
                        .revision(first.revision())
                        .title(first.title())
                        .publisher(first.publisher())
                        .language(first.language())
                        .published(first.published())
                        .note("", all.size() + " documents in one file, read together");
        boolean unlabelled = false;
        for (Advisory one : all) {
            draft.content(one);
            unlabelled |= one.tlp() == null;
        }
        if (!unlabelled) {
            all.forEach(draft::tlpOf);
        }
        return draft.build();
    }
}
