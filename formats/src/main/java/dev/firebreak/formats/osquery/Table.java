package dev.firebreak.formats.osquery;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The osquery tables that are read.
enum Table {
    PROGRAMS,
    APPS,
    DEB_PACKAGES,
    RPM_PACKAGES,
    HOMEBREW_PACKAGES,
    CHROME_EXTENSIONS,
    FIREFOX_ADDONS,
    VSCODE_EXTENSIONS,
    PYTHON_PACKAGES,
    NPM_PACKAGES,
    CHOCOLATEY_PACKAGES,
    PORTAGE_PACKAGES,
    /// Rows with a name and a version, of a table nobody named.
    OTHER,
    OS_VERSION,
    SYSTEM_INFO,
    INTERFACE_ADDRESSES;

    /// Longer names first, so that `chrome_extensions` is not taken for something shorter.
    private static final List<Table> NAMED =
            List.of(
                    CHOCOLATEY_PACKAGES,
                    INTERFACE_ADDRESSES,
                    HOMEBREW_PACKAGES,
                    CHROME_EXTENSIONS,
                    VSCODE_EXTENSIONS,
                    PORTAGE_PACKAGES,
                    PYTHON_PACKAGES,
                    FIREFOX_ADDONS,
                    DEB_PACKAGES,
                    RPM_PACKAGES,
                    NPM_PACKAGES,
                    SYSTEM_INFO,
                    OS_VERSION,
                    PROGRAMS,
                    APPS);

    private final String scope = "osquery:" + name().toLowerCase(Locale.ROOT);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String scope() {
        return scope;
    }

    /// Whether its rows are facts about the machine, not software.
    boolean isFacts() {
        return this == OS_VERSION || this == SYSTEM_INFO || this == INTERFACE_ADDRESSES;
    }

    /// The table in whose name a query was given: `pack_inventory_programs`, `pack/IT/deb_packages`, `apps_snapshot`.
    static @Nullable Table byName(@Nullable String query) {
        if (query == null) {
            return null;
        }
        String text = query.toLowerCase(Locale.ROOT);
        for (Table table : NAMED) {
            String word = table.word();
            int at = text.indexOf(word);
            while (at >= 0) {
                if (isEdge(text, at - 1) && isEdge(text, at + word.length())) {
                    return table;
                }
                at = text.indexOf(word, at + 1);
            }
        }
        return null;
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    /// The table a row comes from: what the query's name says if the row can be of that table, else by its columns.
    static @Nullable Table of(Row row, @Nullable Table named) {
        if (named != null && named.fits(row)) {
            return named;
        }
        Table told = byColumns(row);
        return told != null ? told : row.has(Column.NAME) && row.has(Column.VERSION) ? OTHER : null;
    }

    private boolean fits(Row row) {
        return switch (this) {
            case INTERFACE_ADDRESSES -> row.has(Column.ADDRESS);
            case SYSTEM_INFO -> row.hasAny(Column.HOSTNAME, Column.COMPUTER_NAME);
            case PORTAGE_PACKAGES -> row.has(Column.PACKAGE);
            case OS_VERSION -> row.hasAny(Column.NAME, Column.PLATFORM);
            case APPS -> row.hasAny(Column.NAME, Column.BUNDLE_IDENTIFIER, Column.DISPLAY_NAME);
            case PROGRAMS,
                    DEB_PACKAGES,
                    RPM_PACKAGES,
                    HOMEBREW_PACKAGES,
                    CHROME_EXTENSIONS,
                    FIREFOX_ADDONS,
                    VSCODE_EXTENSIONS,
                    PYTHON_PACKAGES,
                    NPM_PACKAGES,
                    CHOCOLATEY_PACKAGES,
                    OTHER ->
                    row.has(Column.NAME);
        };
    }

    private static @Nullable Table byColumns(Row row) {
        if (row.has(Column.ADDRESS) && row.hasAny(Column.INTERFACE, Column.MASK)) {
            return INTERFACE_ADDRESSES;
        }
        if (row.has(Column.PACKAGE) && row.has(Column.SLOT)) {
            return PORTAGE_PACKAGES;
        }
        if (!row.has(Column.NAME)) {
            boolean system =
                    row.hasAny(Column.COMPUTER_NAME, Column.CPU_BRAND, Column.HARDWARE_VENDOR);
            return system ? SYSTEM_INFO : row.has(Column.BUNDLE_IDENTIFIER) ? APPS : null;
        }
        if (row.hasAny(
                Column.IDENTIFYING_NUMBER,
                Column.UNINSTALL_STRING,
                Column.UPGRADE_CODE,
                Column.INSTALL_SOURCE)) {
            return PROGRAMS;
        }
        if (row.hasAny(
                Column.BUNDLE_IDENTIFIER, Column.BUNDLE_SHORT_VERSION, Column.BUNDLE_EXECUTABLE)) {
            return APPS;
        }
        if (row.has(Column.IDENTIFIER)) {
            if (row.hasAny(Column.CREATOR, Column.SOURCE_URL, Column.AUTOUPDATE)) {
                return FIREFOX_ADDONS;
            }
            return CHROME_EXTENSIONS;
        }
        if (row.hasAny(Column.VSCODE_EDITION, Column.INSTALLED_AT)) {
            return VSCODE_EXTENSIONS;
        }
        if (row.hasAny(Column.PLATFORM_LIKE, Column.CODENAME, Column.MAJOR)) {
            return OS_VERSION;
        }
        return packages(row);
    }

    private static @Nullable Table packages(Row row) {
        // Releases in a cluster have revisions, too, but no version of their own.
        if (row.has(Column.MAINTAINER)
                || row.has(Column.REVISION) && row.has(Column.VERSION)
                || row.has(Column.SECTION) && row.has(Column.PRIORITY)) {
            return DEB_PACKAGES;
        }
        if (row.has(Column.RELEASE) && row.has(Column.VERSION) || row.has(Column.PACKAGE_GROUP)) {
            return RPM_PACKAGES;
        }
        String path = row.get(Column.PATH);
        String place = path == null ? "" : path.toLowerCase(Locale.ROOT).replace('\\', '/');
        if (row.has(Column.PREFIX) || place.contains("/cellar/") || place.contains("/caskroom/")) {
            return HOMEBREW_PACKAGES;
        }
        if (place.contains("/chocolatey/")) {
            return CHOCOLATEY_PACKAGES;
        }
        if (place.contains("node_modules")) {
            return NPM_PACKAGES;
        }
        if (place.endsWith(".app")) {
            return APPS;
        }
        if (place.contains("site-packages") || place.contains("dist-packages")) {
            return PYTHON_PACKAGES;
        }
        if (row.has(Column.SUMMARY) && row.has(Column.LICENSE)) {
            return PYTHON_PACKAGES;
        }
        if (row.has(Column.DESCRIPTION)
                && row.hasAny(Column.HOMEPAGE, Column.LICENSE)
                && row.has(Column.PATH)) {
            return NPM_PACKAGES;
        }
        return row.has(Column.INSTALL_LOCATION)
                        || row.has(Column.PUBLISHER) && row.has(Column.INSTALL_DATE)
                ? PROGRAMS
                : null;
    }
}
