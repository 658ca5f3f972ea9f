package dev.firebreak.formats.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.formats.table.ColumnMap.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Computer Name,Application Name,Version,Publisher # Application Name # Version # Computer Name",
                "DeviceId,DeviceName,OSPlatform,SoftwareVendor,SoftwareName,SoftwareVersion # SoftwareName # SoftwareVersion # DeviceName",
                "ResourceID,Netbios_Name0,DisplayName0,Version0,Publisher0 # DisplayName0 # Version0 # Netbios_Name0",
                "Clientname,Softwarename,Version,Hersteller # Softwarename # Version # Clientname",
                "Gerät,Titel,Versionsnummer # Titel # Versionsnummer # Gerät",
                "AssetName,Software,Version,Publisher # Software # Version # AssetName",
                "Hostname,Name,Version,Type # Name # Version # Hostname",
                "clientId,productId,productVersion # productId # productVersion # clientId"
            })
    void lists_of_common_tools_are_understood_by_their_headers(
            String header, String name, String version, String asset) {
        List<String> columns = List.of(header.strip().split(","));
        Headers headers = Headers.of(columns);
        assertThat(headers.isCertain()).isTrue();
        assertThat(columns.get(headers.index(Field.NAME))).isEqualTo(name.strip());
        assertThat(columns.get(headers.index(Field.VERSION))).isEqualTo(version.strip());
        assertThat(columns.get(headers.index(Field.ASSET))).isEqualTo(asset.strip());
    }

    @Test
    void the_display_name_of_the_registry_wins_over_other_names() {
        Headers headers =
                Headers.of(
                        List.of("Name", "Version", "DisplayVersion", "DisplayName", "PSChildName"));
        assertThat(headers.isWindows()).isTrue();
        assertThat(headers.index(Field.NAME)).isEqualTo(3);
        assertThat(headers.index(Field.VERSION)).isEqualTo(2);
        assertThat(headers.index(Field.PRODUCT_CODE)).isEqualTo(4);
    }

    @Test
    void services_and_users_are_no_software_though_they_have_display_names() {
        assertThat(Headers.of(List.of("Name", "DisplayName", "Status", "MachineName")).isCertain())
                .isFalse();
        assertThat(Headers.of(List.of("DisplayName", "UserPrincipalName")).isCertain()).isFalse();
    }

    @Test
    void a_log_with_a_name_and_a_version_is_not_certain() {
        assertThat(Headers.of(List.of("timestamp", "host", "application", "version")).isCertain())
                .isFalse();
        assertThat(Headers.of(List.of("time", "Product", "Image")).isPlausible()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ver.",
                "Ver",
                "Versionsnr.",
                "Versions-Nr.",
                "Versionsnummer",
                "Version installiert",
                "Version (installiert)",
                "Installierte Version",
                "Versionsstand",
                "Release",
                "Release-Stand",
                "Releasestand",
                "Installed version",
                "Product version",
                "Current version",
                "Software Version No.",
                "Version der Anwendung",
                "Aktuelle Versionsnummer",
                "Build-Nr."
            })
    void a_version_is_known_by_other_words_too(String column) {
        Headers headers = Headers.of(List.of("Rechner", "Programm", column));
        assertThat(headers.index(Field.VERSION)).isEqualTo(2);
        assertThat(headers.withoutVersion()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OS Version",
                "Latest version",
                "Neueste Version",
                "Verfügbare Version",
                "Agent-Version",
                "Version fixed",
                "Verantwortlich",
                "Vertrag",
                "Release date"
            })
    void other_versions_are_not_those_of_the_software(String column) {
        Headers headers = Headers.of(List.of("Rechner", "Programm", column));
        assertThat(headers.index(Field.VERSION)).isNegative();
        assertThat(headers.withoutVersion()).contains("'" + column + "'");
        assertThat(headers.told()).contains("not used: '" + column + "'");
    }

    @Test
    void a_release_beside_a_version_is_no_version() {
        Headers headers = Headers.of(List.of("Rechner", "Programm", "Release", "Ver."));
        assertThat(headers.index(Field.VERSION)).isEqualTo(3);
    }
}
