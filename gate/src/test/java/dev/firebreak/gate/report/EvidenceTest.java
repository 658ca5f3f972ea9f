package dev.firebreak.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/firebreak/gate");

    /// Where evidence is made. `hold`, `known` and `report` only hand it on.
    private static final List<String> MAKERS =
            List.of("attest", "content", "examine", "inspect", "judge", "sign", "unpack");

    /// Messages for whoever builds or configures the program, never evidence of a finding.
    private static final Set<String> NOT_EVIDENCE =
            Set.of(
                    "no readable trust root: {}",
                    "no trust root: its mediaType is another one",
                    "{} is too large for a trust root",
                    "{} is not in the program",
                    "no kind of key");

    private static final Pattern WORD = Pattern.compile("[a-zA-Z]{2}");

    /// Code that was quoted may hold the mark that stands between pieces of evidence.
    @Test
    void quotedCodeIsNotTakenApart() {
        assertThat(Evidence.german("string \"a(); line 3: b()\"; line 2: x()"))
                .isEqualTo("Zeichenkette „a(); line 3: b()“; Zeile 2: x()");
        assertThat(Evidence.german("line 1: a \" b; line 2: c"))
                .isEqualTo("Zeile 1: a \" b; Zeile 2: c");
    }

    /// Every text that the readers and rules put together as evidence, read from the source, has its German.
    @Test
    void everyKindOfEvidenceIsKnownInGerman() throws IOException {
        TreeMap<String, String> catalogue = catalogue();
        TreeMap<String, String> made = made();
        assertThat(made).hasSizeGreaterThan(200);
        TreeSet<String> missing = new TreeSet<>(made.keySet());
        missing.removeAll(catalogue.keySet());
        missing.removeAll(NOT_EVIDENCE);
        assertThat(missing).as("no German in evidence.tsv").isEmpty();
    }

    @Test
    void bothLanguagesHaveThePlacesInTheSameNumber() throws IOException {
        catalogue()
                .forEach(
                        (english, german) ->
                                assertThat(german.split("\\{[#~]?}", -1))
                                        .as(english)
                                        .hasSameSizeAs(english.split("\\{}", -1)));
    }

    @Test
    void whatWasFoundStaysAsItIsAndTheWordsAroundItBecomeGerman() {
        assertThat(Evidence.german("123 bytes, entropy 7.9")).isEqualTo("123 Bytes, Entropie 7.9");
        assertThat(Evidence.german("line 3: eval(x); next()"))
                .isEqualTo("Zeile 3: eval(x); next()");
        assertThat(Evidence.german("before: a; now: b")).isEqualTo("zuvor: a; jetzt: b");
        assertThat(Evidence.german("offset 9: WinHttpOpen; offset 12: cmd.exe; +4"))
                .contains("Position 9: WinHttpOpen")
                .endsWith("und 4 weitere");
        assertThat(
                        Evidence.german(
                                "The cab container could not be read: a data block of 3 packed and 4 unpacked bytes."))
                .isEqualTo(
                        "Der cab-Container konnte nicht gelesen werden: ein Datenblock von 3 gepackten und 4 entpackten Bytes.");
        assertThat(Evidence.german("usr/bin/some thing of its own"))
                .isEqualTo("usr/bin/some thing of its own");
        assertThat(Evidence.in("123 bytes", false)).isEqualTo("123 bytes");
    }

    private static TreeMap<String, String> catalogue() throws IOException {
        TreeMap<String, String> out = new TreeMap<>();
        Path file = Path.of("src/main/resources/dev/firebreak/gate/report/evidence.tsv");
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.startsWith("#")) {
                String[] both = line.split("\t", -1);
                assertThat(both).as(line).hasSize(2);
                assertThat(both[1]).as(line).isNotBlank();
                String english = both[0].replaceAll("\\{[#~]}", "{}");
                assertThat(out.put(english, both[1])).as("twice: " + english).isNull();
            }
        }
        return out;
    }

    /// Text with `{}` for what is only known at run time, and the file it stands in.
    private static TreeMap<String, String> made() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> sources = new ArrayList<>();
        for (String maker : MAKERS) {
            try (Stream<Path> s = Files.list(SOURCES.resolve(maker))) {
                s.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        TreeMap<String, String> out = new TreeMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of(),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(unit.getSourceFile().getName(), out).scan(unit, null);
            }
        }
        return out;
    }

    private static final class Finder extends TreeScanner<Void, Void> {
        private final String file;
        private final TreeMap<String, String> out;

        Finder(String file, TreeMap<String, String> out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            String name = call.getMethodSelect().toString();
            List<? extends ExpressionTree> given = call.getArguments();
            String last = name.substring(name.lastIndexOf('.') + 1);
            boolean evidence =
                    switch (last) {
                        case "add" ->
                                given.size() == 7 || given.size() == 3 && name.startsWith("out.");
                        case "obstacle", "facts", "broken", "with", "wrong" -> given.size() >= 2;
                        default -> false;
                    };
            if (evidence) {
                take(given.getLast());
            }
            return super.visitMethodInvocation(call, none);
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void none) {
            String name = made.getIdentifier().toString();
            if (!made.getArguments().isEmpty()) {
                switch (name) {
                    case "Signal", "Obstacle", "SignatureFacts", "Wrong" ->
                            take(made.getArguments().getLast());
                    case "IOException",
                            "EOFException",
                            "LimitException",
                            "UnsupportedException",
                            "GeneralSecurityException" ->
                            made.getArguments().forEach(this::take);
                    default -> {
                        // Makes no evidence.
                    }
                }
            }
            return super.visitNewClass(made, none);
        }

        private void take(ExpressionTree text) {
            for (String t : flat(text)) {
                if (WORD.matcher(t).find()) {
                    out.put(t, file);
                }
            }
        }

        private static List<String> flat(ExpressionTree t) {
            return switch (t) {
                case ParenthesizedTree p -> flat(p.getExpression());
                case LiteralTree l ->
                        List.of(l.getValue() == null ? "" : String.valueOf(l.getValue()));
                case ConditionalExpressionTree c ->
                        Stream.concat(
                                        flat(c.getTrueExpression()).stream(),
                                        flat(c.getFalseExpression()).stream())
                                .toList();
                case BinaryTree b when b.getKind() == Tree.Kind.PLUS ->
                        flat(b.getLeftOperand()).stream()
                                .flatMap(
                                        left ->
                                                flat(b.getRightOperand()).stream()
                                                        .map(right -> left + right))
                                .toList();
                default -> List.of("{}");
            };
        }
    }
}
