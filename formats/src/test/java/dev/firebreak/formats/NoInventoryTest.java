package dev.firebreak.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Problem.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is no inventory makes no machine, even if the user says that it is one: a machine made up out of a misunderstood file
/// would count as clean.
class NoInventoryTest {
    private static final InventoryOptions OPTIONS =
            new InventoryOptions(null, null, null, Instant.parse("2023-04-01T00:00:00Z"));

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        tables(texts);
        indicators(texts);
        prose(texts);
        documents(texts);
        lists(texts);
        return texts;
    }

    private static void tables(Map<String, String> texts) {
        String dns =
                """
                Zeit;Client;Abfrage;Aktion
                2023-03-30 08:15:00;PC-1;example.org;erlaubt
                2023-03-30 08:15:07;PC-2;www.example.com;erlaubt
                2023-03-30 08:16:11;PC-1;evil.example;gesperrt
                """;
        delimited(texts, "DNS log with unknown headings", dns);
        delimited(texts, "DNS log without headings", dns.substring(dns.indexOf('\n') + 1));
        delimited(
                texts,
                "firewall log with unknown headings",
                """
                Nummer;Absender;Empfang;Wirkung
                1;10.1.2.3;192.0.2.7;permit
                2;10.1.2.4;192.0.2.8;deny
                3;10.1.2.5;192.0.2.9;deny
                """);
        delimited(
                texts,
                "firewall log with epoch times",
                """
                1680164100;10.1.2.3;192.0.2.7;443
                1680164101;10.1.2.4;192.0.2.8;443
                """);
        delimited(
                texts,
                "persons",
                """
                Nachname;Vorname;Geburtstag;Telefon
                Muster;Erika;1980-01-02;030-1234-5
                Beispiel;Max;1975-11-30;030-9876-1
                """);
        delimited(
                texts,
                "persons without headings",
                """
                muster;1980-01-02
                beispiel;1975-11-30
                probe;1966-05-04
                """);
        delimited(
                texts,
                "telephone list",
                """
                empfang;030123450
                poststelle;030123451
                hausmeister;030123452
                """);
        delimited(
                texts,
                "persons with a name and a role",
                """
                Name;Rolle;Anwendung;E-Mail
                Erika Muster;Leitung;Meldewesen;e.muster@example.org
                Max Beispiel;Vertretung;Meldewesen;m.beispiel@example.org
                """);
        delimited(
                texts,
                "invoice",
                """
                Rechnung;Datum;Artikel;Menge;Preis
                2023-17;30.03.2023;Toner;3;45.90
                2023-17;30.03.2023;Papier;10;3.99
                """);
        delimited(
                texts,
                "invoice for software",
                """
                Produkt;Hersteller;Menge;Einzelpreis;Gesamt
                Blattwerk;Nordlicht GmbH;14;45.90;642.60
                Uferpack;Ufer AG;3;12.50;37.50
                """);
        delimited(
                texts,
                "invoice for versions of software",
                """
                Product;Version;Quantity;Price
                Blattwerk;4.2;14;45.90
                Uferpack;22;3;12.50
                """);
        delimited(
                texts,
                "prices without headings",
                """
                toner;45.90
                papier;3.99
                kugelschreiber;0.49
                """);
        delimited(
                texts,
                "table of a warning",
                """
                Product;Version;CVE;Fixed in
                Blattwerk;4.2.1;CVE-2023-29059;4.2.2
                Uferpack;22.01;CVE-2023-29060;22.02
                """);
        delimited(
                texts,
                "findings of a scanner by machine",
                """
                Host;Software;Version;CVE ID;Severity
                PC-1;Blattwerk;4.2.1;CVE-2023-29059;High
                PC-2;Uferpack;22.01;CVE-2023-29060;Low
                """);
        delimited(
                texts,
                "list of computers",
                """
                pc-1;192.0.2.1
                pc-2;192.0.2.2
                pc-3;192.0.2.3
                """);
        delimited(
                texts,
                "addresses of computers with headings",
                """
                Rechner;IP;Raum
                pc-1;192.0.2.1;101
                pc-2;192.0.2.2;102
                """);
        delimited(
                texts,
                "numbers",
                """
                1;2.5;3
                2;2.6;4
                3;2.7;5
                """);
    }

    private static void indicators(Map<String, String> texts) {
        delimited(
                texts,
                "indicators with their types",
                """
                domain;evil.example
                ip;192.0.2.1
                """);
        delimited(
                texts,
                "addresses with their type",
                """
                ip;192.0.2.1
                ip;192.0.2.2
                ip;192.0.2.3
                """);
        delimited(
                texts,
                "indicators with headings",
                """
                type;value;first seen
                domain;evil.example;2023-03-30
                ip;192.0.2.1;2023-03-30
                sha256;dde03348075512796241389dfea5560c20a3d2a2eac95c894e7bbed5e85a0acc;2023-03-30
                """);
        delimited(
                texts,
                "domains with counts",
                """
                evil.example;12
                bad.example.org;3.1
                worse.example.net;4.1.2
                """);
        delimited(
                texts,
                "addresses with ports",
                """
                192.0.2.1;443
                192.0.2.2;8443
                192.0.2.3;80
                """);
        texts.put("domains", "evil.example\nbad.example.org\n");
        texts.put("addresses", "192.0.2.1\n198.51.100.0/24\n2001:db8::1\n");
        texts.put("defanged", "evil[.]example\nhxxp://bad[.]example/x\n192[.]0[.]2[.]1\n");
        texts.put("hosts file", "127.0.0.1 localhost\n192.0.2.7 srv-1 srv-1.example.org\n");
        texts.put("hosts file turned round", "srv-1 192.0.2.7\nsrv-2 192.0.2.8\nsrv-3 192.0.2.9\n");
        texts.put(
                "sums of files",
                "dde03348075512796241389dfea5560c20a3d2a2eac95c894e7bbed5e85a0acc  app-18.12.416.msi\n"
                        + "aa124a4b4df12b34e74ee7f6c683b2ebec4ce9a8edcf9be345823b4fdcf5d868  app-18.12.407-1.msi\n");
        texts.put("sums of one file", "d41d8cd98f00b204e9800998ecf8427e  3cx-18.12.416\n");
    }

    private static void prose(Map<String, String> texts) {
        texts.put("one sentence", "it was 3 days ago\n");
        texts.put(
                "one sentence with a version", "in version 18.12.416-1 the program is dangerous\n");
        texts.put("two words", "hello world\n");
        texts.put("one word", "hello\n");
        texts.put("a word and a number", "kapitel 1\n");
        texts.put("headings", "kapitel 1\nkapitel 2\nkapitel 3\nkapitel 4\n");
        texts.put("numbered headings", "einleitung 1.1\nstand 1.2\nausblick 1.3\n");
        texts.put("names of reports", "bericht-2023-03\nbericht-2023-04\nbericht-2023-05\n");
        texts.put("dates", "2023-03-30\n2023-03-31\n2023-04-01\n");
        texts.put(
                "dates with times",
                "2023-03-30 08:15:00\n2023-03-31 08:15:00\n2023-04-01 08:15:00\n");
        texts.put(
                "readme",
                "# Project\n\nA small tool.\n\n## Install\n\n    pip install tool\n\nVersion 1.2.3-4 needs Java 25.\n");
        texts.put(
                "mail",
                "From: cert@example.org\nTo: it@example.org\nSubject: 3CX 18.12.416\nDate: Thu, 30 Mar 2023 08:15:00 +0200\n\nBitte die Version 18.12.416 entfernen.\n");
        texts.put(
                "log of no known kind",
                "2023-03-30 08:15:00 pc-1 service started\n2023-03-30 08:16:00 pc-1 service stopped 1-2\n2023-03-30 08:17:00 pc-2 service started 3-4\n");
        texts.put(
                "log of packages",
                "2023-03-30 08:15:00 status installed bash:amd64 5.2.15-2+b2\n2023-03-30 08:15:01 status installed openssl:amd64 3.0.11-1\n");
        texts.put("sizes", "4.0K\tetc\n12K\tvar\n1.1G\tusr\n");
        texts.put("counts", "12 zeilen\n13 spalten\n");
        texts.put("settings", "[main]\nversion=1.2.3\nname=x\ngroesse=3-4\n");
        texts.put("yaml", "name: x\nversion: 1.2.3\nitems:\n  - a\n  - b\n");
    }

    private static void documents(Map<String, String> texts) {
        texts.put(
                "HTML error page",
                "<!DOCTYPE html>\n<html><head><title>403</title></head><body>Name;Version</body></html>\n");
        texts.put("HTML after a blank line", "\n\n<html><body>Service 1.2-3</body></html>\n");
        texts.put(
                "HTTP answer",
                "HTTP/1.1 502 Bad Gateway\nContent-Type: text/html\n\n<html></html>\n");
        texts.put("empty object", "{}");
        texts.put("empty array", "[]");
        texts.put("empty element", "<x/>");
        texts.put("XML without content", "<?xml version=\"1.0\"?>\n<root></root>\n");
        texts.put("agent without content", "<REQUEST><CONTENT></CONTENT></REQUEST>");
        texts.put("null", "null");
        texts.put("JSON text", "\"hello\"");
        texts.put("JSON error", "{\"error\":\"unauthorized\",\"status\":401}");
        texts.put(
                "JSON persons", "[{\"name\":\"Erika\",\"age\":42},{\"name\":\"Max\",\"age\":43}]");
        texts.put("JSON cars", "{\"cars\":[{\"name\":\"Golf\",\"version\":\"8\"}]}");
        texts.put("JSON of an empty list", "{\"hostname\":\"pc-1\",\"software\":[]}");
        texts.put("Homebrew without entries", "{\"formulae\":[],\"casks\":[]}");
        texts.put("winget without entries", "{\"WinGetVersion\":\"1.4\",\"Sources\":[]}");
        texts.put("npm without entries", "{\"dependencies\":{}}");
        texts.put("lock file without entries", "{\"lockfileVersion\":3,\"packages\":{}}");
        texts.put(
                "JSON indicators",
                "[{\"type\":\"domain\",\"value\":\"evil.example\"},{\"type\":\"ip\",\"value\":\"192.0.2.1\"}]");
        texts.put(
                "JSON findings",
                "[{\"name\":\"Blattwerk\",\"version\":\"1.0\",\"cve\":\"CVE-2023-1\",\"severity\":\"high\"}]");
        texts.put(
                "JSON invoice",
                "[{\"product\":\"Blattwerk\",\"version\":\"1.0\",\"price\":12.5,\"quantity\":3}]");
        texts.put(
                "calendar",
                "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\nBEGIN:VEVENT\nDTSTART:20230330T081500Z\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n");
        texts.put(
                "card",
                "BEGIN:VCARD\nVERSION:3.0\nN:Muster;Erika\nFN:Erika Muster\nTEL:030-1234-5\nEND:VCARD\n");
        texts.put("C", "#include <stdio.h>\nint main(void) {\n  int a = 1;\n  return a - 1;\n}\n");
        texts.put("C statements", "break;\ncontinue;\nreturn;\nx;\n");
        texts.put("Python", "import os\nx = 1\nif x==1:\n    print(x)\n");
        texts.put(
                "SQL",
                "create table x (a int);\ninsert into x values (1-1);\ninsert into x values (2-1);\n");
        texts.put("shell", "#!/bin/sh\nset -e\ncd /tmp\nrm -rf x-1-2\n");
        texts.put("style", "a { b: 1.2; }\np { c: 3; }\n");
    }

    /// Lists of a known kind that name nothing.
    private static void lists(Map<String, String> texts) {
        texts.put(
                "dpkg -l without entries",
                "Desired=Unknown/Install/Remove/Purge/Hold\n|/ Name Version Architecture Description\n+++-====-=======-============-===========\n");
        texts.put("pip list without entries", "Package Version\n------- -------\n");
        texts.put(
                "winget list without entries",
                "Name            Id              Version\n---------------------------------------\n");
        texts.put("header of the uninstall registry", "DisplayName,DisplayVersion,Publisher\n");
        texts.put("header of a table", "Rechner;Produkt;Version\n");
        texts.put(
                "header of osquery",
                "name,version,publisher,identifying_number,install_location,uninstall_string\n");
        texts.put(
                "file of the registry without entries",
                "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n\"a\"=\"b\"\n");
    }

    /// The same with each delimiter.
    private static void delimited(Map<String, String> texts, String name, String semicolons) {
        texts.put(name + ", semicolon", semicolons);
        texts.put(name + ", comma", semicolons.replace(';', ','));
        texts.put(name + ", tab", semicolons.replace(';', '\t'));
        texts.put(name + ", bar", semicolons.replace(';', '|'));
        texts.put(name + ", space", semicolons.replace(';', ' '));
        texts.put(name + ", CRLF", semicolons.replace("\n", "\r\n"));
    }

    @TestFactory
    List<DynamicTest> what_is_no_inventory_makes_no_machine() {
        List<DynamicTest> tests = new ArrayList<>();
        texts().forEach(
                        (name, text) ->
                                tests.add(DynamicTest.dynamicTest(name, () -> refused(text))));
        return tests;
    }

    private static void refused(String text) {
        for (String source : List.of("dns.csv", "notes.txt")) {
            Transcript transcript = new Transcript();
            Inventories.ReadResult result =
                    Inventories.readContent(
                            source, text.getBytes(StandardCharsets.UTF_8), OPTIONS, transcript);
            transcript.finished();
            assertThat(result.assets()).as(result.kind() + "\n" + transcript).isZero();
            assertThat(transcript.problems())
                    .as(transcript.toString())
                    .anySatisfy(p -> assertThat(p.severity()).isEqualTo(Severity.LOST));
        }
        assertThat(Inventories.recognise(text.getBytes(StandardCharsets.UTF_8)))
                .as("claimed")
                .isIn(java.util.Optional.empty(), allowed(text));
    }

    /// An empty list of a known kind is told as what it is.
    private static java.util.Optional<Inventories.Kind> allowed(String text) {
        java.util.Optional<Inventories.Kind> kind =
                Inventories.recognise(text.getBytes(StandardCharsets.UTF_8));
        Transcript transcript = new Transcript();
        Inventories.readContent("x", text.getBytes(StandardCharsets.UTF_8), OPTIONS, transcript);
        return transcript.components().isEmpty() ? kind : java.util.Optional.empty();
    }

    @Test
    void a_machine_whose_lists_are_all_empty_is_not_whole() {
        for (String text :
                List.of(
                        "{\"name\":\"programs\",\"hostIdentifier\":\"pc-1\",\"unixTime\":1680164100,\"action\":\"snapshot\",\"snapshot\":[]}\n",
                        "{\"bomFormat\":\"CycloneDX\",\"metadata\":{\"component\":{\"type\":\"device\",\"name\":\"pc-1\"}},\"components\":[]}")) {
            Transcript transcript = new Transcript();
            Inventories.readContent(
                    "x.json", text.getBytes(StandardCharsets.UTF_8), OPTIONS, transcript);
            assertThat(transcript.toString()).contains("'pc-1'").contains("INCOMPLETE 'pc-1'");
        }
    }

    @Test
    void facts_of_a_machine_without_a_list_are_taken() {
        Transcript transcript = new Transcript();
        Inventories.readContent(
                "x.log",
                "{\"name\":\"os_version\",\"hostIdentifier\":\"pc-1\",\"unixTime\":1680164100,\"action\":\"snapshot\",\"snapshot\":[{\"name\":\"Windows 11\",\"platform\":\"windows\",\"version\":\"10.0\"}]}\n"
                        .getBytes(StandardCharsets.UTF_8),
                OPTIONS,
                transcript);
        assertThat(transcript.problems()).noneMatch(p -> p.severity() == Severity.LOST);
    }

    private static String refusal(String text) {
        Transcript transcript = new Transcript();
        Inventories.readContent(
                "dns.csv", text.getBytes(StandardCharsets.UTF_8), OPTIONS, transcript);
        return transcript.problems().getFirst().reason();
    }

    @Test
    void a_table_of_unknown_columns_is_refused_with_their_names() {
        assertThat(
                        refusal(
                                "Zeit;Client;Abfrage;Aktion\n2023-03-30 08:15:00;PC-1;example.org;erlaubt\n2023-03-30 08:16:00;PC-2;example.com;gesperrt\n"))
                .isEqualTo(
                        "this is a table whose columns are not known: 'Zeit', 'Client', 'Abfrage', 'Aktion'; say with --map what"
                                + " they mean: name=…,version=…,asset=… of software, time=…,host=…,domain=… of a log");
    }

    @Test
    void a_list_of_indicators_is_refused_as_one() {
        for (String text :
                List.of(
                        "domain,evil.example\nip,192.0.2.1\n",
                        "ip;192.0.2.1\nip;192.0.2.2\n",
                        "evil.example\nbad.example.org\n",
                        "type,value\ndomain,evil.example\nip,192.0.2.1\n",
                        "evil[.]example\n192[.]0[.]2[.]1\n")) {
            assertThat(refusal(text))
                    .as(text)
                    .isEqualTo(
                            "this is a list of domains, addresses, URLs or hashes, not of software; indicators belong to a warning"
                                    + " (check --warning, ask, read)");
        }
    }
}
