package dev.firebreak.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.gate.compare.Comparison;
import dev.firebreak.gate.examine.Examination;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.judge.Judge;
import dev.firebreak.gate.report.HtmlReport;
import dev.firebreak.gate.report.TextReport;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportsTest {
    @Test
    void aHeldReleaseIsToldVerdictFirstThenWhyThenWhatToDo() throws IOException {
        Examination e = examine("new-dll.msi", "old.msi");
        String text = TextReport.print(e, false, false, false);
        assertThat(text).startsWith("HOLD  new-dll.msi\nDo not roll it out yet:");
        assertThat(text)
                .containsSubsequence(
                        "\nHigh  ",
                        "What to do now:",
                        "gate waive --sha256 " + e.now().sha256(),
                        "\nExamined: new-dll.msi",
                        "\nEarlier:  old.msi");
        String page = HtmlReport.print(e, true, false);
        assertThat(page)
                .contains("<html lang=\"de\">")
                .containsSubsequence(
                        "ZURÜCKHALTEN (HOLD)",
                        "<h2>Befunde</h2>",
                        "<h3>Schwer: ",
                        "<code lang=\"en\">",
                        "<h2>Was jetzt zu tun ist</h2>",
                        "<h2>Was geprüft wurde</h2>",
                        "<h2>Hinweise</h2>");
    }

    @Test
    void anHonestUpdateHasNoWaiverToAskFor() throws IOException {
        String text = TextReport.print(examine("new-honest.msi", "old.msi"), true, false, false);
        assertThat(text)
                .startsWith(
                        "FREIGEBEN (RELEASE)  new-honest.msi\nIm Inhalt spricht nichts dagegen.")
                .contains("Was jetzt zu tun ist:")
                .doesNotContain("waive");
    }

    @Test
    void aFirstReleaseIsToldThatAComparisonIsMissing() throws IOException {
        Examination e = examine("new-honest.msi", null);
        assertThat(TextReport.print(e, false, false, false)).contains("(--against)");
        assertThat(HtmlReport.print(e, false, false))
                .contains("(--against)")
                .doesNotContain("Compared with");
    }

    private static Examination examine(String name, @Nullable String before) throws IOException {
        ReleaseFacts now = Releases.read(name, Releases.fixture(name));
        ReleaseFacts old = before == null ? null : Releases.read(before, Releases.fixture(before));
        return new Examination(
                now, old, Judge.judge(Comparison.of(now, old), List.of(), List.of()));
    }
}
