package dev.firebreak.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.core.match.SightingCollector;
import dev.firebreak.core.model.Problem;
import dev.firebreak.formats.Warnings;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every sentence that a reader can say about an input has its German: the sentences are found in the compiled readers, so
/// that a new one without German fails here.
class ProblemTextTest {
    private static final Translations GERMAN = Translations.of("problems.de.txt");

    /// The methods through which readers tell problems, by the class they belong to.
    private static final Map<String, Set<String>> TELLS =
            Map.of(
                    "dev/firebreak/core/model/Problem", Set.of("<init>"),
                    "dev/firebreak/formats/inventory/InventoryRun",
                            Set.of("note", "partial", "flaw", "lost", "changesOnly"),
                    "dev/firebreak/formats/fields/AdvisoryDraft",
                            Set.of("note", "problem", "partial"),
                    "dev/firebreak/formats/log/Problems", Set.of("note", "partial", "lost"),
                    "dev/firebreak/formats/log/Output", Set.of("broken", "remark"),
                    "dev/firebreak/formats/table/CsvReader$Faults", Set.of("fault"),
                    "dev/firebreak/core/join/FindingSink", Set.of("refused"),
                    "dev/firebreak/core/match/IndicatorSet", Set.of("unusable"),
                    "dev/firebreak/formats/inventory/ProblemFolder", Set.of("add"));

    /// Texts of those methods that are no reasons: places, details, words of other texts.
    private static final Set<String> NO_REASONS =
            Set.of(
                    "line {}",
                    "{} {}",
                    "\"{}\" {}",
                    "offset {}",
                    "line {}, offset {}",
                    "attachment {}",
                    "part {}",
                    "External analysis",
                    "#time format: local",
                    "install ok installed",
                    " ({} bytes)",
                    "; this line ends here",
                    "; what follows is left out");

    @Test
    void every_reason_of_a_reader_has_its_german() throws Exception {
        Map<String, String> sentences = new TreeMap<>();
        for (Class<?> module : List.of(Warnings.class, SightingCollector.class)) {
            sentences.putAll(sentences(module));
        }
        assertThat(sentences).as("sentences found in the readers").hasSizeGreaterThan(150);
        sentences.keySet().removeIf(s -> NO_REASONS.contains(s) || s.endsWith("?"));
        sentences.keySet().removeIf(s -> GERMAN.knows(s) || bilingual(sentences.get(s)));
        assertThat(sentences)
                .as("English reasons without German, and where they are made")
                .isEmpty();
    }

    /// The validator of CSAF prints its own findings; questions and reasons of identity stand in both languages where they
    /// are made.
    private static boolean bilingual(String method) {
        return method.contains("Tests.")
                || method.startsWith("JsonSchema.")
                || method.startsWith("DraftNotes.")
                || method.startsWith("Reasons.")
                || method.equals("KevReader.read");
    }

    @Test
    void every_german_sentence_uses_what_the_english_one_fills_in() {
        for (List<String> pair : GERMAN.all()) {
            long english = pair.get(0).chars().filter(c -> c == '{').count();
            List<String> holes =
                    java.util.regex.Pattern.compile("\\{(\\d?)}")
                            .matcher(pair.get(1))
                            .results()
                            .map(m -> m.group(1))
                            .toList();
            assertThat((long) holes.size()).as(pair.toString()).isEqualTo(english);
            assertThat(holes.stream().filter(h -> !h.isEmpty()))
                    .as(pair.toString())
                    .allMatch(h -> Integer.parseInt(h) >= 1 && Integer.parseInt(h) <= english);
        }
    }

    @Test
    void a_reason_within_a_reason_is_german_as_well() {
        assertThat(
                        ProblemText.reason(
                                "a line that is no package of dpkg -l is left out (12 more like this, the last one here)",
                                Language.DE))
                .isEqualTo(
                        "eine Zeile, die kein Paket von dpkg -l ist, wird ausgelassen (12 weitere dieser Art, die letzte hier)");
        assertThat(ProblemText.reason("cannot be read: gzip data ends early", Language.DE))
                .isEqualTo("kann nicht gelesen werden: die gzip-Daten enden vorzeitig");
    }

    @Test
    void what_nobody_has_translated_stays_as_it_is() {
        assertThat(ProblemText.reason("some other sentence", Language.DE))
                .isEqualTo("some other sentence");
        assertThat(ProblemText.reason("the file is empty", Language.EN))
                .isEqualTo("the file is empty");
    }

    @Test
    void a_problem_is_one_line_with_its_place() {
        Problem problem =
                new Problem(
                        "command line", "line 3", "not a date: $1\\0", Problem.Severity.PARTIAL);
        assertThat(ProblemText.line(problem, Language.DE))
                .isEqualTo("Befehlszeile, Zeile 3: kein Datum: $1\\0");
    }

    /// The sentences of one module, each with the method that makes it.
    private static Map<String, String> sentences(Class<?> of)
            throws IOException, URISyntaxException {
        URI place = of.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path file = Path.of(place);
        if (Files.isDirectory(file)) {
            return sentences(file);
        }
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            return sentences(jar.getPath("/"));
        }
    }

    private static Map<String, String> sentences(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        List<Path> classes;
        try (Stream<Path> all = Files.walk(root)) {
            classes = all.filter(p -> p.toString().endsWith(".class")).toList();
        }
        for (Path p : classes) {
            ClassModel model = ClassFile.of().parse(Files.readAllBytes(p));
            String name = model.thisClass().asInternalName();
            for (MethodModel m : model.methods()) {
                m.code()
                        .ifPresent(
                                code ->
                                        texts(code, name.endsWith("/Recogniser"))
                                                .forEach(
                                                        t ->
                                                                found.put(
                                                                        t,
                                                                        name.substring(
                                                                                        name
                                                                                                        .lastIndexOf(
                                                                                                                '/')
                                                                                                + 1)
                                                                                + "."
                                                                                + m.methodName()
                                                                                        .stringValue())));
            }
        }
        return found;
    }

    /// The constant texts of a method that tells a problem, if they look like sentences.
    ///
    /// @param all whether the class tells nothing else, so that a sentence may also be returned
    private static List<String> texts(CodeModel code, boolean all) {
        List<String> texts = new ArrayList<>();
        boolean tells = all;
        for (var element : code) {
            switch (element) {
                case ConstantInstruction c when c.constantValue() instanceof String s ->
                        texts.add(s);
                case InvokeDynamicInstruction d
                        when d.name().equalsString("makeConcatWithConstants") ->
                        texts.add(d.bootstrapArgs().getFirst().toString().replace("\u0001", "{}"));
                case InvokeInstruction i ->
                        tells |=
                                TELLS.getOrDefault(i.owner().asInternalName(), Set.of())
                                        .contains(i.name().stringValue());
                default -> {}
            }
        }
        return tells ? texts.stream().filter(ProblemTextTest::isSentence).toList() : List.of();
    }

    private static boolean isSentence(String text) {
        return text.matches("(?s).*[a-z}\"'] [a-z{\"'].*");
    }

    /// Patterns with several holes would try without end how to part such a text.
    @Test
    void a_value_of_any_length_in_a_sentence_is_taken_over() {
        String value = " at of {} line  character: is no, and is".repeat(20_000);
        assertThat(
                        GERMAN.german(
                                "a date cannot be read with certainty, the file's own time is used: "
                                        + value))
                .isEqualTo(
                        "ein Datum kann nicht sicher gelesen werden, es gilt die Zeit der Datei: "
                                + value);
        assertThat(GERMAN.german("no sentence: " + value)).contains(value);
    }
}
