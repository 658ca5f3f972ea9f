package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.room.LiveEvents;
import dev.firebreak.app.room.LiveEvents.Change;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Changes as machine clients hear of them.
@Timeout(60)
class LiveTest {
    private static final LiveEvents EVENTS = TestServer.shared().part(LiveEvents.class);

    /// Reads the stream up to its first event.
    private static String firstEvent(@Nullable Long organisation, String query, Runnable publish)
            throws IOException, InterruptedException {
        String secret =
                TestServer.shared()
                        .part(Tokens.class)
                        .issue("live", Set.of(Permission.WARNING_READ), organisation, null, "test")
                        .secret();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(TestServer.url() + "/api/v1/live" + query))
                                    .header("Authorization", "Bearer " + secret)
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                StringBuilder event = new StringBuilder();
                for (String line; (line = lines.readLine()) != null; ) {
                    if (line.startsWith(":")) {
                        publish.run();
                    } else if (line.startsWith("event:") || line.startsWith("data:")) {
                        event.append(line);
                    }
                    if (line.startsWith("data:")) {
                        return event.toString();
                    }
                }
                return "ended: " + event;
            } finally {
                http.shutdownNow();
            }
        }
    }

    @Test
    void anAgencysClientHearsOfEveryOrganisation() throws Exception {
        Organisation organisation = TestServer.organisation("Live");
        assertThat(
                        firstEvent(
                                null,
                                "?warning=900001",
                                () -> {
                                    EVENTS.publish(new Change(900_002, null, "answer"));
                                    EVENTS.publish(new Change(900_001, organisation.id(), "case"));
                                }))
                .isEqualTo(
                        "event:changedata:{\"warning\":900001,\"organisation\":"
                                + organisation.id()
                                + ",\"kind\":\"case\"}");
    }

    @Test
    void anOrganisationsClientHearsOfItsOwnPartAndOfWhatConcernsAll() throws Exception {
        Organisation own = TestServer.organisation("Live own");
        Organisation other = TestServer.organisation("Live other");
        assertThat(
                        firstEvent(
                                own.id(),
                                "?warning=900003",
                                () -> {
                                    EVENTS.publish(new Change(900_003, other.id(), "case"));
                                    EVENTS.publish(new Change(900_003, own.id(), "case"));
                                }))
                .contains("\"organisation\":" + own.id());
        assertThat(
                        firstEvent(
                                own.id(),
                                "?warning=900004",
                                () -> EVENTS.publish(new Change(900_004, null, "answer"))))
                .contains("\"organisation\":null");
    }
}
