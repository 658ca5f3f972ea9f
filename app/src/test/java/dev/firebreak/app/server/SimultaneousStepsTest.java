package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.store.Tokens;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Several people work on one case at the same moment.
class SimultaneousStepsTest {
    private static final int PEOPLE = 6;
    private static final int COMMENTS = 8;

    @Test
    void stepsTakenAtTheSameMomentWaitForEachOtherAndNoneIsRefused() throws Exception {
        try (FirebreakServer server = TestServer.start(TestServer.folder().resolve("data"), 0)) {
            String secret =
                    server.part(Tokens.class)
                            .issue("test", EnumSet.allOf(Permission.class), null, null, "test")
                            .secret();
            Client client = Client.withToken("http://127.0.0.1:" + server.port(), secret);
            client.json("POST", "/api/v1/organisations", "{\"key\":\"k\",\"name\":\"K\"}");
            String text = JsonMapper.shared().writeValueAsString(Map.of("text", StoryTest.WARNING));
            JsonNode draft =
                    JsonMapper.shared()
                            .readTree(client.json("POST", "/api/v1/warnings", text).body());
            client.json(
                    "POST",
                    "/api/v1/warnings/" + draft.get("id").asLong() + "/confirmation",
                    "{\"revision\":1}");
            long id =
                    JsonMapper.shared()
                            .readTree(client.get("/api/v1/cases").body())
                            .get("items")
                            .get(0)
                            .get("id")
                            .asLong();
            List<Integer> statuses = new ArrayList<>();
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<List<Integer>>> all = new ArrayList<>();
                for (int p = 0; p < PEOPLE; p++) {
                    all.add(people.submit(() -> comment(client, id)));
                }
                for (Future<List<Integer>> one : all) {
                    statuses.addAll(one.get());
                }
            }
            assertThat(statuses)
                    .hasSize(PEOPLE * COMMENTS)
                    .allSatisfy(status -> assertThat(status / 100).isEqualTo(2));
        }
    }

    private static List<Integer> comment(Client client, long id) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < COMMENTS; i++) {
            statuses.add(
                    client.json(
                                    "POST",
                                    "/api/v1/cases/" + id + "/steps",
                                    "{\"step\":\"COMMENT\",\"text\":\"note " + i + "\"}")
                            .statusCode());
        }
        return statuses;
    }
}
