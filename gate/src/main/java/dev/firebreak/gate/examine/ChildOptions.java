package dev.firebreak.gate.examine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The virtual machine's options of the process that reads releases.
///
/// It lives for seconds, so what the optimising compiler takes counts as much as reading itself: measured on 500 MB, a
/// third of all processor time. So that compiler gets what goes over all bytes, which is a handful of loops; all other
/// code is compiled by the quick one only (decision 064).
public final class ChildOptions {
    /// Heap of the child, in MiB.
    static final int HEAP = 640;

    /// Young objects die young, and small pieces of memory stay in the processor's cache.
    private static final int YOUNG = 16;

    /// What runs for every byte of a release: hashes, the readers' loops, decompression, and the pieces of the JDK that they
    /// stand on. Patterns of JEP 165.
    private static final List<String> OPTIMISED =
            List.of(
                    "sun/security/provider/*.*",
                    "dev/firebreak/gate/inspect/Entropy.*",
                    "dev/firebreak/gate/inspect/HiddenStrings.*",
                    "dev/firebreak/gate/inspect/Similarity.*",
                    "dev/firebreak/gate/inspect/KeywordAutomaton.*",
                    "dev/firebreak/gate/inspect/Scan.*",
                    "dev/firebreak/gate/inspect/Concealment.*",
                    "dev/firebreak/gate/inspect/Comments.*",
                    "dev/firebreak/gate/inspect/PieceWords.*",
                    "dev/firebreak/gate/unpack/Lzx*.*",
                    "dev/firebreak/gate/unpack/CabFolderStream.*",
                    "dev/firebreak/gate/content/CompoundFile.*",
                    "org/tukaani/xz/*.*",
                    "org/apache/commons/compress/*.*",
                    "java/math/*.*",
                    "java/lang/StringLatin1.*",
                    "java/lang/StringCoding.*",
                    "jdk/internal/util/ArraysSupport.*");

    private ChildOptions() {}

    /// @param folder gets a file that the options name
    public static List<String> in(Path folder) throws IOException {
        Path directives = folder.resolve("compiler.json");
        Files.writeString(
                directives,
                OPTIMISED.stream()
                        .map(p -> '"' + p + '"')
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "[{match: [",
                                        "], c2: {Exclude: false}},\n{match: \"*.*\", c2: {Exclude: true}}]\n")));
        return Stream.concat(FIXED.stream(), Stream.of("-XX:CompilerDirectivesFile=" + directives))
                .toList();
    }

    private static final List<String> FIXED =
            List.of(
                    "-Xmx" + HEAP + "m",
                    "-Xmn" + YOUNG + "m",
                    "-XX:+UseSerialGC",
                    "-XX:+UnlockDiagnosticVMOptions",
                    // Later than is usual, and with less of what a method calls: it has to be worth
                    // it.
                    "-XX:Tier4InvocationThreshold=20000",
                    "-XX:Tier4MinInvocationThreshold=4000",
                    "-XX:Tier4CompileThreshold=60000",
                    "-XX:Tier4BackEdgeThreshold=160000",
                    "-XX:MaxInlineLevel=5",
                    "-XX:FreqInlineSize=150",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:-UsePerfData",
                    "-Xlog:disable",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.awt.headless=true");

    /// What the child printed without the virtual machine's word that it has read the file of patterns.
    static List<String> printed(Path file) throws IOException {
        List<String> out = new ArrayList<>();
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
            if (!line.endsWith("compiler directives added") && !line.isBlank()) {
                out.add(line.strip());
            }
        }
        return out;
    }
}
