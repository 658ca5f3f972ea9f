package dev.firebreak.gate.known;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// YARA rules through libyara 4 (`libyara.so.9`, `.10`), if it is installed, by the foreign-function API: compile, scan
/// memory, and of each match the rule's name. Nothing of libyara is shipped.
public final class Yara implements AutoCloseable {
    private static final List<String> NAMES =
            List.of(
                    "libyara.so.10",
                    "libyara.so.9",
                    "libyara.so",
                    "libyara.dylib",
                    "libyara64.dll");
    private static final int RULE_MATCHING = 1;

    /// `YR_RULE.identifier` lies behind two 32-bit numbers, from libyara 4.3 on behind four (yara/types.h); a small
    /// number in its place is a count and no pointer.
    private static final long IDENTIFIER = 8;

    private static final long SMALLEST_POINTER = 1 << 20;

    private final Arena arena;
    private final SymbolLookup library;
    private final MemorySegment rules;
    private final MethodHandle scan;
    private final List<String> matches = new ArrayList<>();

    private Yara(Arena arena, SymbolLookup library, MemorySegment rules) {
        this.arena = arena;
        this.library = library;
        this.rules = rules;
        this.scan =
                handle(
                        library,
                        "yr_rules_scan_mem",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
    }

    private static MethodHandle handle(
            SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(name)
                                .orElseThrow(
                                        () -> new IllegalStateException("libyara has no " + name)),
                        descriptor);
    }

    /// The library, if one is installed.
    @SuppressWarnings("MustBeClosedChecker") // the arena lives as long as the rules
    private static Optional<SymbolLookup> library(Arena arena) {
        for (String name : NAMES) {
            try {
                return Optional.of(SymbolLookup.libraryLookup(name, arena));
            } catch (IllegalArgumentException e) {
                continue; // not under this name
            }
        }
        return Optional.empty();
    }

    /// Compiles rules.
    ///
    /// @return empty if libyara is not installed
    /// @throws IOException if the rules cannot be compiled
    @SuppressWarnings("MustBeClosedChecker") // closed by close()
    public static Optional<Yara> compile(List<String> sources) throws IOException {
        Arena arena = Arena.ofShared();
        Optional<SymbolLookup> found = library(arena);
        if (found.isEmpty()) {
            arena.close();
            return Optional.empty();
        }
        SymbolLookup library = found.get();
        try {
            return Optional.of(new Yara(arena, library, compile(arena, library, sources)));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static MemorySegment compile(Arena arena, SymbolLookup library, List<String> sources)
            throws IOException {
        FunctionDescriptor pointer =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        FunctionDescriptor twoPointers =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        FunctionDescriptor threePointers =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS);
        try {
            check(
                    (int)
                            handle(
                                            library,
                                            "yr_initialize",
                                            FunctionDescriptor.of(ValueLayout.JAVA_INT))
                                    .invokeExact(),
                    "yr_initialize");
            MemorySegment slot = arena.allocate(ValueLayout.ADDRESS);
            check(
                    (int) handle(library, "yr_compiler_create", pointer).invokeExact(slot),
                    "yr_compiler_create");
            MemorySegment compiler = slot.get(ValueLayout.ADDRESS, 0);
            for (String source : sources) {
                int errors =
                        (int)
                                handle(library, "yr_compiler_add_string", threePointers)
                                        .invokeExact(
                                                compiler,
                                                arena.allocateFrom(source, StandardCharsets.UTF_8),
                                                MemorySegment.NULL);
                if (errors != 0) {
                    throw new IOException("the YARA rules have " + errors + " errors");
                }
            }
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            check(
                    (int)
                            handle(library, "yr_compiler_get_rules", twoPointers)
                                    .invokeExact(compiler, out),
                    "yr_compiler_get_rules");
            handle(library, "yr_compiler_destroy", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
                    .invokeExact(compiler);
            return out.get(ValueLayout.ADDRESS, 0);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(int code, String what) throws IOException {
        if (code != 0) {
            throw new IOException(what + " failed with " + code);
        }
    }

    /// Names of the rules that match these bytes, in the order libyara tells them.
    ///
    /// @param seconds after which libyara gives up
    public synchronized List<String> scan(byte[] bytes, int seconds) throws IOException {
        matches.clear();
        try (Arena call = Arena.ofConfined()) {
            MemorySegment data = call.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
            MethodHandle told =
                    MethodHandles.lookup()
                            .bind(
                                    this,
                                    "told",
                                    MethodType.methodType(
                                            int.class,
                                            MemorySegment.class,
                                            int.class,
                                            MemorySegment.class,
                                            MemorySegment.class));
            MemorySegment callback =
                    Linker.nativeLinker()
                            .upcallStub(
                                    told,
                                    FunctionDescriptor.of(
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.ADDRESS,
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.ADDRESS,
                                            ValueLayout.ADDRESS),
                                    call);
            int code =
                    (int)
                            scan.invokeExact(
                                    rules,
                                    data,
                                    (long) bytes.length,
                                    0,
                                    callback,
                                    MemorySegment.NULL,
                                    seconds);
            check(code, "yr_rules_scan_mem");
            return List.copyOf(matches);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("UnusedMethod") // called by libyara
    private int told(MemorySegment context, int message, MemorySegment data, MemorySegment user) {
        if (message == RULE_MATCHING) {
            MemorySegment rule = data.reinterpret(64);
            long at =
                    rule.get(ValueLayout.JAVA_LONG, IDENTIFIER) < SMALLEST_POINTER
                            ? IDENTIFIER + 8
                            : IDENTIFIER;
            MemorySegment name = rule.get(ValueLayout.ADDRESS, at);
            matches.add(
                    name.address() < SMALLEST_POINTER
                            ? "(rule without a readable name)"
                            : name.reinterpret(256).getString(0));
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            var ignored =
                    (int)
                            handle(
                                            library,
                                            "yr_rules_destroy",
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                                    .invokeExact(rules);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            arena.close();
        }
    }
}
