package dev.firebreak.core.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The numbers below a limit in parts of equal size, one for each processor, so that large tables are read side by side.
final class Parts {
    /// Fewer numbers than this are read in one part: starting a thread takes longer.
    private static final int WORTH_DIVIDING = 1 << 15;

    private static final int MAX_PARTS = 16;

    private final List<Part> parts;

    /// Numbers from one to before another.
    ///
    /// @param number of the part
    record Part(int number, int from, int until) {
        byte[] firstKey() {
            return new ByteOut(4).u32(from).copy();
        }
    }

    /// Reads one part; several are read at once, each in a thread of its own.
    interface Reading {
        void read(Part part) throws IOException;
    }

    private Parts(List<Part> parts) {
        this.parts = parts;
    }

    static Parts of(int numbers) {
        return of(numbers, Runtime.getRuntime().availableProcessors(), WORTH_DIVIDING);
    }

    /// @param most parts
    /// @param worth numbers that make a part worth while
    static Parts of(int numbers, int most, int worth) {
        int n = Math.clamp(numbers / worth, 1, Math.min(most, MAX_PARTS));
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(
                    new Part(
                            i,
                            (int) ((long) numbers * i / n),
                            (int) ((long) numbers * (i + 1) / n)));
        }
        return new Parts(List.copyOf(parts));
    }

    List<Part> all() {
        return parts;
    }

    int size() {
        return parts.size();
    }

    /// Reads all parts and waits for them.
    ///
    /// @param name of the threads
    /// @throws IOException what the reading of any failed with
    void each(String name, Reading reading) throws IOException {
        List<Beside> others = new ArrayList<>();
        for (Part part : parts.subList(1, parts.size())) {
            others.add(Beside.start(name, () -> reading.read(part)));
        }
        reading.read(parts.getFirst());
        for (Beside other : others) {
            other.await();
        }
    }
}
