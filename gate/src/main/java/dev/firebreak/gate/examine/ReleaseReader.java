package dev.firebreak.gate.examine;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.FileFacts;
import dev.firebreak.gate.facts.FileKind;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.ReleaseFacts;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import dev.firebreak.gate.inspect.Inspector;
import dev.firebreak.gate.known.Yara;
import dev.firebreak.gate.unpack.Format;
import dev.firebreak.gate.unpack.Limits;
import dev.firebreak.gate.unpack.Unpacker;
import dev.firebreak.gate.unpack.Visitor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads all facts of one release. Runs in the isolated child process (see [Child]); tests may call it directly.
public final class ReleaseReader {
    private final Inspector inspector;
    private final Limits limits;
    private final Path work;
    private final @Nullable Yara rules;

    /// @param work an empty folder of this reader alone
    public ReleaseReader(Inspector inspector, Limits limits, Path work) {
        this(inspector, limits, work, null);
    }

    /// @param rules YARA rules to run on every file, if any
    ReleaseReader(Inspector inspector, Limits limits, Path work, @Nullable Yara rules) {
        this.rules = rules;
        this.inspector = inspector;
        this.limits = limits;
        this.work = work;
    }

    /// @param name the file's name as it came; it may decide where content cannot
    /// @throws IOException if the file itself cannot be read; anything wrong inside of it is an obstacle in the result
    public ReleaseFacts read(Path file, String name) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            Content content = Content.map(file, arena);
            Collector collector = new Collector(inspector, name, rules);
            List<Obstacle> obstacles =
                    new ArrayList<>(new Unpacker(limits, work, collector).unpack(content, name));
            if (!collector.files.containsKey("")) {
                // The walk was stopped before the release itself was reached, which comes last.
                collector.file("", Placing.NONE, content, null, List.of());
            }
            collector.integrity.check(collector.files);
            List<FileFacts> files = new ArrayList<>(collector.files.values());
            files.sort(Comparator.comparing(FileFacts::path));
            FileFacts root = files.getFirst();
            obstacles.addAll(collector.unreadable.stream().limit(MAX_UNREADABLE).toList());
            String nothing = nothingToJudge(name, collector.rootFormat, files, obstacles);
            if (nothing != null) {
                obstacles.add(new Obstacle("", Obstacle.Kind.UNSUPPORTED, nothing));
            }
            return new ReleaseFacts(
                    name,
                    root.sha256(),
                    Files.size(file),
                    ReleaseFormat.of(name, collector.rootFormat, files),
                    files,
                    obstacles,
                    ReleaseFacts.REVISION);
        }
    }

    /// Why the file is nothing that can be judged as a release: only a container with something in it or a program is.
    private static @Nullable String nothingToJudge(
            String name, @Nullable Format format, List<FileFacts> files, List<Obstacle> obstacles) {
        FileFacts root = files.getFirst();
        if (root.size() == 0) {
            return "The file is empty.";
        }
        if (format == null) {
            if (root.kind() == FileKind.DATA
                    || root.kind() == FileKind.SHORTCUT
                    || ReleaseFormat.namedContainer(name)) {
                return "The file is of no format that is known here, or is cut off.";
            }
            return root.kind().executable()
                    ? null
                    : "The file is neither a package nor a program, but "
                            + root.kind().name().toLowerCase(Locale.ROOT)
                            + ".";
        }
        return files.size() == 1 && obstacles.isEmpty() && !root.kind().executable()
                ? "The package holds no file."
                : null;
    }

    /// Files of unreadable code are told one by one up to this number.
    private static final int MAX_UNREADABLE = 100;

    /// Rules run on files up to this size.
    private static final int MAX_RULES = 128 << 20;

    private static final int RULE_SECONDS = 30;

    private static final class Collector implements Visitor {
        final Map<String, FileFacts> files = new HashMap<>();
        final Integrity integrity = new Integrity();
        private final Inspector inspector;
        private final String name;
        private final @Nullable Yara rules;
        @Nullable Format rootFormat;
        final List<Obstacle> unreadable = new ArrayList<>();

        Collector(Inspector inspector, String name, @Nullable Yara rules) {
            this.rules = rules;
            this.inspector = inspector;
            this.name = name;
        }

        @Override
        public void file(
                String path,
                Placing placing,
                Content content,
                @Nullable Format format,
                List<Signal> signals) {
            if (path.isEmpty()) {
                rootFormat = format;
            }
            String unread = UnreadCode.of(content);
            if (unread != null) {
                unreadable.add(new Obstacle(path, Obstacle.Kind.UNSUPPORTED, unread));
            }
            // The release itself has no path; its name tells its kind where content cannot.
            FileFacts facts =
                    inspector.inspect(
                            path.isEmpty() ? name : path, placing, content, format, signals);
            facts = facts.with(matches(content));
            integrity.note(path, facts, content);
            files.put(unique(path), path.isEmpty() ? facts.at("", placing) : facts);
        }

        private List<Signal> matches(Content content) {
            if (rules == null) {
                return List.of();
            }
            try {
                return rules.scan(content.all(MAX_RULES), RULE_SECONDS).stream()
                        .map(r -> new Signal(SignalKind.RULE_MATCH, "rule " + r, r))
                        .toList();
            } catch (IOException e) {
                return List.of(
                        new Signal(
                                SignalKind.OPAQUE,
                                "rules were not run on this file",
                                String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void link(String path, Placing placing) {
            files.put(
                    unique(path),
                    new FileFacts(
                            path,
                            FileKind.LINK,
                            0,
                            "",
                            null,
                            0,
                            placing,
                            null,
                            List.of(),
                            List.of(),
                            Map.of()));
        }

        /// Two entries of one name are both kept.
        private String unique(String path) {
            String key = path;
            for (int i = 2; files.containsKey(key); i++) {
                key = path + "#" + i;
            }
            return key;
        }
    }
}
