package dev.firebreak.app.cli;

import dev.firebreak.app.text.AnswerCsv;
import dev.firebreak.app.text.Language;
import dev.firebreak.app.text.Phrases;
import dev.firebreak.app.text.Terminal;
import dev.firebreak.core.index.IndexView;
import dev.firebreak.core.model.Component;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Prints what came to machines and what went, row by row, so that any number finds room.
final class HistoryRows implements Consumer<IndexView.Change> {
    enum Form {
        TEXT,
        JSON,
        CSV
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintWriter out;
    private final Form form;
    private final Language language;
    private long rows;

    /// @param language of the text form; JSON and CSV have none
    HistoryRows(PrintWriter out, Form form, Language language) {
        this.out = out;
        this.language = language;
        this.form = form;
        switch (form) {
            case TEXT -> {}
            case JSON -> out.print("[");
            case CSV -> out.println("organisation,machine,name,vendor,version,platform,from,until");
        }
    }

    static Form form(boolean json, boolean csv) {
        return json ? Form.JSON : csv ? Form.CSV : Form.TEXT;
    }

    long rows() {
        return rows;
    }

    @Override
    public void accept(IndexView.Change c) {
        Component component = c.component();
        switch (form) {
            case TEXT ->
                    out.println(
                            Terminal.plain(
                                    c.organisation()
                                            + "\t"
                                            + c.asset()
                                            + "\t"
                                            + component.name()
                                            + " "
                                            + text(component.version())
                                            + "\t"
                                            + moment(c.from())
                                            + " - "
                                            + moment(c.until())));
            case JSON -> {
                ObjectNode one = JSON.createObjectNode();
                one.put("organisation", c.organisation().isEmpty() ? null : c.organisation());
                one.put("machine", c.asset()).put("name", component.name());
                one.put("vendor", component.publisher()).put("version", component.version());
                one.put("platform", component.platform().json()).put("from", c.from().toString());
                one.put("until", c.until() == null ? null : c.until().toString());
                out.print(rows == 0 ? "\n" : ",\n");
                out.print(JSON.writeValueAsString(one));
            }
            case CSV ->
                    out.println(
                            String.join(
                                    ",",
                                    AnswerCsv.cell(c.organisation()),
                                    AnswerCsv.cell(c.asset()),
                                    AnswerCsv.cell(component.name()),
                                    AnswerCsv.cell(component.publisher()),
                                    AnswerCsv.cell(component.version()),
                                    component.platform().json(),
                                    c.from().toString(),
                                    text(c.until())));
        }
        rows++;
    }

    private String moment(@Nullable Instant moment) {
        return moment == null
                ? ""
                : language == Language.DE ? Phrases.moment(moment, language) : moment.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    void end() {
        if (form == Form.JSON) {
            out.println("\n]");
        }
        out.flush();
    }
}
