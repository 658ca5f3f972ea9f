package dev.firebreak.formats.osquery;

import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InstallerCodes;
import dev.firebreak.formats.inventory.InventoryRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a component of a row, table by table. The columns are those of osquery's schema, older and newer releases.
final class Software {
    private final InventoryRun run;
    private final InstallerCodes codes = new InstallerCodes();

    Software(InventoryRun run) {
        this.run = run;
    }

    /// @param host platform of the machine, for tables that exist on several
    /// @return null if the row names nothing, or a package that is not installed; both are said
    @Nullable Component of(Row row, Table table, Platform host) {
        if (table == Table.DEB_PACKAGES && isRemoved(row)) {
            run.note(
                    "line " + row.line(),
                    "packages that are removed but still have configuration files are not counted");
            return null;
        }
        Component component =
                run.component(
                        name(row, table),
                        publisher(row, table),
                        version(row, table),
                        scheme(table),
                        platform(table, row, host),
                        identifiers(row, table),
                        row.line());
        if (component == null) {
            run.partial(
                    "line " + row.line(),
                    "a row of " + table.word() + " has no name and is left out");
        }
        return component;
    }

    private static boolean isRemoved(Row row) {
        String status = row.get(Column.STATUS);
        return status != null
                && (status.contains("config-files") || status.contains("not-installed"));
    }

    private static @Nullable String name(Row row, Table table) {
        return switch (table) {
            case APPS -> {
                String name = row.get(Column.NAME);
                name = name == null ? row.get(Column.DISPLAY_NAME) : name;
                name = name == null ? row.get(Column.BUNDLE_IDENTIFIER) : name;
                yield name != null && name.endsWith(".app") && name.length() > 4
                        ? name.substring(0, name.length() - 4)
                        : name;
            }
            case PORTAGE_PACKAGES -> row.get(Column.PACKAGE);
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
                    OTHER,
                    OS_VERSION,
                    SYSTEM_INFO,
                    INTERFACE_ADDRESSES -> {
                String name = row.get(Column.NAME);
                yield name == null && table == Table.CHROME_EXTENSIONS
                        ? row.get(Column.IDENTIFIER)
                        : name;
            }
        };
    }

    private static @Nullable String version(Row row, Table table) {
        String version = row.get(Column.VERSION);
        return switch (table) {
            case APPS -> {
                String shown = row.get(Column.BUNDLE_SHORT_VERSION);
                yield shown != null
                        ? shown
                        : version != null ? version : row.get(Column.BUNDLE_VERSION);
            }
            case RPM_PACKAGES -> rpmVersion(version, row);
            case DEB_PACKAGES -> {
                String revision = row.get(Column.REVISION);
                // Current releases give the whole version and repeat its last part as the revision.
                yield version == null
                                || revision == null
                                || version.endsWith("-" + revision)
                                || version.contains("-")
                        ? version
                        : version + "-" + revision;
            }
            case PROGRAMS,
                    HOMEBREW_PACKAGES,
                    CHROME_EXTENSIONS,
                    FIREFOX_ADDONS,
                    VSCODE_EXTENSIONS,
                    PYTHON_PACKAGES,
                    NPM_PACKAGES,
                    CHOCOLATEY_PACKAGES,
                    PORTAGE_PACKAGES,
                    OTHER,
                    OS_VERSION,
                    SYSTEM_INFO,
                    INTERFACE_ADDRESSES ->
                    version;
        };
    }

    private static @Nullable String rpmVersion(@Nullable String version, Row row) {
        if (version == null) {
            return null;
        }
        String release = row.get(Column.RELEASE);
        String epoch = row.get(Column.EPOCH);
        boolean hasEpoch =
                epoch != null
                        && !epoch.equals("0")
                        && !epoch.equals("(none)")
                        && !version.contains(":");
        return (hasEpoch ? epoch + ":" : "") + version + (release == null ? "" : "-" + release);
    }

    private static @Nullable String publisher(Row row, Table table) {
        return switch (table) {
            case PROGRAMS, VSCODE_EXTENSIONS, OTHER ->
                    first(row, Column.PUBLISHER, Column.VENDOR, Column.AUTHOR);
            case DEB_PACKAGES -> row.get(Column.MAINTAINER);
            case RPM_PACKAGES -> row.get(Column.VENDOR);
            case FIREFOX_ADDONS -> row.get(Column.CREATOR);
            case CHROME_EXTENSIONS, PYTHON_PACKAGES, NPM_PACKAGES, CHOCOLATEY_PACKAGES ->
                    row.get(Column.AUTHOR);
            case APPS,
                    HOMEBREW_PACKAGES,
                    PORTAGE_PACKAGES,
                    OS_VERSION,
                    SYSTEM_INFO,
                    INTERFACE_ADDRESSES ->
                    null;
        };
    }

    private static @Nullable String first(Row row, Column... columns) {
        for (Column column : columns) {
            String value = row.get(column);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static VersionScheme scheme(Table table) {
        return switch (table) {
            case PROGRAMS -> VersionScheme.WINDOWS;
            case DEB_PACKAGES -> VersionScheme.DEB;
            case RPM_PACKAGES -> VersionScheme.RPM;
            case PYTHON_PACKAGES -> VersionScheme.PYPI;
            case NPM_PACKAGES -> VersionScheme.NPM;
            case CHOCOLATEY_PACKAGES -> VersionScheme.NUGET;
            case APPS,
                    HOMEBREW_PACKAGES,
                    CHROME_EXTENSIONS,
                    FIREFOX_ADDONS,
                    VSCODE_EXTENSIONS,
                    PORTAGE_PACKAGES,
                    OTHER,
                    OS_VERSION,
                    SYSTEM_INFO,
                    INTERFACE_ADDRESSES ->
                    VersionScheme.GENERIC;
        };
    }

    private static Platform platform(Table table, Row row, Platform host) {
        return switch (table) {
            case PROGRAMS, CHOCOLATEY_PACKAGES -> Platform.WINDOWS;
            case APPS -> Platform.MACOS;
            case DEB_PACKAGES, RPM_PACKAGES, PORTAGE_PACKAGES -> Platform.LINUX;
            case HOMEBREW_PACKAGES -> {
                String path = row.get(Column.PATH);
                boolean linux =
                        host == Platform.LINUX || path != null && path.contains("/linuxbrew/");
                yield linux ? Platform.LINUX : Platform.MACOS;
            }
            case CHROME_EXTENSIONS,
                    FIREFOX_ADDONS,
                    VSCODE_EXTENSIONS,
                    PYTHON_PACKAGES,
                    NPM_PACKAGES,
                    OTHER,
                    OS_VERSION,
                    SYSTEM_INFO,
                    INTERFACE_ADDRESSES ->
                    host;
        };
    }

    private List<Identifier> identifiers(Row row, Table table) {
        List<Identifier> found = new ArrayList<>(0);
        switch (table) {
            case PROGRAMS -> {
                return codes.of(
                        row.get(Column.IDENTIFYING_NUMBER),
                        row.get(Column.UNINSTALL_STRING),
                        row.get(Column.UPGRADE_CODE));
            }
            case APPS ->
                    Identifiers.add(
                            found, Identifier.Type.BUNDLE_ID, row.get(Column.BUNDLE_IDENTIFIER));
            case CHROME_EXTENSIONS, FIREFOX_ADDONS ->
                    Identifiers.add(
                            found, Identifier.Type.EXTENSION_ID, row.get(Column.IDENTIFIER));
            case PYTHON_PACKAGES ->
                    Identifiers.pypi(found, row.get(Column.NAME), row.get(Column.VERSION));
            case NPM_PACKAGES ->
                    Identifiers.npm(found, row.get(Column.NAME), row.get(Column.VERSION));
            case DEB_PACKAGES,
                    RPM_PACKAGES,
                    HOMEBREW_PACKAGES,
                    VSCODE_EXTENSIONS,
                    CHOCOLATEY_PACKAGES,
                    PORTAGE_PACKAGES,
                    OTHER,
                    OS_VERSION,
                    SYSTEM_INFO,
                    INTERFACE_ADDRESSES -> {}
        }
        return found.isEmpty() ? List.of() : found;
    }
}
