package dev.firebreak.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.check.HostsFile.Entry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
    @TempDir Path folder;

    @Test
    void plainLinesAreAddressNameAndMaybeOrganisation() throws IOException {
        assertThat(read("10.0.0.1,PC1\n10.0.0.2,PC2,Stadt X\n").entries())
                .containsExactly(
                        new Entry("10.0.0.1", "PC1", null),
                        new Entry("10.0.0.2", "PC2", "Stadt X"));
    }

    @Test
    void aHeaderMayNameTheColumnsInAnyOrderInGerman() throws IOException {
        assertThat(read("Rechner;Behörde;IP-Adresse\nPC1;Stadt X;10.0.0.1\n").entries())
                .containsExactly(new Entry("10.0.0.1", "PC1", "Stadt X"));
    }

    @Test
    void windowsAndUtf16FilesAreRead() throws IOException {
        Path file = folder.resolve("hosts.csv");
        Files.write(
                file, "10.0.0.1;PC-Köln;Stadt Köln\r\n".getBytes(Charset.forName("windows-1252")));
        assertThat(HostsFile.read(file).entries())
                .containsExactly(new Entry("10.0.0.1", "PC-Köln", "Stadt Köln"));
        Files.write(file, "\ufeff10.0.0.1;PC-Köln\r\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(HostsFile.read(file).entries())
                .containsExactly(new Entry("10.0.0.1", "PC-Köln", null));
    }

    @Test
    void nameBeforeAddressIsUnderstoodAndIpv6Too() throws IOException {
        assertThat(read("PC1,10.0.0.1\n2001:db8::1,PC2\n").entries())
                .containsExactly(
                        new Entry("10.0.0.1", "PC1", null), new Entry("2001:db8::1", "PC2", null));
    }

    @Test
    void aLineThatCannotBeUsedIsNamed() throws IOException {
        HostsFile hosts = read("10.0.0.1,PC1\nnonsense\n10.0.0.3,\n");
        assertThat(hosts.entries()).hasSize(1);
        assertThat(hosts.problems())
                .extracting(problem -> problem.where())
                .containsExactly("line 2", "line 3");
    }

    private HostsFile read(String text) throws IOException {
        Path file = folder.resolve("hosts.csv");
        Files.writeString(file, text);
        return HostsFile.read(file);
    }
}
