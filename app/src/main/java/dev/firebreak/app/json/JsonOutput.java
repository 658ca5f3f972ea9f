package dev.firebreak.app.json;

import dev.firebreak.core.model.Indicator;
import dev.firebreak.core.model.Problem;
import dev.firebreak.core.model.Question;
import dev.firebreak.core.model.Reason;
import dev.firebreak.core.model.Span;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// The pieces that both documents share.
final class JsonOutput {
    // Whoever opened the writer closes it: standard output must stay open after the document.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonOutput() {}

    static JsonGenerator generator(Writer out) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));
        return FACTORY.createGenerator(
                new ObjectWriteContext.Base() {
                    @Override
                    public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                        return printer;
                    }
                },
                out);
    }

    static void string(JsonGenerator json, String name, @Nullable Object value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }

    static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    static void spans(JsonGenerator json, List<Span> spans) {
        json.writeArrayPropertyStart("spans");
        for (Span span : spans) {
            json.writeStartObject();
            json.writeStringProperty("source", span.source());
            if (span.start() >= 0) {
                json.writeNumberProperty("start", span.start());
                json.writeNumberProperty("end", span.end());
            }
            if (!span.where().isEmpty()) {
                json.writeStringProperty("where", span.where());
            }
            json.writeStringProperty("text", span.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void reasons(JsonGenerator json, String name, List<Reason> reasons, String language) {
        json.writeArrayPropertyStart(name);
        for (Reason reason : reasons) {
            json.writeStartObject();
            json.writeStringProperty("code", reason.code());
            json.writeStringProperty("text", reason.text(language));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void questions(JsonGenerator json, List<Question> questions, String language) {
        json.writeArrayPropertyStart("questions");
        for (Question question : questions) {
            json.writeStartObject();
            json.writeStringProperty("code", question.code());
            json.writeStringProperty(
                    "text", language.equals("de") ? question.german() : question.english());
            strings(json, "options", question.options());
            spans(json, question.spans());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void problems(JsonGenerator json, String name, List<Problem> problems) {
        json.writeArrayPropertyStart(name);
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringProperty("source", problem.source());
            json.writeStringProperty("where", problem.where());
            json.writeStringProperty("reason", problem.reason());
            json.writeStringProperty(
                    "severity", problem.severity().name().toLowerCase(java.util.Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Members of an indicator inside an object that the caller has begun.
    static void indicator(JsonGenerator json, Indicator indicator) {
        json.writeStringProperty("type", indicator.type().json());
        json.writeStringProperty("value", indicator.value());
        if (indicator.validFrom() != null) {
            json.writeStringProperty("validFrom", indicator.validFrom().toString());
        }
        if (indicator.validUntil() != null) {
            json.writeStringProperty("validUntil", indicator.validUntil().toString());
        }
        json.writeStringProperty("certainty", indicator.certainty().json());
        if (!indicator.description().isEmpty()) {
            json.writeStringProperty("description", indicator.description());
        }
    }
}
