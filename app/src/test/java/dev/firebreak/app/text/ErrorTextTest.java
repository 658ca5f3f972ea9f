package dev.firebreak.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.check.UnusableInputException;
import dev.firebreak.core.index.Index;
import dev.firebreak.formats.table.ColumnMap;
import dev.firebreak.gate.hold.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What commands cannot do is said in German as well: the messages of the exceptions that end a command are found in the
/// compiled classes, so that a new one without German fails here.
class ErrorTextTest {
    private static final Translations GERMAN = Translations.of("problems.de.txt", "errors.de.txt");

    /// Exceptions whose message is printed for a person.
    private static final Set<String> TOLD =
            Set.of(
                    "picocli/CommandLine$ParameterException",
                    "picocli/CommandLine$TypeConversionException",
                    "dev/firebreak/app/check/UnusableInputException",
                    "dev/firebreak/app/cluster/ClusterException",
                    "java/io/IOException",
                    "java/nio/file/NoSuchFileException",
                    "java/lang/IllegalArgumentException");

    /// Messages for programmers: nobody who uses the commands as they are can meet them.
    private static final Set<String> FOR_PROGRAMMERS =
            Set.of(
                    "no command {}",
                    "no setting of this name: {}",
                    "entry too long: {}, {}",
                    "a memory of less than 4 MB",
                    "more than 200 arguments",
                    "neither option nor parameter",
                    "a machine that is named for {}");

    @Test
    void everyMessageThatEndsACommandHasItsGerman() throws Exception {
        Map<String, String> messages = new TreeMap<>();
        messages(
                UnusableInputException.class,
                List.of(
                        "app/cli",
                        "app/check",
                        "app/memory",
                        "app/gate",
                        "app/ship",
                        "app/cluster",
                        "app/server/ServerSettings",
                        "app/server/BackupRun",
                        "app/store/Backup",
                        "app/store/EmbeddedPostgres",
                        "app/store/PostgresPrograms",
                        "app/store/UnprivilegedUser",
                        "app/store/SupervisedServer"),
                messages);
        messages(Index.class, List.of("core/index"), messages);
        messages(ColumnMap.class, List.of("formats/table/ColumnMap"), messages);
        messages(Ledger.class, List.of("gate/hold"), messages);
        assertThat(messages).as("messages found").hasSizeGreaterThan(80);
        messages.keySet().removeAll(FOR_PROGRAMMERS);
        messages.keySet().removeIf(ErrorTextTest::isGerman);
        assertThat(messages).as("English messages without German, and where they are").isEmpty();
    }

    private static boolean isGerman(String message) {
        return GERMAN.knows(message) || !ProblemText.message(message, Language.DE).equals(message);
    }

    @Test
    void everyGermanSentenceUsesWhatTheEnglishOneFillsIn() {
        List<String> lines = Translations.lines("errors.de.txt");
        for (int i = 0; i < lines.size(); i += 2) {
            long holes = lines.get(i).chars().filter(c -> c == '{').count();
            List<String> german =
                    java.util.regex.Pattern.compile("\\{(\\d?)}")
                            .matcher(lines.get(i + 1))
                            .results()
                            .map(m -> m.group(1))
                            .toList();
            assertThat((long) german.size()).as(lines.get(i)).isLessThanOrEqualTo(holes);
            assertThat(german.stream().filter(h -> !h.isEmpty()))
                    .as(lines.get(i))
                    .allMatch(h -> Integer.parseInt(h) >= 1 && Integer.parseInt(h) <= holes);
        }
    }

    @Test
    void whatTheSystemTellsByABareNameIsASentence() {
        assertThat(ErrorText.of(new NoSuchFileException("w.txt"), Language.EN))
                .isEqualTo("w.txt: no such file or folder");
        assertThat(ErrorText.of(new NoSuchFileException("w.txt"), Language.DE))
                .isEqualTo(
                        "w.txt: Diese Datei oder diesen Ordner gibt es nicht. Bitte prüfen Sie den Pfad.");
        assertThat(ErrorText.of(new AccessDeniedException("w.txt"), Language.DE))
                .isEqualTo("w.txt: Zugriff verweigert, bitte prüfen Sie die Rechte");
        assertThat(
                        ErrorText.of(
                                new FileSystemException("o.html", null, "No space left on device"),
                                Language.DE))
                .isEqualTo("o.html: kein Platz mehr auf dem Datenträger");
        assertThat(
                        ErrorText.of(
                                new UncheckedIOException(new IOException("Is a directory")),
                                Language.DE))
                .isEqualTo("ein Ordner, keine Datei");
        assertThat(ErrorText.of(new IOException(), Language.DE)).isEqualTo("IOException");
    }

    @Test
    void whatAMessageIsAboutMayStandBeforeIt() {
        assertThat(
                        ProblemText.message(
                                "--since C:\\gestern: write a day as 2023-03-22 or 22.03.2023",
                                Language.DE))
                .isEqualTo(
                        "--since C:\\gestern: Bitte schreiben Sie einen Tag wie 22.03.2023 oder 2023-03-22.");
        assertThat(
                        ProblemText.message(
                                "w: 1.xlsx: cannot be read: gzip data ends early", Language.DE))
                .isEqualTo("w: 1.xlsx kann nicht gelesen werden: die gzip-Daten enden vorzeitig");
        assertThat(ProblemText.message("something: else: entirely", Language.DE))
                .isEqualTo("something: else: entirely");
    }

    private static void messages(Class<?> of, List<String> below, Map<String, String> found)
            throws Exception {
        URI place = of.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path file = Path.of(place);
        if (Files.isDirectory(file)) {
            messages(file, below, found);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(file)) {
            messages(jar.getPath("/"), below, found);
        }
    }

    private static void messages(Path root, List<String> below, Map<String, String> found)
            throws IOException {
        List<Path> classes;
        try (Stream<Path> all = Files.walk(root)) {
            classes =
                    all.filter(p -> p.toString().endsWith(".class"))
                            .filter(
                                    p ->
                                            below.stream()
                                                    .anyMatch(
                                                            b ->
                                                                    root.relativize(p)
                                                                            .toString()
                                                                            .replace('\\', '/')
                                                                            .startsWith(
                                                                                    "dev/firebreak/"
                                                                                            + b)))
                            .toList();
        }
        for (Path p : classes) {
            ClassModel model = ClassFile.of().parse(Files.readAllBytes(p));
            for (MethodModel m : model.methods()) {
                messages(model.thisClass().asInternalName(), m, found);
            }
        }
    }

    /// The text that is handed to an exception right before it is made; one that a call has made meanwhile is none of these.
    private static void messages(String type, MethodModel method, Map<String, String> found) {
        method.code()
                .ifPresent(
                        code -> {
                            String last = null;
                            for (var element : code) {
                                switch (element) {
                                    case ConstantInstruction c
                                            when c.constantValue() instanceof String s ->
                                            last = s;
                                    case InvokeDynamicInstruction d ->
                                            last =
                                                    d.name().equalsString("makeConcatWithConstants")
                                                            ? d.bootstrapArgs()
                                                                    .getFirst()
                                                                    .toString()
                                                                    .replace("\u0001", "{}")
                                                            : null;
                                    case InvokeInstruction i -> {
                                        if (last != null
                                                && TOLD.contains(i.owner().asInternalName())
                                                && i.name().equalsString("<init>")
                                                && !isBilingual(i)
                                                && last.replaceFirst("^--[a-z-]+", "")
                                                        .matches("(?s).*[a-z]{2}.*")) {
                                            found.put(last, type + "." + method.methodName());
                                        }
                                        last = null;
                                    }
                                    default -> {}
                                }
                            }
                        });
    }

    /// Whether an exception is handed its English and its German.
    private static boolean isBilingual(InvokeInstruction made) {
        return made.type().stringValue().startsWith("(Ljava/lang/String;Ljava/lang/String;)")
                && made.owner().asInternalName().endsWith("/ClusterException");
    }
}
