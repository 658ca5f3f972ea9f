package dev.firebreak.app.demo;

import dev.firebreak.core.model.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes the inventories of the demo in four formats, one per organisation, as their tools would export them.
final class DemoEstate {
    private static final String COLLECTED = "2023-03-29T06:00:00Z";
    private static final long COLLECTED_EPOCH = 1_680_069_600L;
    private static final String PHONE = "3CX Desktop App";

    private record Program(String name, String version, String publisher) {}

    private static final List<Program> USUAL =
            List.of(
                    new Program("Mozilla Firefox (x64 de)", "111.0.1", "Mozilla"),
                    new Program("LibreOffice 7.5.1.2", "7.5.1.2", "The Document Foundation"),
                    new Program("7-Zip 22.01 (x64)", "22.01", "Igor Pavlov"),
                    new Program("VLC media player", "3.0.18", "VideoLAN"),
                    new Program(
                            "Müller Aktenplan Pro", "4.2.0", "Müller Verwaltungssoftware GmbH"));

    private final Path folder;

    DemoEstate(Path folder) {
        this.folder = folder;
    }

    void write(List<DemoMachine> machines) throws IOException {
        registry(of(machines, DemoMachine.CITY));
        osquery(of(machines, DemoMachine.MINISTRY));
        university(of(machines, DemoMachine.UNIVERSITY));
        table(of(machines, DemoMachine.HOSPITAL));
    }

    private static List<DemoMachine> of(List<DemoMachine> machines, String organisation) {
        return machines.stream()
                .filter(
                        machine ->
                                machine.inventory() && machine.organisation().equals(organisation))
                .toList();
    }

    private static List<Program> programs(DemoMachine machine) {
        List<Program> programs = new ArrayList<>(USUAL);
        String phone = machine.phone();
        if (phone != null) {
            programs.add(new Program(PHONE, phone, "3CX Ltd"));
        }
        return programs;
    }

    private Path file(String organisation, String name) throws IOException {
        Path parent = Files.createDirectories(folder.resolve(organisation));
        return parent.resolve(name);
    }

    /// The uninstall keys as PowerShell's Export-Csv writes them on a German Windows: UTF-16 with BOM, semicolons.
    private void registry(List<DemoMachine> machines) throws IOException {
        StringBuilder csv = new StringBuilder();
        csv.append(
                "\"PSComputerName\";\"DisplayName\";\"DisplayVersion\";\"Publisher\";\"InstallDate\"\r\n");
        for (DemoMachine machine : machines) {
            for (Program program : programs(machine)) {
                csv.append('"')
                        .append(machine.name())
                        .append("\";\"")
                        .append(program.name())
                        .append("\";\"");
                csv.append(program.version())
                        .append("\";\"")
                        .append(program.publisher())
                        .append("\";\"20230322\"\r\n");
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xff);
        bytes.write(0xfe);
        bytes.writeBytes(csv.toString().getBytes(StandardCharsets.UTF_16LE));
        Files.write(file(DemoMachine.CITY, "software.csv"), bytes.toByteArray());
    }

    private void osquery(List<DemoMachine> machines) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (DemoMachine machine : machines) {
            boolean mac = machine.platform() == Platform.MACOS;
            List<String> rows = new ArrayList<>();
            for (Program program : programs(machine)) {
                rows.add(
                        mac
                                ? "{\"name\":\""
                                        + program.name()
                                        + ".app\",\"display_name\":\""
                                        + program.name()
                                        + "\",\"bundle_identifier\":\""
                                        + bundle(program)
                                        + "\",\"bundle_short_version\":\""
                                        + program.version()
                                        + "\",\"path\":\"/Applications/"
                                        + program.name()
                                        + ".app\"}"
                                : "{\"name\":\""
                                        + program.name()
                                        + "\",\"version\":\""
                                        + program.version()
                                        + "\",\"publisher\":\""
                                        + program.publisher()
                                        + "\",\"identifying_number\":\"\"}");
            }
            lines.append("{\"name\":\"pack_inventory_").append(mac ? "apps" : "programs");
            lines.append("\",\"hostIdentifier\":\"").append(machine.name());
            lines.append("\",\"unixTime\":").append(COLLECTED_EPOCH);
            lines.append(",\"action\":\"snapshot\",\"snapshot\":[")
                    .append(String.join(",", rows))
                    .append("]}\n");
        }
        Files.writeString(file(DemoMachine.MINISTRY, "osqueryd.snapshots.log"), lines);
    }

    private static String bundle(Program program) {
        return program.name().equals(PHONE)
                ? "com.electron.3cx-desktop-app"
                : "example."
                        + program.name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replaceAll("[^a-z]+", "-");
    }

    private void university(List<DemoMachine> machines) throws IOException {
        for (DemoMachine machine : machines) {
            if (machine.platform() == Platform.LINUX) {
                Files.writeString(
                        file(DemoMachine.UNIVERSITY, machine.name() + ".dpkg.txt"), dpkg());
            } else {
                Files.writeString(
                        file(DemoMachine.UNIVERSITY, machine.name() + ".cdx.json"),
                        cycloneDx(machine));
            }
        }
    }

    private static String cycloneDx(DemoMachine machine) {
        List<String> components = new ArrayList<>();
        for (Program program : programs(machine)) {
            components.add(
                    "    {\"type\": \"application\", \"name\": \""
                            + program.name()
                            + "\", \"version\": \""
                            + program.version()
                            + "\", \"publisher\": \""
                            + program.publisher()
                            + "\"}");
        }
        return "{\n  \"bomFormat\": \"CycloneDX\",\n  \"specVersion\": \"1.4\",\n  \"version\": 1,\n  \"metadata\": {\n"
                + "    \"timestamp\": \""
                + COLLECTED
                + "\",\n    \"component\": {\"type\": \"device\", \"name\": \""
                + machine.name()
                + "\"}\n  },\n  \"components\": [\n"
                + "    {\"type\": \"operating-system\", \"name\": \"Windows\", \"version\": \"10.0.19045\"},\n"
                + String.join(",\n", components)
                + "\n  ]\n}\n";
    }

    private static String dpkg() {
        return """
                Desired=Unknown/Install/Remove/Purge/Hold
                | Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
                |/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
                ||/ Name           Version                 Architecture Description
                +++-==============-=======================-============-=================================
                ii  bash           5.2.15-2+b2             amd64        GNU Bourne Again SHell
                ii  firefox-esr    102.9.0esr-1            amd64        Mozilla Firefox web browser
                ii  liblzma5:amd64 5.4.1-0.2               amd64        XZ-format compression library
                ii  openssh-server 1:9.2p1-2               amd64        secure shell (SSH) server
                """;
    }

    /// A table kept by hand, old for one machine: its columns have German names.
    private void table(List<DemoMachine> machines) throws IOException {
        StringBuilder csv =
                new StringBuilder("Rechner;Software;Version;Hersteller;Betriebssystem;Stand\n");
        for (DemoMachine machine : machines) {
            String day = machine.name().endsWith("05") ? "02.11.2022" : "28.03.2023";
            for (Program program : programs(machine)) {
                csv.append(
                                String.join(
                                        ";",
                                        machine.name(),
                                        program.name(),
                                        program.version(),
                                        program.publisher(),
                                        "Windows",
                                        day))
                        .append('\n');
            }
        }
        Files.writeString(file(DemoMachine.HOSPITAL, "softwareliste.csv"), csv);
    }
}
