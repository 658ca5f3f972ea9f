package dev.firebreak.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.ObservableType;
import dev.firebreak.core.model.Span;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void controlCharactersOfAnInputNeverReachTheTerminal() {
        assertThat(Terminal.plain("a\u001b[2Jb\u0007c\u202ed")).isEqualTo("a·[2Jb·c·d");
    }

    @Test
    void withoutColoursNoEscapeSequenceIsPrinted() {
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), false);
        terminal.heading("Ü");
        terminal.flush();
        assertThat(out.toString().strip()).isEqualTo("Ü");
    }

    @Test
    void indicatorsArePrintedSoThatNothingTurnsThemIntoALink() {
        assertThat(defang(ObservableType.DOMAIN, "www.evil.example"))
                .isEqualTo("www.evil[.]example");
        assertThat(defang(ObservableType.URL, "https://evil.example/a.b"))
                .isEqualTo("hxxps://evil[.]example/a.b");
        assertThat(defang(ObservableType.IPV4, "192.0.2.1")).isEqualTo("192.0.2[.]1");
        assertThat(defang(ObservableType.FILENAME, "ffmpeg.dll")).isEqualTo("ffmpeg.dll");
    }

    @Test
    void aCellThatASpreadsheetWouldRunIsMadeText() {
        assertThat(AnswerCsv.cell("=cmd()")).isEqualTo("'=cmd()");
        assertThat(AnswerCsv.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(AnswerCsv.cell(null)).isEmpty();
    }

    private static String defang(ObservableType type, String value) {
        return Indicator.of(type, value, Span.field("w", "", value)).defanged();
    }
}
