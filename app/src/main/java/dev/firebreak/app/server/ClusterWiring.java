package dev.firebreak.app.server;

import dev.firebreak.app.room.Estates;
import dev.firebreak.app.room.LiveAnswers;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Warnings;
import dev.firebreak.app.store.Warnings.Warning;
import dev.firebreak.app.stream.StreamEstates;
import dev.firebreak.core.model.Advisory;
import dev.firebreak.stream.Connection;
import dev.firebreak.stream.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The situation room with a cluster behind it.
final class ClusterWiring {
    private static final int MAX_SECONDS = 86_400;

    private ClusterWiring() {}

    static Estates open(ServerSettings settings, Clock clock) throws IOException {
        String servers = settings.text("kafka.bootstrap");
        if (servers == null) {
            throw new IOException("engine flink needs kafka.bootstrap, or --bootstrap");
        }
        if (settings.text("retention.observations-months") != null) {
            throw new IOException(
                    "retention.observations-months has no effect with engine flink: the join job keeps observations for as long as it was started with; remove the setting");
        }
        @Nullable String file = settings.text("kafka.client-settings");
        Connection connection =
                file == null ? Connection.plain(servers) : Connection.of(servers, Path.of(file));
        Topics topics = new Topics(settings.text("kafka.prefix", Topics.DEFAULT.prefix()));
        return new StreamEstates(connection, topics, settings.data(), clock, review(settings));
    }

    private static StreamEstates.Review review(ServerSettings settings) {
        StreamEstates.Review usual = StreamEstates.Review.DEFAULT;
        return new StreamEstates.Review(
                Duration.ofSeconds(
                        settings.number(
                                "kafka.review-seconds",
                                (int) usual.every().toSeconds(),
                                1,
                                MAX_SECONDS)),
                Duration.ofSeconds(
                        settings.number(
                                "kafka.spare-seconds",
                                (int) usual.spared().toSeconds(),
                                1,
                                MAX_SECONDS)));
    }

    /// Answers change as the cluster's findings do, and what no confirmed warning needs is no longer asked.
    static void follow(
            Estates estates, LiveAnswers live, Warnings warnings, Organisations organisations) {
        ((StreamEstates) estates)
                .follow(
                        keys ->
                                keys.forEach(
                                        key ->
                                                organisations
                                                        .byKey(key)
                                                        .ifPresent(o -> live.touch(o.id()))),
                        () -> standing(warnings));
    }

    private static List<Advisory> standing(Warnings warnings) {
        List<Advisory> standing = new ArrayList<>();
        for (Warning w : warnings.confirmed()) {
            int revision = w.answeredRevision() == null ? w.revision() : w.answeredRevision();
            warnings.revision(w.id(), revision).ifPresent(r -> standing.add(r.understanding()));
        }
        return standing;
    }
}
