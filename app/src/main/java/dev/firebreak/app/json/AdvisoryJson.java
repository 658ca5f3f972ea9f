package dev.firebreak.app.json;

import dev.firebreak.core.model.Advisory;
import dev.firebreak.core.model.Fact;
import dev.firebreak.core.model.Identifier;
import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.ProductStatement;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Status;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/// What `read --json` prints: docs/reference/read.schema.json.
public final class AdvisoryJson {
    /// Version of the document; it changes when a reader of the old one could misread the new one.
    public static final String VERSION = "1";

    private AdvisoryJson() {}

    /// @param language of questions, `en` or `de`
    public static void write(List<Advisory> advisories, String language, Writer out) {
        try (JsonGenerator json = JsonOutput.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("schemaVersion", VERSION);
            documents(json, advisories);
            statements(json, "affected", advisories, Status.AFFECTED);
            statements(json, "notAffected", advisories, Status.NOT_AFFECTED);
            statements(json, "fixed", advisories, Status.FIXED);
            statements(json, "underInvestigation", advisories, Status.UNDER_INVESTIGATION);
            json.writeArrayPropertyStart("indicators");
            for (Advisory advisory : advisories) {
                for (Indicator indicator : advisory.indicators()) {
                    json.writeStartObject();
                    JsonOutput.indicator(json, indicator);
                    JsonOutput.spans(json, indicator.spans());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            facts(json, advisories);
            List<Question> questions = new ArrayList<>();
            List<Problem> problems = new ArrayList<>();
            for (Advisory advisory : advisories) {
                questions.addAll(advisory.questions());
                problems.addAll(advisory.problems());
            }
            JsonOutput.questions(json, questions, language);
            JsonOutput.problems(json, "omitted", problems);
            json.writeEndObject();
        }
    }

    private static void documents(JsonGenerator json, List<Advisory> advisories) {
        json.writeArrayPropertyStart("documents");
        for (Advisory advisory : advisories) {
            json.writeStartObject();
            summary(json, advisory);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Members that say which document this is.
    static void summary(JsonGenerator json, Advisory advisory) {
        json.writeStringProperty("source", advisory.source());
        json.writeStringProperty("format", advisory.format());
        JsonOutput.string(json, "id", advisory.id());
        JsonOutput.string(json, "revision", advisory.revision());
        json.writeStringProperty("title", advisory.title());
        JsonOutput.string(json, "publisher", advisory.publisher());
        JsonOutput.string(json, "language", advisory.language());
        JsonOutput.string(json, "tlp", advisory.tlp() == null ? null : advisory.tlp().label());
        JsonOutput.string(json, "published", advisory.published());
    }

    private static void statements(
            JsonGenerator json, String name, List<Advisory> advisories, Status status) {
        json.writeArrayPropertyStart(name);
        for (Advisory advisory : advisories) {
            for (ProductStatement statement : advisory.statements()) {
                if (statement.status() == status) {
                    json.writeStartObject();
                    statement(json, statement);
                    JsonOutput.spans(json, statement.spans());
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
    }

    /// Members of a statement inside an object that the caller has begun.
    static void statement(JsonGenerator json, ProductStatement statement) {
        json.writeStringProperty("product", statement.product().name());
        JsonOutput.string(json, "vendor", statement.product().vendor());
        json.writeStringProperty("platform", statement.platform().json());
        JsonOutput.strings(json, "versions", statement.versions());
        JsonOutput.strings(
                json,
                "ranges",
                statement.ranges().stream().map(range -> range.vers(statement.scheme())).toList());
        JsonOutput.strings(json, "aliases", statement.product().aliases());
        JsonOutput.strings(json, "identifiers", identifiers(statement.product().identifiers()));
        json.writeStringProperty("certainty", statement.certainty().json());
    }

    static List<String> identifiers(List<Identifier> identifiers) {
        return identifiers.stream()
                .flatMap(
                        one ->
                                Stream.of(
                                        one.type().name().toLowerCase(Locale.ROOT)
                                                + ":"
                                                + one.value()))
                .toList();
    }

    private static void facts(JsonGenerator json, List<Advisory> advisories) {
        json.writeArrayPropertyStart("facts");
        for (Advisory advisory : advisories) {
            for (Fact fact : advisory.facts()) {
                json.writeStartObject();
                json.writeStringProperty("type", fact.type().json());
                json.writeStringProperty("value", fact.value());
                json.writeStringProperty("certainty", fact.certainty().json());
                JsonOutput.spans(json, List.of(fact.span()));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
