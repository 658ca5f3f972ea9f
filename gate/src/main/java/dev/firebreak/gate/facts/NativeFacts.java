package dev.firebreak.gate.facts;

import java.util.List;
import java.util.Map;

/// Structure of an executable or library (PE, ELF, Mach-O, class file).
///
/// @param machine `x86-64`, `arm64`, `jvm 61` and so on
/// @param imports `library!name`, or only `name` where the format does not tell the library; sorted
/// @param libraries load-time dependencies as named in the file, sorted
/// @param exports sorted; cut at a bound, see `exportCount`
/// @param overlay bytes after the last part that the headers account for, without a certificate table
/// @param version words of the version resource, or of the Java module, or of the dylib id
/// @param toolchain what the file says about the tools that made it (linker version, Rich header, .comment, SourceFile)
/// @param loadPaths rpath, runpath, LC_RPATH, interpreter
/// @param resources `type size sha256-prefix`
public record NativeFacts(
        String machine,
        boolean library,
        List<Section> sections,
        List<String> imports,
        List<String> libraries,
        List<String> exports,
        int exportCount,
        long overlay,
        double overlayEntropy,
        Map<String, String> version,
        List<String> toolchain,
        List<String> loadPaths,
        List<String> resources) {
    public NativeFacts {
        sections = List.copyOf(sections);
        imports = List.copyOf(imports);
        libraries = List.copyOf(libraries);
        exports = List.copyOf(exports);
        version = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(version));
        toolchain = List.copyOf(toolchain);
        loadPaths = List.copyOf(loadPaths);
        resources = List.copyOf(resources);
    }
}
