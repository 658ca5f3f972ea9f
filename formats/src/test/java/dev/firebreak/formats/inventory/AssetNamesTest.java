package dev.firebreak.formats.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetNamesTest {
    @ParameterizedTest
    @CsvSource({
        "srv-01.dpkg.txt, srv-01",
        "estate/srv-01.dpkg.txt.gz, srv-01",
        "PC-0815_software.csv, PC-0815",
        "PC-0815 Softwareliste 2023-03-30.csv, PC-0815",
        "Inventar_PC-0815_20230330.csv, PC-0815",
        "2023-03-30_PC-0815_winget-list.txt, PC-0815",
        "srv-01.example.org.txt, srv-01.example.org",
        "srv-01.example.org.rpm-qa.txt, srv-01.example.org",
        "srv-01.example.org, srv-01.example.org",
        "mail.apps.txt, mail",
        "web-apps.txt, web-apps",
        "dpkg-srv-01.txt, srv-01",
        "osquery_programs_pc-7.json, pc-7",
        "hosts/pc-7/programs.json, pc-7",
        "hosts\\pc-7\\osquery\\programs.json, programs",
        "estate/programs.json, programs",
        "pc-7.cdx.json, pc-7",
        "pc-7.spdx.json.zst, pc-7",
        "sbom.json, sbom",
        "./dpkg.txt, dpkg",
        "srv-1.results.log.1, srv-1",
        "10.0.0.7.txt, 10.0.0.7",
        "a.b.c.d.e.csv.txt.gz, a.b.c.d.e",
        "Prüfstand-1_Programme.csv, Prüfstand-1"
    })
    void the_name_is_what_is_left_without_endings_dates_and_words_for_lists(
            String path, String name) {
        assertThat(AssetNames.of(path)).isEqualTo(name);
    }
}
