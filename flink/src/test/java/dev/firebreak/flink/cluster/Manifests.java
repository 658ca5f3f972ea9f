package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// The Kubernetes manifests as Kafka gets them from the operator.
final class Manifests {
    private static final Path FOLDER = Path.of("..", "config", "kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper();

    private Manifests() {}

    private static List<JsonNode> documents(String file) throws IOException {
        try (MappingIterator<JsonNode> all =
                YAML.readerFor(JsonNode.class).readValues(FOLDER.resolve(file).toFile())) {
            return all.readAll();
        }
    }

    /// The broker's settings in `kafka.yaml`.
    static Map<String, String> brokerSettings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (JsonNode document : documents("kafka.yaml")) {
            document.at("/spec/kafka/config")
                    .properties()
                    .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
        }
        return settings;
    }

    static List<String> users() throws IOException {
        return documents("users.yaml").stream()
                .map(user -> user.at("/metadata/name").asText())
                .toList();
    }

    /// Every right of every user in `users.yaml`, one by one.
    static List<AclBinding> rights() throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode user : documents("users.yaml")) {
            String principal = "User:" + user.at("/metadata/name").asText();
            for (JsonNode rule : user.at("/spec/authorization/acls")) {
                assertThat(rule.path("type").asText("allow")).isEqualTo("allow");
                for (JsonNode operation : rule.path("operations")) {
                    rights.add(
                            new AclBinding(
                                    resource(rule.path("resource")),
                                    new AccessControlEntry(
                                            principal,
                                            rule.path("host").asText("*"),
                                            AclOperation.fromString(operation.asText()),
                                            AclPermissionType.ALLOW)));
                }
            }
        }
        assertThat(rights).isNotEmpty().noneMatch(AclBinding::isUnknown);
        return rights;
    }

    private static ResourcePattern resource(JsonNode resource) {
        ResourceType type =
                switch (resource.path("type").asText()) {
                    case "topic" -> ResourceType.TOPIC;
                    case "group" -> ResourceType.GROUP;
                    case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
                    default -> throw new AssertionError("nobody needs " + resource);
                };
        PatternType pattern =
                switch (resource.path("patternType").asText("literal")) {
                    case "literal" -> PatternType.LITERAL;
                    case "prefix" -> PatternType.PREFIXED;
                    default -> throw new AssertionError("no pattern: " + resource);
                };
        return new ResourcePattern(type, resource.path("name").asText(), pattern);
    }
}
