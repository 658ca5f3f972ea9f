package dev.firebreak.formats.prose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A warning made from a seed: two to four products, whose names are made of general words, in one of many layouts, each
/// with its own versions.
///
/// @param affected name of a product to what its statement says, `[versions] [ranges]`
record GeneratedWarning(String text, Map<String, String> affected) {
    private static final List<String> FIRST =
            List.of(
                    "Desktop",
                    "Phone",
                    "Office",
                    "Backup",
                    "Data",
                    "Mail",
                    "Cloud",
                    "Remote",
                    "Image",
                    "Print",
                    "Network",
                    "File",
                    "Media",
                    "Video",
                    "Query",
                    "Report",
                    "Nordlicht",
                    "Hafenwerk",
                    "Fox",
                    "Web",
                    "Service",
                    "System",
                    "Code",
                    "Text",
                    "Karten",
                    "Druck",
                    "Steuer",
                    "Daten",
                    "Werkzeug",
                    "Router");
    private static final List<String> SECOND =
            List.of(
                    "Viewer",
                    "Agent",
                    "Server",
                    "Client",
                    "Link",
                    "Tool",
                    "Manager",
                    "Platform",
                    "Service",
                    "Gateway",
                    "Editor",
                    "Suite",
                    "Pro",
                    "Plus",
                    "Center",
                    "Studio",
                    "Player",
                    "Module",
                    "Library",
                    "Dienst",
                    "Programm",
                    "Box",
                    "Desk",
                    "Phone",
                    "Driver",
                    "Firmware",
                    "Archiv");
    private static final List<String> NUMBER = List.of("", "", "", "", " 360", " 1000", " 5");

    private static final List<String> BEFORE =
            List.of(
                    "",
                    "",
                    "Sehr geehrte Damen und Herren,\n\ndie Firma Musterwerk GmbH hat uns am 3. Mai 2025 über einen Angriff auf ihre Lieferkette informiert.\n\n",
                    "Hello all,\n\non 3 May 2025 the vendor Sample Works Inc told us about an attack on its build systems (CVE-2025-11111, CVSS 9.8).\n\n",
                    "TLP:GREEN\n\nWarnung vor manipulierter Software\n\nAuf etwa 1.500 Rechnern mit Windows 10 wurde Schadcode gefunden, der TLS 1.2 nutzt.\n\n");
    private static final List<String> AFTER =
            List.of(
                    "",
                    "",
                    "\nBitte deinstallieren Sie die Software.\n\nMit freundlichen Grüßen\nIhre IT-Sicherheit\n",
                    "\nPlease remove the software at once.\n\nKind regards\nSecurity Team\n",
                    "\nRückfragen: Telefon 030 1234567\n");

    private record Versions(String english, String german, String said) {}

    static GeneratedWarning of(long seed) {
        Random r = new Random(seed);
        List<String> names = new ArrayList<>();
        int count = 2 + r.nextInt(3);
        while (names.size() < count) {
            String name = name(r);
            boolean clash =
                    names.stream()
                            .anyMatch(
                                    n ->
                                            n.contains(name)
                                                    || name.contains(n)
                                                    || key(n).equals(key(name)));
            if (!clash) {
                names.add(name);
            }
        }
        Map<String, String> affected = new LinkedHashMap<>();
        List<Versions> versions = new ArrayList<>();
        for (String name : names) {
            Versions v = versions(r);
            versions.add(v);
            affected.put(name, v.said());
        }
        String text =
                BEFORE.get(r.nextInt(BEFORE.size()))
                        + layout(r, names, versions)
                        + AFTER.get(r.nextInt(AFTER.size()));
        return new GeneratedWarning(text, affected);
    }

    private static String key(String name) {
        return name.replaceAll("[^A-Za-z]", "");
    }

    private static String name(Random r) {
        String first = FIRST.get(r.nextInt(FIRST.size()));
        String second = SECOND.get(r.nextInt(SECOND.size()));
        if (first.equals(second)) {
            return name(r);
        }
        String middle = r.nextInt(5) == 0 ? " " + FIRST.get(r.nextInt(FIRST.size())) : "";
        return first + middle + " " + second + NUMBER.get(r.nextInt(NUMBER.size()));
    }

    private static String version(Random r) {
        return 6 + r.nextInt(20) + "." + r.nextInt(12) + "." + (20 + r.nextInt(400));
    }

    private static Versions versions(Random r) {
        String a = version(r);
        String b = a.substring(0, a.lastIndexOf('.') + 1) + 500;
        return switch (r.nextInt(6)) {
            case 0 -> new Versions(a, a, "[" + a + "] []");
            case 1 -> new Versions(a + " and " + b, a + " und " + b, "[" + a + ", " + b + "] []");
            case 2 -> new Versions("before " + a, "vor " + a, "[] [<" + a + "]");
            case 3 ->
                    new Versions(
                            "up to and including " + a,
                            "bis einschließlich " + a,
                            "[] [<=" + a + "]");
            case 4 ->
                    new Versions(
                            a + " through " + b, a + " bis " + b, "[] [>=" + a + "|<=" + b + "]");
            default -> new Versions(a + " and earlier", a + " und älter", "[] [<=" + a + "]");
        };
    }

    private static String layout(Random r, List<String> names, List<Versions> versions) {
        boolean german = r.nextBoolean();
        StringBuilder out = new StringBuilder();
        int layout = r.nextInt(10);
        String head =
                switch (r.nextInt(3)) {
                    case 0 -> german ? "Betroffene Produkte\n\n" : "Affected products\n\n";
                    case 1 ->
                            german
                                    ? "Betroffen sind folgende Produkte:\n\n"
                                    : "The following products are affected:\n\n";
                    default -> german ? "## Betroffen\n\n" : "## Affected\n\n";
                };
        switch (layout) {
            case 0 -> each(out, head, "- %s %s\n", german, names, versions);
            case 1 -> each(out, head, "%s %s\n", german, names, versions);
            case 2 -> each(out, head, "* %s (%s)\n", german, names, versions);
            case 3 -> each(out, head, "- %s: %s\n", german, names, versions);
            case 4 ->
                    each(
                            out,
                            german
                                    ? "| Produkt | Betroffene Versionen |\n|---|---|\n"
                                    : "| Product | Affected versions |\n|---|---|\n",
                            "| %s | %s |\n",
                            german,
                            names,
                            versions);
            case 5 ->
                    each(
                            out,
                            german ? "Produkt\tBetroffen\n" : "Product\tAffected\n",
                            "%s\t%s\n",
                            german,
                            names,
                            versions);
            case 6 ->
                    each(
                            out,
                            "",
                            german
                                    ? "Produkt: %s\nBetroffene Versionen: %s\n\n"
                                    : "Product: %s\nAffected versions: %s\n\n",
                            german,
                            names,
                            versions);
            case 7 ->
                    each(
                            out,
                            head,
                            german ? "1) %s, Version %s\n" : "1) %s, version %s\n",
                            german,
                            names,
                            versions);
            case 8 -> {
                out.append(german ? "Betroffen sind " : "Affected are ");
                for (int i = 0; i < names.size(); i++) {
                    boolean last = i == names.size() - 1;
                    String and = german ? " sowie " : " as well as ";
                    out.append(i == 0 ? "" : last ? and : ", ")
                            .append(names.get(i))
                            .append(' ')
                            .append(german ? versions.get(i).german() : versions.get(i).english());
                }
                out.append(".\n");
            }
            default -> {
                for (int i = 0; i < names.size(); i++) {
                    out.append("### ")
                            .append(names.get(i))
                            .append("\n\n")
                            .append(german ? "Betroffen: " : "Affected: ")
                            .append(german ? versions.get(i).german() : versions.get(i).english())
                            .append("\n\n");
                }
            }
        }
        return out.toString();
    }

    private static void each(
            StringBuilder out,
            String head,
            String row,
            boolean german,
            List<String> names,
            List<Versions> versions) {
        out.append(head);
        for (int i = 0; i < names.size(); i++) {
            String v = german ? versions.get(i).german() : versions.get(i).english();
            out.append(String.format(java.util.Locale.ROOT, row, names.get(i), v));
        }
    }
}
