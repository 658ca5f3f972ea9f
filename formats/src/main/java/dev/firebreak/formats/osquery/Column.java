package dev.firebreak.formats.osquery;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The columns of osquery's tables that tell something here. At most 64, since a row keeps them in a bit set.
enum Column {
    NAME,
    VERSION,
    PUBLISHER,
    VENDOR,
    AUTHOR,
    MAINTAINER,
    CREATOR,
    SUMMARY,
    DESCRIPTION,
    LICENSE,
    HOMEPAGE,
    PATH,
    DIRECTORY,
    IDENTIFYING_NUMBER,
    UPGRADE_CODE,
    UNINSTALL_STRING,
    INSTALL_LOCATION,
    INSTALL_SOURCE,
    INSTALL_DATE,
    BUNDLE_IDENTIFIER,
    BUNDLE_SHORT_VERSION,
    BUNDLE_VERSION,
    BUNDLE_EXECUTABLE,
    REVISION,
    STATUS,
    SECTION,
    PRIORITY,
    RELEASE,
    EPOCH,
    PACKAGE_GROUP,
    INSTALL_TIME,
    SHA1,
    PREFIX,
    IDENTIFIER,
    BROWSER_TYPE,
    UPDATE_URL,
    PERMISSIONS,
    PROFILE,
    SOURCE_URL,
    AUTOUPDATE,
    VSCODE_EDITION,
    INSTALLED_AT,
    PACKAGE,
    SLOT,
    MAJOR,
    CODENAME,
    BUILD,
    PLATFORM,
    PLATFORM_LIKE,
    HOSTNAME,
    COMPUTER_NAME,
    HARDWARE_VENDOR,
    CPU_BRAND,
    ADDRESS,
    INTERFACE,
    MASK,
    HOST_IDENTIFIER("host_identifier", "hostidentifier"),
    HOST_NAME("host_hostname", "host_display_name", "host_name", "host"),
    DISPLAY_NAME,
    ARCH,
    TYPE,
    ORGANISATION("organisation", "organization");

    private static final Map<String, Column> BY_NAME = new HashMap<>();

    static {
        for (Column column : values()) {
            for (String name : column.names) {
                BY_NAME.put(name, column);
            }
        }
    }

    private static final Set<Column> PRESENCE_ONLY =
            EnumSet.of(
                    SUMMARY,
                    DESCRIPTION,
                    LICENSE,
                    HOMEPAGE,
                    DIRECTORY,
                    INSTALL_LOCATION,
                    INSTALL_SOURCE,
                    INSTALL_DATE,
                    BUNDLE_EXECUTABLE,
                    SECTION,
                    PRIORITY,
                    PACKAGE_GROUP,
                    INSTALL_TIME,
                    SHA1,
                    PREFIX,
                    BROWSER_TYPE,
                    UPDATE_URL,
                    PERMISSIONS,
                    PROFILE,
                    SOURCE_URL,
                    AUTOUPDATE,
                    VSCODE_EDITION,
                    INSTALLED_AT,
                    SLOT,
                    MAJOR,
                    CODENAME,
                    BUILD,
                    HARDWARE_VENDOR,
                    CPU_BRAND,
                    INTERFACE,
                    MASK,
                    ARCH,
                    TYPE);

    private final String[] names;

    Column(String... names) {
        this.names = names.length == 0 ? new String[] {name().toLowerCase(Locale.ROOT)} : names;
    }

    static @Nullable Column of(String name) {
        return BY_NAME.get(name);
    }

    /// Whether only its presence matters, which tells the table; its text need not be read.
    boolean presenceOnly() {
        return PRESENCE_ONLY.contains(this);
    }

    long bit() {
        return 1L << ordinal();
    }
}
