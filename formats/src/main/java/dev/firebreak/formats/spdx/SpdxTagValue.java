package dev.firebreak.formats.spdx;

import dev.firebreak.formats.input.BoundedLines;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Part;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads SPDX 2.2 and 2.3 tag-value text.
///
/// Source: SPDX 2.3, clause 4.4 and the `tag` lines of clauses 6, 7 and 11.
public final class SpdxTagValue {
    private static final int MAX_LINE = 1 << 20;
    private static final String OPEN = "<text>";
    private static final String CLOSE = "</text>";

    private final InventoryRun run;
    private final SpdxDocument document;
    private @Nullable Part part;
    private boolean inFile;
    private long files;

    public SpdxTagValue(InventoryRun run) {
        this.run = run;
        this.document = new SpdxDocument(run);
    }

    public void read(InputStream in) throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE);
        boolean inText = false;
        long textFrom = 0;
        while (lines.next()) {
            String where = "line " + lines.line();
            if (lines.tooLong() >= 0) {
                run.partial(where, "a line longer than " + (MAX_LINE >> 20) + " MiB is left out");
                continue;
            }
            String text = lines.text();
            if (inText) {
                inText = !text.contains(CLOSE);
                continue;
            }
            int colon = text.indexOf(':');
            String plain = text.strip();
            if (plain.isEmpty() || plain.startsWith("#")) {
                continue;
            }
            if (colon <= 0) {
                run.partial(where, "a line that is no 'Tag: value' is left out");
                continue;
            }
            String value = text.substring(colon + 1).strip();
            if (value.startsWith(OPEN)) {
                int close = value.indexOf(CLOSE);
                inText = close < 0;
                textFrom = lines.line();
                value = value.substring(OPEN.length(), close < 0 ? value.length() : close).strip();
            }
            tag(text.substring(0, colon).strip(), value, lines.line(), where);
        }
        if (inText) {
            run.lost(
                    "line " + textFrom,
                    "a <text> that begins here is never closed; what follows is left out");
        }
        finishPackage();
        document.emit(files);
    }

    private void finishPackage() {
        Part finished = part;
        if (finished != null) {
            document.bom().add(finished);
        }
        part = null;
    }

    private void tag(String tag, String value, long line, String where) {
        switch (tag) {
            case "DocumentName" -> document.bom().documentName(value);
            case "Creator" -> document.creator(value);
            case "Created" -> document.bom().collected(value, where);
            case "PackageName" -> {
                finishPackage();
                inFile = false;
                Part fresh = new Part(line);
                fresh.name = value;
                part = fresh;
            }
            case "FileName", "SnippetSPDXID", "LicenseID" -> {
                finishPackage();
                inFile = true;
                files += tag.equals("FileName") ? 1 : 0;
            }
            case "Relationship" -> {
                String[] words = value.split("\\s+");
                if (words.length >= 3) {
                    document.relationship(words[0], words[1], words[2]);
                } else {
                    run.flaw(where, "a relationship cannot be read and is left out");
                }
            }
            default -> {
                Part open = part;
                if (open != null && !inFile) {
                    packageTag(open, tag, value, where);
                }
            }
        }
    }

    private void packageTag(Part open, String tag, String value, String where) {
        switch (tag) {
            case "SPDXID" -> open.id = value;
            case "PackageVersion" -> {
                if (open.version != null && !open.version.equals(value)) {
                    run.flaw(
                            where,
                            "'PackageVersion' is given twice in one package, the last one is used");
                }
                open.version = value;
            }
            case "PackageSupplier" -> open.supplier = SpdxDocument.agent(value);
            case "PackageOriginator" -> open.manufacturer = SpdxDocument.agent(value);
            case "PrimaryPackagePurpose" -> open.type = SpdxDocument.purpose(value);
            case "ExternalRef" -> {
                String[] words = value.split("\\s+", 3);
                if (words.length == 3) {
                    SpdxDocument.reference(open, words[1], words[2]);
                } else {
                    run.flaw(where, "an external reference cannot be read and is left out");
                }
            }
            case "PackageChecksum" -> {
                int colon = value.indexOf(':');
                if (colon > 0) {
                    Identifiers.hash(
                            open.identifiers(),
                            value.substring(0, colon),
                            value.substring(colon + 1));
                }
            }
            default -> {}
        }
    }
}
