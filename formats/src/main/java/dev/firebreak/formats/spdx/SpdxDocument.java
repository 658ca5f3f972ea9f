package dev.firebreak.formats.spdx;

import dev.firebreak.core.model.Identifier;
import dev.firebreak.formats.inventory.Bom;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Part;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What SPDX documents of both generations have in common.
final class SpdxDocument {
    static final String SCOPE = "spdx";

    /// Roots remembered; a document describes a few.
    private static final int MAX_ROOTS = 10_000;

    private final InventoryRun run;
    private final Bom bom;
    private final Set<String> roots = new LinkedHashSet<>();

    SpdxDocument(InventoryRun run) {
        this.run = run;
        this.bom = new Bom(run, SCOPE);
    }

    Bom bom() {
        return bom;
    }

    /// The document describes the element with this id.
    void root(@Nullable String id) {
        if (id != null && roots.size() < MAX_ROOTS) {
            roots.add(id);
        }
    }

    /// A relationship of SPDX 2: `DESCRIBES` of the document, or `DESCRIBED_BY` it.
    void relationship(@Nullable String from, @Nullable String type, @Nullable String to) {
        if ("DESCRIBES".equals(type) && "SPDXRef-DOCUMENT".equals(from)) {
            root(to);
        } else if ("DESCRIBED_BY".equals(type) && "SPDXRef-DOCUMENT".equals(to)) {
            root(from);
        }
    }

    /// A creator such as `Tool: syft-0.70.1`; people and organisations are none.
    void creator(@Nullable String text) {
        if (text != null && text.startsWith("Tool:")) {
            bom.tool(text.substring(5).strip().replaceFirst("[-_ /@]v?\\d[\\w.+-]*$", ""));
        }
    }

    /// `Organization: Example (mail)` becomes `Example`.
    static @Nullable String agent(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        boolean known = kind.equals("organization") || kind.equals("person") || kind.equals("tool");
        String name = known ? text.substring(colon + 1).strip() : text.strip();
        int bracket = name.endsWith(")") ? name.lastIndexOf('(') : -1;
        boolean mail =
                bracket > 0 && (name.indexOf('@', bracket) > 0 || bracket == name.length() - 2);
        return mail ? name.substring(0, bracket).strip() : name;
    }

    /// SPDX writes `OPERATING-SYSTEM` (2.3) or `operatingSystem` (3.0).
    static @Nullable String purpose(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String plain = text.toLowerCase(Locale.ROOT).replace("_", "-");
        return plain.equals("operatingsystem") ? "operating-system" : plain;
    }

    /// An external reference of SPDX 2 or an external identifier of SPDX 3.
    static void reference(Part part, @Nullable String type, @Nullable String locator) {
        if (type == null || locator == null) {
            return;
        }
        String plain = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        switch (plain) {
            case "purl", "packageurl" -> {
                if (part.purl == null) {
                    part.purl = locator.strip();
                } else {
                    Identifiers.add(part.identifiers(), Identifier.Type.PURL, locator);
                }
            }
            case "cpe22type", "cpe23type", "cpe22", "cpe23" ->
                    Identifiers.add(part.identifiers(), Identifier.Type.CPE, locator);
            case "swid" -> Identifiers.add(part.identifiers(), Identifier.Type.SWID, locator);
            default -> {}
        }
    }

    void emit(long files) {
        Part root = null;
        for (Part part : bom.parts()) {
            boolean isRoot = part.id != null && roots.contains(part.id);
            if (isRoot && (root == null || "device".equals(part.type))) {
                root = part;
            }
        }
        if (root == null) {
            for (Part part : bom.parts()) {
                if ("device".equals(part.type)) {
                    root = part;
                    break;
                }
            }
        }
        if (root != null) {
            bom.subject(root);
        }
        if (files > 0) {
            run.note(
                    "",
                    "the packages of an SPDX document are read, its files are not ("
                            + files
                            + " here)");
        }
        bom.emit();
    }
}
