package dev.firebreak.app.json;

import dev.firebreak.core.answer.Answer;
import dev.firebreak.core.answer.AssetAnswer;
import dev.firebreak.core.answer.Coverage;
import dev.firebreak.core.answer.Finding;
import dev.firebreak.core.answer.LogSpan;
import dev.firebreak.core.answer.Tally;
import dev.firebreak.core.model.Component;
import dev.firebreak.core.model.Evidence;
import dev.firebreak.core.model.Sighting;
import dev.firebreak.core.model.Verdict;
import java.io.Writer;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// What `check --json` and `ask --json` print: docs/reference/check.schema.json.
public final class AnswerJson {
    /// Version of the document; it changes when a reader of the old one could misread the new one.
    public static final String VERSION = "1";

    private AnswerJson() {}

    /// @param language of reasons and questions, `en` or `de`
    public static void write(Answer answer, String language, Writer out) {
        try (JsonGenerator json = JsonOutput.generator(out)) {
            json.writeStartObject();
            json.writeStringProperty("schemaVersion", VERSION);
            json.writeStringProperty("asOf", answer.asOf().toString());
            json.writeArrayPropertyStart("warnings");
            answer.advisories()
                    .forEach(
                            advisory -> {
                                json.writeStartObject();
                                AdvisoryJson.summary(json, advisory);
                                json.writeEndObject();
                            });
            json.writeEndArray();
            json.writeObjectPropertyStart("counts");
            for (Verdict verdict : Verdict.values()) {
                json.writeNumberProperty(verdict.name(), answer.count(verdict));
            }
            json.writeEndObject();
            tally(json, answer.tally(), language);
            json.writeArrayPropertyStart("assets");
            answer.assets().forEach(asset -> asset(json, asset, language));
            json.writeEndArray();
            json.writeArrayPropertyStart("findings");
            answer.findings().forEach(finding -> finding(json, finding, language));
            json.writeEndArray();
            coverage(json, answer.coverage(), language);
            json.writeArrayPropertyStart("suppressed");
            for (Answer.Suppressed one : answer.suppressed()) {
                json.writeStartObject();
                JsonOutput.indicator(json, one.indicator());
                json.writeStringProperty("list", one.list());
                json.writeStringProperty("code", one.reason().code());
                json.writeStringProperty("reason", one.reason().text(language));
                JsonOutput.spans(json, one.indicator().spans());
                json.writeEndObject();
            }
            json.writeEndArray();
            JsonOutput.reasons(json, "disagreements", answer.disagreements(), language);
            JsonOutput.questions(json, answer.questions(), language);
            JsonOutput.problems(json, "omitted", answer.omitted());
            json.writeNumberProperty("exitCode", answer.exitCode());
            json.writeEndObject();
        }
    }

    private static void tally(JsonGenerator json, Tally tally, String language) {
        json.writeArrayPropertyStart("organisations");
        for (Tally.OfOne one : tally.organisations()) {
            json.writeStartObject();
            JsonOutput.string(json, "organisation", one.name());
            json.writeNumberProperty("assets", one.machines());
            for (Verdict verdict : Verdict.values()) {
                json.writeNumberProperty(verdict.name(), one.verdicts().getOrDefault(verdict, 0L));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("unlisted");
        json.writeNumberProperty("assets", tally.unlisted());
        json.writeArrayPropertyStart("reasons");
        for (Tally.Because because : tally.because()) {
            json.writeStartObject();
            json.writeStringProperty("verdict", because.verdict().name());
            json.writeStringProperty("code", because.reason().code());
            json.writeStringProperty("text", because.reason().text(language));
            json.writeNumberProperty("assets", because.machines());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void asset(JsonGenerator json, AssetAnswer asset, String language) {
        json.writeStartObject();
        json.writeStringProperty("asset", asset.asset());
        JsonOutput.string(json, "organisation", asset.organisation());
        json.writeStringProperty("platform", asset.platform().json());
        verdict(json, asset.verdicts());
        JsonOutput.reasons(json, "reasons", asset.reasons(), language);
        json.writeEndObject();
    }

    /// One verdict as a word, several as a list of words.
    private static void verdict(JsonGenerator json, Set<Verdict> verdicts) {
        if (verdicts.size() == 1) {
            json.writeStringProperty("verdict", verdicts.iterator().next().name());
        } else {
            JsonOutput.strings(json, "verdict", verdicts.stream().map(Verdict::name).toList());
        }
    }

    private static void finding(JsonGenerator json, Finding finding, String language) {
        json.writeStartObject();
        json.writeStringProperty("id", finding.id());
        json.writeStringProperty("verdict", finding.verdict().name());
        json.writeStringProperty("asset", finding.asset());
        JsonOutput.string(json, "organisation", finding.organisation());
        switch (finding) {
            case Finding.Installed installed -> installed(json, installed);
            case Finding.Contact contact -> contact(json, contact);
        }
        JsonOutput.reasons(json, "reasons", finding.reasons(), language);
        json.writeEndObject();
    }

    private static void installed(JsonGenerator json, Finding.Installed installed) {
        json.writeStringProperty("kind", "installed");
        Component component = installed.component();
        json.writeObjectPropertyStart("component");
        json.writeStringProperty("name", component.name());
        JsonOutput.string(json, "publisher", component.publisher());
        JsonOutput.string(json, "version", component.version());
        json.writeStringProperty("platform", component.platform().json());
        JsonOutput.strings(json, "identifiers", AdvisoryJson.identifiers(component.identifiers()));
        json.writeStringProperty("source", installed.source());
        json.writeNumberProperty("line", installed.line());
        json.writeEndObject();
        json.writeObjectPropertyStart("statement");
        AdvisoryJson.statement(json, installed.statement());
        json.writeStringProperty("warning", installed.warning());
        json.writeEndObject();
        json.writeStringProperty("identity", installed.identity());
    }

    private static void contact(JsonGenerator json, Finding.Contact contact) {
        Sighting sighting = contact.sighting();
        json.writeStringProperty("kind", "contact");
        json.writeObjectPropertyStart("indicator");
        JsonOutput.indicator(json, contact.indicator());
        json.writeEndObject();
        json.writeStringProperty("value", sighting.value());
        json.writeStringProperty("host", sighting.host());
        JsonOutput.string(json, "first", sighting.first());
        JsonOutput.string(json, "last", sighting.last());
        json.writeNumberProperty("count", sighting.count());
        json.writeArrayPropertyStart("evidence");
        for (Evidence evidence : sighting.evidence()) {
            json.writeStartObject();
            json.writeStringProperty("source", evidence.source());
            json.writeNumberProperty("offset", evidence.offset());
            json.writeStringProperty("line", evidence.line());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void coverage(JsonGenerator json, Coverage coverage, String language) {
        json.writeObjectPropertyStart("coverage");
        json.writeNumberProperty("assets", coverage.assets());
        json.writeNumberProperty("withInventory", coverage.withInventory());
        json.writeNumberProperty("staleInventory", coverage.staleInventory());
        json.writeNumberProperty("inLogs", coverage.inLogs());
        JsonOutput.string(json, "inventoryOldest", coverage.inventoryOldest());
        JsonOutput.string(json, "inventoryNewest", coverage.inventoryNewest());
        json.writeNumberProperty("logSources", coverage.logs().sources());
        if (coverage.logs().lines() == LogSpan.LINES_UNKNOWN) {
            json.writeNullProperty("logLines");
        } else {
            json.writeNumberProperty("logLines", coverage.logs().lines());
        }
        JsonOutput.string(json, "logFirst", coverage.logs().first());
        JsonOutput.string(json, "logLast", coverage.logs().last());
        json.writeNumberProperty("logDays", coverage.logs().days().size());
        JsonOutput.strings(
                json,
                "missingDays",
                coverage.missingDays().stream().map(Object::toString).toList());
        JsonOutput.string(json, "periodFrom", coverage.periodFrom());
        JsonOutput.string(json, "periodUntil", coverage.periodUntil());
        JsonOutput.reasons(json, "notes", coverage.notes(), language);
        json.writeEndObject();
    }
}
