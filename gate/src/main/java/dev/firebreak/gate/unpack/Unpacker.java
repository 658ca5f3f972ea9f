package dev.firebreak.gate.unpack;

import dev.firebreak.gate.content.Content;
import dev.firebreak.gate.facts.Obstacle;
import dev.firebreak.gate.facts.Placing;
import dev.firebreak.gate.facts.Signal;
import dev.firebreak.gate.facts.SignalKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Walks a release and everything packed in it, depth first.
///
/// Names from inside a package are only data: large entries are spooled to numbered files of the work folder, so no
/// name can lead a write anywhere.
public final class Unpacker {
    /// So many obstacles are told one by one; then the rest is summed up.
    private static final int MAX_OBSTACLES = 500;

    private final Budget budget;
    private final Path work;
    private final Visitor visitor;
    private final List<Obstacle> obstacles = new ArrayList<>();
    private int spooled;

    public Unpacker(Limits limits, Path work, Visitor visitor) {
        this.budget = new Budget(limits, System.nanoTime());
        this.work = work;
        this.visitor = visitor;
    }

    /// Visits the release and all it holds; returns what could not be opened.
    public List<Obstacle> unpack(Content release, String fileName) {
        try {
            visit("", fileName, Placing.NONE, release, 0);
        } catch (LimitException e) {
            add(
                    new Obstacle(
                            "",
                            Obstacle.Kind.LIMIT,
                            "The examination stopped: " + e.getMessage() + "."));
        } catch (IOException e) {
            add(
                    new Obstacle(
                            "",
                            Obstacle.Kind.MALFORMED,
                            "The release could not be read: " + e.getMessage() + "."));
        }
        return List.copyOf(obstacles);
    }

    private void add(Obstacle obstacle) {
        if (obstacles.size() < MAX_OBSTACLES) {
            obstacles.add(obstacle);
        } else if (obstacles.size() == MAX_OBSTACLES) {
            obstacles.add(
                    new Obstacle(
                            "",
                            Obstacle.Kind.LIMIT,
                            "More than " + MAX_OBSTACLES + " obstacles; the rest is not listed."));
        }
    }

    private void visit(String path, String name, Placing placing, Content content, int depth)
            throws IOException {
        Format format = Format.detect(content, name);
        List<Signal> signals = new ArrayList<>();
        if (format != null) {
            open(path, name, format, content, depth, signals);
        }
        budget.checkTime();
        visitor.file(path, placing, content, format, signals);
    }

    private void open(
            String path,
            String name,
            Format format,
            Content content,
            int depth,
            List<Signal> signals)
            throws LimitException {
        Container container = Containers.of(format, name, content, depth == 0);
        if (container == null) {
            return;
        }
        if (depth >= budget.limits().depth()) {
            add(
                    new Obstacle(
                            path,
                            Obstacle.Kind.LIMIT,
                            "Containers are nested deeper than " + budget.limits().depth() + "."));
            return;
        }
        try {
            container.read(content, new Level(path, name, depth, signals));
        } catch (LimitException e) {
            throw e;
        } catch (UnsupportedException e) {
            add(new Obstacle(path, e.kind(), e.getMessage() + " (" + format.json() + ")."));
        } catch (EOFException e) {
            add(
                    new Obstacle(
                            path,
                            Obstacle.Kind.MALFORMED,
                            "The "
                                    + format.json()
                                    + " container is cut off or points outside of itself: "
                                    + (e.getMessage() == null
                                            ? "the data end too early"
                                            : e.getMessage())
                                    + "."));
        } catch (IOException | RuntimeException e) {
            // Third-party decoders throw unchecked exceptions on hostile input; both mean the same
            // here.
            add(
                    new Obstacle(
                            path,
                            Obstacle.Kind.MALFORMED,
                            "The "
                                    + format.json()
                                    + " container could not be read: "
                                    + message(e)
                                    + "."));
        }
    }

    private static String message(Exception e) {
        String text = e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text;
    }

    /// One opened container.
    private final class Level implements Sink {
        private final String prefix;
        private final String name;
        private final int depth;
        private final List<Signal> signals;
        private int layers;

        Level(String path, String name, int depth, List<Signal> signals) {
            this.prefix = path.isEmpty() ? "" : path + "!/";
            this.name = name;
            this.depth = depth;
            this.signals = signals;
        }

        @Override
        public void file(String entry, Placing placing, Content content) throws IOException {
            budget.countFile();
            budget.countBytes(content.size());
            String clean = clean(entry);
            visit(prefix + clean, leaf(clean), placing, content, depth + 1);
        }

        @Override
        public void file(String entry, Placing placing, InputStream content) throws IOException {
            budget.countFile();
            String clean = clean(entry);
            spool(
                    prefix + clean,
                    content,
                    spooledContent ->
                            visit(prefix + clean, leaf(clean), placing, spooledContent, depth + 1));
        }

        @Override
        public void link(String entry, Placing placing) throws IOException {
            budget.countFile();
            visitor.link(prefix + clean(entry), placing);
        }

        @Override
        public void layer(String entry, InputStream content) throws IOException {
            if (++layers > 4) {
                throw new LimitException("more than 4 layers of compression");
            }
            byte[] head = new byte[512];
            PushbackInputStream in = new PushbackInputStream(content, head.length);
            int n = in.readNBytes(head, 0, head.length);
            in.unread(head, 0, n);
            Format format = Format.detect(Content.of(Arrays.copyOf(head, n)), entry);
            if (format == Format.TAR) {
                TarContainer.read(in, this);
            } else if (format == Format.CPIO) {
                CpioContainer.read(in, this);
            } else {
                file(entry, Placing.NONE, in);
            }
        }

        @Override
        public void signal(Signal signal) {
            if (signals.size() < 200) {
                signals.add(signal);
            }
        }

        @Override
        public void obstacle(String entry, Obstacle.Kind kind, String reason) {
            add(new Obstacle(prefix + entry, kind, reason));
        }

        private String clean(String entry) throws LimitException {
            if (entry.length() > Limits.NAME) {
                throw new LimitException(
                        "a name of more than " + Limits.NAME + " characters in " + name);
            }
            String path = entry.replace('\\', '/');
            while (path.startsWith("./")) {
                path = path.substring(2);
            }
            if (Names.escapes(path)) {
                add(
                        new Obstacle(
                                prefix + path,
                                Obstacle.Kind.ESCAPE,
                                "The name leads out of the package: \"" + entry + "\"."));
                signal(new Signal(SignalKind.ENTRY_ANOMALY, "escaping name", entry));
            }
            while (path.startsWith("/")) {
                path = path.substring(1);
            }
            return path.isEmpty() ? "(no name)" : path.replace("!/", "!_/");
        }
    }

    private static String leaf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private interface Use {
        void content(Content content) throws IOException;
    }

    private void spool(String path, InputStream in, Use use) throws IOException {
        byte[] buffer = new byte[64 << 10];
        int size = 0;
        Path file = null;
        OutputStream out = null;
        long total = 0;
        try {
            while (true) {
                int n = next(path, in, out == null ? buffer : buffer, out == null ? size : 0);
                if (n < 0) {
                    break;
                }
                total += n;
                budget.countBytes(n);
                if (total > budget.limits().fileBytes()) {
                    add(
                            new Obstacle(
                                    path,
                                    Obstacle.Kind.LIMIT,
                                    "The entry is larger than "
                                            + budget.limits().fileBytes()
                                            + " bytes."));
                    break;
                }
                if (out != null) {
                    out.write(buffer, 0, n);
                    continue;
                }
                size += n;
                if (size == buffer.length) {
                    if (size >= budget.limits().heapFile()) {
                        file = work.resolve("spool-" + spooled++);
                        out = Files.newOutputStream(file);
                        out.write(buffer, 0, size);
                        buffer = new byte[256 << 10];
                    } else {
                        buffer =
                                Arrays.copyOf(
                                        buffer,
                                        Math.min(budget.limits().heapFile(), buffer.length * 4));
                    }
                }
            }
            if (out == null || file == null) {
                use.content(
                        Content.of(size == buffer.length ? buffer : Arrays.copyOf(buffer, size)));
                return;
            }
            out.close();
            try (Arena arena = Arena.ofShared()) {
                use.content(Content.map(file, arena));
            }
        } finally {
            if (out != null) {
                out.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Reads on; what a broken stream still gives is kept, and the break is told as an obstacle.
    private int next(String path, InputStream in, byte[] buffer, int at) throws LimitException {
        try {
            return in.read(buffer, at, buffer.length - at);
        } catch (LimitException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Obstacle.Kind kind =
                    e instanceof UnsupportedException u ? u.kind() : Obstacle.Kind.MALFORMED;
            add(
                    new Obstacle(
                            path,
                            kind,
                            "The entry could not be unpacked to its end: " + message(e) + "."));
            return -1;
        }
    }
}
