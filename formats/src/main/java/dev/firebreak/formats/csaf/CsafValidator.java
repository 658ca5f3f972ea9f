package dev.firebreak.formats.csaf;

import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.json.Json;
import dev.firebreak.formats.json.JsonDocument;
import dev.firebreak.formats.json.JsonReader;
import dev.firebreak.formats.json.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tests CSAF 2.0 documents against the JSON schema and the tests of section 6 of the standard.
///
/// For 2.0 every mandatory test (6.1) is there, and of the optional (6.2) and informative ones (6.3) all that need
/// neither a network nor a dictionary. A 2.1 document is held against its schema and those tests that it shares with 2.0;
/// [Result#notChecked()] says what is left.
public final class CsafValidator {
    /// Something a test found.
    ///
    /// @param test number of the test in the standard, `6.1.1`; `schema` for the JSON schema
    /// @param pointer where, as a JSON pointer
    public record Finding(String test, String pointer, String message) {}

    /// What all tests found.
    ///
    /// @param errors of the schema and the mandatory tests; the document is valid if there are none
    /// @param warnings of the optional tests
    /// @param notes of the informative tests
    /// @param notChecked numbers of tests, or parts of the schema, that were not carried out
    public record Result(
            List<Finding> errors,
            List<Finding> warnings,
            List<Finding> notes,
            List<String> notChecked) {
        public Result {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
            notChecked = List.copyOf(notChecked);
        }

        public boolean isValid() {
            return errors.isEmpty();
        }
    }

    private static final List<String> NOT_CHECKED_20 = List.of("6.3.6", "6.3.7", "6.3.8");
    private static final List<String> NOT_CHECKED_21 =
            List.of(
                    "schema: CVSS 4.0 and SSVC objects and extensions",
                    "6.1.9 and 6.1.10 for CVSS 4.0",
                    "6.1.27.12 and later profile tests",
                    "6.1.37 and later tests that 2.1 adds, except those named in the reference",
                    "6.2 and 6.3 tests that 2.1 adds");

    private CsafValidator() {}

    /// The schemas are loaded when the first document is validated: reading a warning does not need them.
    private static final class Schemas {
        static final JsonSchema CSAF_20;
        static final JsonSchema CSAF_21;

        static {
            JsonSchema v2 = JsonSchema.of(text("cvss-v2.0.json"), Map.of());
            JsonSchema v30 = JsonSchema.of(text("cvss-v3.0.json"), Map.of());
            JsonSchema v31 = JsonSchema.of(text("cvss-v3.1.json"), Map.of());
            Map<String, JsonSchema> cvss =
                    Map.of(
                            "https://www.first.org/cvss/cvss-v2.0.json", v2,
                            "https://www.first.org/cvss/cvss-v3.0.json", v30,
                            "https://www.first.org/cvss/cvss-v3.1.json", v31);
            CSAF_20 = JsonSchema.of(text("csaf-2.0.json"), cvss);
            CSAF_21 = JsonSchema.of(text("csaf-2.1.json"), cvss);
        }
    }

    static String text(String resource) {
        try (InputStream in = CsafValidator.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + resource, e);
        }
    }

    /// Tests a document given as text. Text that is no JSON gives errors of the test `schema`.
    public static Result validate(String text) {
        JsonDocument json = JsonReader.readStrictly("document", text);
        ArrayList<Finding> broken = new ArrayList<>();
        for (Problem problem : json.problems()) {
            broken.add(new Finding("schema", problem.where(), problem.reason()));
        }
        if (json.roots().size() != 1) {
            broken.add(
                    new Finding(
                            "schema", "", "the text holds " + json.roots().size() + " documents"));
            return new Result(broken, List.of(), List.of(), List.of());
        }
        Result result = validate(json.roots().getFirst());
        broken.addAll(result.errors());
        return new Result(broken, result.warnings(), result.notes(), result.notChecked());
    }

    /// Tests a document.
    public static Result validate(Json root) {
        CsafDocument document = new CsafDocument(root);
        boolean version21 = document.isVersion21();
        JsonSchema schema = version21 ? Schemas.CSAF_21 : Schemas.CSAF_20;
        Findings errors = new Findings();
        schema.check(root)
                .forEach(v -> errors.add(isCvss(v) ? "6.1.8" : "schema", v.pointer(), v.message()));
        ProductTests.run(document, errors);
        TrackingTests.run(document, errors);
        VulnerabilityTests.run(document, errors);
        ProfileTests.run(document, errors);
        Findings warnings = new Findings();
        OptionalTests.run(document, schema, warnings);
        Findings notes = new Findings();
        InformativeTests.run(document, notes);
        return new Result(
                errors.list(),
                warnings.list(),
                notes.list(),
                version21 ? NOT_CHECKED_21 : NOT_CHECKED_20);
    }

    /// What breaks the schema of a CVSS object is mandatory test 6.1.8.
    private static boolean isCvss(JsonSchema.Violation violation) {
        return violation
                .pointer()
                .matches(
                        "/vulnerabilities/\\d+/(?:scores/\\d+|metrics/\\d+/content)/cvss_v[234].*");
    }
}
