package dev.firebreak.formats.table;

import dev.firebreak.core.model.Asset;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.InventorySink.Change;
import dev.firebreak.core.model.InventorySink.Kind;
import dev.firebreak.core.model.Platform;
import dev.firebreak.core.model.VersionScheme;
import dev.firebreak.core.net.IpAddress;
import dev.firebreak.formats.inventory.Dates;
import dev.firebreak.formats.inventory.Identifiers;
import dev.firebreak.formats.inventory.InstallerCodes;
import dev.firebreak.formats.inventory.InventoryRun;
import dev.firebreak.formats.inventory.Platforms;
import dev.firebreak.formats.inventory.Values;
import dev.firebreak.formats.table.ColumnMap.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Passes rows of a software list on: each row is one program on one machine.
public final class SoftwareRows {
    /// Addresses read from one cell.
    private static final int MAX_ADDRESSES = 64;

    private static final Field[] OTHER_IDENTIFIERS = {
        Field.PURL, Field.CPE, Field.BUNDLE_ID, Field.SHA256, Field.SHA1, Field.SHA512, Field.MD5
    };

    private final InventoryRun run;
    private final InstallerCodes codes = new InstallerCodes();
    private boolean installerOnly;
    private final String scope;
    private final Platform defaultPlatform;

    // The machine of the row before: rows of one machine mostly stand together.
    private @Nullable String lastName;
    private @Nullable String lastOrganisation;
    private @Nullable String lastPlatform;
    private @Nullable String lastAddress;
    private @Nullable Asset lastAsset;
    private @Nullable String lastDate;
    private @Nullable Instant lastTime;

    /// @param scope as [dev.firebreak.core.model.InventorySink#begin] explains it
    /// @param defaultPlatform of machines and programs whose row does not tell
    public SoftwareRows(InventoryRun run, String scope, Platform defaultPlatform) {
        this.run = run;
        this.scope = scope;
        this.defaultPlatform = defaultPlatform;
    }

    /// Takes one row.
    ///
    /// @param values by [Field#ordinal]
    /// @param uninstall the uninstall command, if any
    public void take(@Nullable String[] values, @Nullable String uninstall, long line) {
        installerOnly = hasInstallerCodesOnly(values);
        String name = value(values, Field.NAME);
        if (Values.text(name) == null) {
            run.note(where(line), "entries without a name are not software and are left out");
            noteMachine(values, line);
            return;
        }
        Asset asset = asset(values, line);
        String purl = Values.orNull(value(values, Field.PURL));
        VersionScheme scheme = Identifiers.scheme(Identifiers.purlType(purl));
        Platform platform = asset.platform();
        if (scheme == VersionScheme.GENERIC && purl == null && platform == Platform.WINDOWS) {
            scheme = VersionScheme.WINDOWS;
        }
        Component component =
                run.component(
                        name,
                        value(values, Field.PUBLISHER),
                        value(values, Field.VERSION),
                        scheme,
                        platform,
                        identifiers(values, purl, uninstall),
                        line);
        if (component != null) {
            run.machine(asset, Kind.SNAPSHOT, scope, time(values, line), line);
            run.add(component, Change.PRESENT, line);
        }
    }

    /// Remembers the machine of a row that names no software: if no other row does, nothing is known of it.
    private void noteMachine(@Nullable String[] values, long line) {
        String machine = value(values, Field.ASSET);
        machine = machine != null ? machine : value(values, Field.HOST);
        if (Values.orNull(machine) != null) {
            run.withoutSoftware(asset(values, line), line);
        }
    }

    /// What a column for the state of an installation says of a product that is not there.
    private static final Set<String> ABSENT =
            Set.of(
                    "notinstalled",
                    "uninstalled",
                    "removed",
                    "nichtinstalliert",
                    "deinstalliert",
                    "entfernt");

    /// What only says so in a column that is about the installation: a machine's or a contract's state has these words, too.
    private static final Set<String> NOT_INSTALLED =
            Set.of("available", "no", "false", "verfügbar", "nein", "falsch");

    /// Whether a cell says that the row's product is not installed.
    ///
    /// @param general whether the column may be about something else than the installation
    static boolean isAbsent(String cell, boolean general) {
        StringBuilder letters = new StringBuilder(cell.length());
        for (int i = 0; i < Math.min(cell.length(), 40); i++) {
            if (Character.isLetter(cell.charAt(i))) {
                letters.append(Character.toLowerCase(cell.charAt(i)));
            }
        }
        String word = letters.toString();
        return ABSENT.contains(word) || !general && NOT_INSTALLED.contains(word);
    }

    /// The common case, in which the codes can be looked up instead of being made anew.
    private static boolean hasInstallerCodesOnly(@Nullable String[] values) {
        for (Field field : OTHER_IDENTIFIERS) {
            if (values[field.ordinal()] != null) {
                return false;
            }
        }
        return true;
    }

    private static String where(long line) {
        return line > 0 ? "line " + line : "";
    }

    private static @Nullable String value(@Nullable String[] values, Field field) {
        return values[field.ordinal()];
    }

    private Asset asset(@Nullable String[] values, long line) {
        String name = value(values, Field.ASSET);
        name = name != null ? name : value(values, Field.HOST);
        String organisation = value(values, Field.ORGANISATION);
        String platform = value(values, Field.PLATFORM);
        String address = value(values, Field.ADDRESS);
        Asset last = lastAsset;
        if (last != null
                && Objects.equals(name, lastName)
                && Objects.equals(organisation, lastOrganisation)
                && Objects.equals(platform, lastPlatform)
                && Objects.equals(address, lastAddress)) {
            return last;
        }
        Platform told = Platforms.of(platform);
        if (told == Platform.UNKNOWN && Values.orNull(platform) != null) {
            run.note(where(line), "an operating system is not known: " + platform);
        }
        if (name != null && Values.orNull(name) == null) {
            run.partial(
                    where(line),
                    "a row names no machine; it counts as one named after the file, and another machine's list may lack it");
        }
        Asset asset =
                new Asset(
                        run.assetName(name),
                        run.organisation(organisation),
                        told == Platform.UNKNOWN ? defaultPlatform : told,
                        addresses(address, line));
        lastName = name;
        lastOrganisation = organisation;
        lastPlatform = platform;
        lastAddress = address;
        lastAsset = asset;
        return asset;
    }

    private List<String> addresses(@Nullable String cell, long line) {
        if (Values.orNull(cell) == null || cell == null) {
            return List.of();
        }
        List<String> found = new ArrayList<>(1);
        for (String part : cell.split("[,;\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            String address = IpAddress.parse(part).map(IpAddress::toString).orElse(null);
            if (address == null) {
                run.flaw(where(line), "an address cannot be read and is left out: " + part);
            } else if (found.size() < MAX_ADDRESSES && !found.contains(address)) {
                found.add(address);
            }
        }
        return found;
    }

    private @Nullable Instant time(@Nullable String[] values, long line) {
        String date = value(values, Field.DATE);
        if (date == null) {
            return null;
        }
        if (!date.equals(lastDate)) {
            lastDate = date;
            lastTime = Dates.parse(date);
            if (lastTime == null && Values.orNull(date) != null) {
                run.flaw(
                        where(line),
                        "a date cannot be read with certainty, the file's own time is used: "
                                + date);
            }
        }
        return lastTime;
    }

    private List<Identifier> identifiers(
            @Nullable String[] values, @Nullable String purl, @Nullable String uninstall) {
        if (installerOnly) {
            return codes.of(value(values, Field.PRODUCT_CODE), uninstall, null);
        }
        List<Identifier> found = new ArrayList<>(0);
        if (Identifiers.purlType(purl) != null) {
            Identifiers.add(found, Identifier.Type.PURL, purl);
        }
        Identifiers.add(found, Identifier.Type.CPE, value(values, Field.CPE));
        Identifiers.productCode(found, value(values, Field.PRODUCT_CODE));
        Identifiers.productCodeIn(found, uninstall);
        Identifiers.add(found, Identifier.Type.BUNDLE_ID, value(values, Field.BUNDLE_ID));
        Identifiers.hash(found, "SHA256", value(values, Field.SHA256));
        Identifiers.hash(found, "SHA1", value(values, Field.SHA1));
        Identifiers.hash(found, "SHA512", value(values, Field.SHA512));
        Identifiers.hash(found, "MD5", value(values, Field.MD5));
        return found.isEmpty() ? List.of() : found;
    }
}
