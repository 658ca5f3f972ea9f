package dev.firebreak.app.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Moments counted in equal steps of time, as bars and as a table.
///
/// @param most the highest count of a step
/// @param step how long one is
public record Timeline(List<Bucket> buckets, int most, Duration step) {
    private static final int MAX_BUCKETS = 60;

    /// A bar is to look like one even if there is only one.
    private static final int WIDEST = 60;

    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(7),
                    Duration.ofDays(28),
                    Duration.ofDays(364));

    /// One step of time, with its bar in a picture of 600 by 120.
    public record Bucket(Instant from, int count, int x, int y, int width, int height) {}

    /// So many at the same moment.
    public record Moment(Instant at, int count) {}

    /// @param moments in any order
    public static Timeline of(List<Moment> moments) {
        if (moments.isEmpty()) {
            return new Timeline(List.of(), 0, STEPS.getFirst());
        }
        Instant first = moments.stream().map(Moment::at).min(Instant::compareTo).orElseThrow();
        Instant last = moments.stream().map(Moment::at).max(Instant::compareTo).orElseThrow();
        long seconds = STEPS.getLast().toSeconds();
        for (Duration step : STEPS) {
            if (Duration.between(first, last).toSeconds() / step.toSeconds() < MAX_BUCKETS) {
                seconds = step.toSeconds();
                break;
            }
        }
        long start = Math.floorDiv(first.getEpochSecond(), seconds) * seconds;
        int size = (int) Math.min((last.getEpochSecond() - start) / seconds + 1, 10_000);
        int[] counts = new int[size];
        int most = 0;
        for (Moment moment : moments) {
            int i = (int) Math.min((moment.at().getEpochSecond() - start) / seconds, size - 1L);
            counts[i] += moment.count();
            most = Math.max(most, counts[i]);
        }
        List<Bucket> buckets = new ArrayList<>();
        int width = Math.clamp(600 / size, 2, WIDEST);
        for (int i = 0; i < size; i++) {
            int height = (int) Math.ceil(100.0 * counts[i] / most);
            buckets.add(
                    new Bucket(
                            Instant.ofEpochSecond(start + i * seconds),
                            counts[i],
                            i * width,
                            110 - height,
                            Math.max(1, width - 1),
                            height));
        }
        return new Timeline(buckets, most, Duration.ofSeconds(seconds));
    }

    /// The steps in which something happened.
    public List<Bucket> filled() {
        return buckets.stream().filter(b -> b.count() > 0).toList();
    }

    /// The moment at which the last bar ends.
    public Instant until() {
        return buckets.getLast().from().plus(step);
    }

    /// The end of the text `timeline.step.…` that says what one bar stands for: `m` for minutes, `h` or `d`.
    public String unit() {
        return step.toDays() > 0 ? "d" : step.toHours() > 0 ? "h" : "m";
    }

    public long units() {
        return step.toDays() > 0
                ? step.toDays()
                : step.toHours() > 0 ? step.toHours() : step.toMinutes();
    }

    public boolean isEmpty() {
        return buckets.isEmpty();
    }
}
