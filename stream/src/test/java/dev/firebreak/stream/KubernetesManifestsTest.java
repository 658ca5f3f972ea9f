package dev.firebreak.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The manifests in config/kubernetes against what the operators publish: Strimzi's own model classes, and the schema
/// of the Flink operator's resource.
class KubernetesManifestsTest {
    private static final Path FOLDER = Path.of("..", "config", "kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper();

    /// Strimzi's classes keep what they do not know for later; here that is an error.
    private static final YAMLMapper STRICT = strict();

    private static YAMLMapper strict() {
        YAMLMapper mapper = new YAMLMapper();
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.setAnnotationIntrospector(
                new JacksonAnnotationIntrospector() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public Boolean hasAnySetter(Annotated a) {
                        return false;
                    }
                });
        return mapper;
    }

    private static List<JsonNode> documents(String file) throws IOException {
        try (MappingIterator<JsonNode> all =
                YAML.readerFor(JsonNode.class).readValues(FOLDER.resolve(file).toFile())) {
            return all.readAll();
        }
    }

    private static List<JsonNode> kafkaDocuments() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String file : List.of("kafka.yaml", "topics.yaml", "users.yaml")) {
            all.addAll(documents(file));
        }
        return all;
    }

    private static Object typed(JsonNode document) throws IOException {
        return switch (document.path("kind").asText()) {
            case "Kafka" -> STRICT.treeToValue(document, Kafka.class);
            case "KafkaNodePool" -> STRICT.treeToValue(document, KafkaNodePool.class);
            case "KafkaTopic" -> STRICT.treeToValue(document, KafkaTopic.class);
            case "KafkaUser" -> STRICT.treeToValue(document, KafkaUser.class);
            default -> throw new AssertionError("unknown kind in " + document);
        };
    }

    @Test
    void everyKafkaResourceIsReadStrictlyByTheOperatorsOwnModel() throws IOException {
        List<JsonNode> all = kafkaDocuments();
        assertThat(all).hasSize(3 + Topics.DEFAULT.setups(1).size() + 3);
        for (JsonNode document : all) {
            assertThat(document.path("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
            assertThat(typed(document)).isNotNull();
        }
    }

    @Test
    void aMisspeltFieldOfAKafkaResourceWouldBeFound() throws IOException {
        ObjectNode document = (ObjectNode) documents("users.yaml").getFirst();
        ((ObjectNode) document.at("/spec/authentication")).put("tipe", "x");
        assertThatThrownBy(() -> typed(document)).hasMessageContaining("tipe");
    }

    @Test
    void theTopicsAreThoseOfTheProgramWithItsSettings() throws IOException {
        Map<String, Map<String, String>> there = new HashMap<>();
        for (JsonNode document : documents("topics.yaml")) {
            Map<String, String> settings = new HashMap<>();
            document.at("/spec/config")
                    .properties()
                    .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
            there.put(document.at("/metadata/name").asText(), settings);
            int partitions = document.at("/spec/partitions").asInt();
            assertThat(
                            Topics.DEFAULT.setups(partitions).stream()
                                    .filter(
                                            s ->
                                                    s.name()
                                                            .equals(
                                                                    document.at("/metadata/name")
                                                                            .asText()))
                                    .map(Topics.Setup::partitions))
                    .containsExactly(partitions);
        }
        for (Topics.Setup setup : Topics.DEFAULT.setups(1)) {
            assertThat(there).containsKey(setup.name());
            assertThat(there.get(setup.name())).containsAllEntriesOf(setup.settings());
        }
        assertThat(there).hasSameSizeAs(Topics.DEFAULT.setups(1));
    }

    /// What they may do with them is tried out with a broker, by `ManifestRightsIT` of module `flink`.
    @Test
    void usersMayOnlyTouchTopicsThatExist() throws IOException {
        Set<String> names = new HashSet<>();
        Topics.DEFAULT.setups(1).forEach(setup -> names.add(setup.name()));
        for (JsonNode user : documents("users.yaml")) {
            assertThat(user.at("/spec/authentication/type").asText()).isEqualTo("scram-sha-512");
            for (JsonNode rule : user.at("/spec/authorization/acls")) {
                if (rule.at("/resource/type").asText().equals("topic")) {
                    assertThat(names).contains(rule.at("/resource/name").asText());
                }
            }
        }
    }

    @Test
    void theOperatorPassesOnEverySettingOfTheBrokers() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode document : documents("kafka.yaml")) {
            document.at("/spec/kafka/config").properties().forEach(e -> names.add(e.getKey()));
        }
        assertThat(names).contains("transactional.id.expiration.ms", "producer.id.expiration.ms");
        for (String prefix : KafkaClusterSpec.FORBIDDEN_PREFIXES.split(", *")) {
            assertThat(names).noneMatch(name -> name.startsWith(prefix));
        }
    }

    @Test
    void theNamespaceAndTheAccountThatTheManifestsNameAreThere() throws IOException {
        List<JsonNode> made = documents("namespace.yaml");
        for (JsonNode document : made) {
            assertThat(STRICT.treeToValue(document, kubernetes(document))).isNotNull();
        }
        assertThat(made.getFirst().at("/kind").asText()).isEqualTo("Namespace");
        String namespace = made.getFirst().at("/metadata/name").asText();
        List<JsonNode> inside = new ArrayList<>(kafkaDocuments());
        inside.addAll(documents("job.yaml"));
        inside.addAll(made.subList(1, made.size()));
        for (JsonNode document : inside) {
            assertThat(document.at("/metadata/namespace").asText())
                    .as(document.toString())
                    .isEqualTo(namespace);
        }
        String account = job().at("/spec/serviceAccount").asText();
        Map<String, JsonNode> byKind = new HashMap<>();
        made.forEach(document -> byKind.put(document.at("/kind").asText(), document));
        assertThat(byKind.get("ServiceAccount").at("/metadata/name").asText()).isEqualTo(account);
        JsonNode binding = byKind.get("RoleBinding");
        assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
        assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo(namespace);
        assertThat(binding.at("/roleRef/name").asText())
                .isEqualTo(byKind.get("Role").at("/metadata/name").asText());
    }

    private static Class<?> kubernetes(JsonNode document) {
        return switch (document.path("kind").asText()) {
            case "Namespace" -> Namespace.class;
            case "ServiceAccount" -> ServiceAccount.class;
            case "Role" -> Role.class;
            case "RoleBinding" -> RoleBinding.class;
            default -> throw new AssertionError("unknown kind in " + document);
        };
    }

    /// A secret comes from Strimzi, for a user or for its certificates, or the page says how to make it.
    @Test
    void everySecretOfTheJobComesFromTheOperatorOrIsExplained() throws IOException {
        Set<String> made = new HashSet<>(Set.of("firebreak-cluster-ca-cert"));
        for (JsonNode user : documents("users.yaml")) {
            made.add(user.at("/metadata/name").asText());
        }
        String page = Files.readString(Path.of("..", "docs", "how-to", "run-a-cluster.md"));
        JsonNode template = job().at("/spec/podTemplate");
        List<String> secrets = new ArrayList<>(template.findValuesAsText("secretName"));
        template.findValues("secretKeyRef").forEach(r -> secrets.add(r.path("name").asText()));
        assertThat(secrets).contains("firebreak-job", "firebreak-storage");
        assertThat(secrets)
                .allMatch(
                        secret ->
                                made.contains(secret)
                                        || page.contains("secret generic " + secret + " "));
    }

    @Test
    void theJobIsWhatTheOperatorsPublishedSchemaAllows() throws IOException {
        List<String> faults = new ArrayList<>();
        check(job(), schema(), "", faults);
        // The newest schema on Maven Central ends with Flink 1.20; later ones list later versions.
        assertThat(faults).containsExactly("/spec/flinkVersion: v2_3 is not one of the values");
    }

    @Test
    void aMisspeltFieldOfTheJobWouldBeFound() throws IOException {
        ObjectNode job = (ObjectNode) job();
        ((ObjectNode) job.at("/spec/job")).put("paralelism", 8);
        ((ObjectNode) job.at("/spec/jobManager")).put("replicas", "two");
        List<String> faults = new ArrayList<>();
        check(job, schema(), "", faults);
        assertThat(faults)
                .contains("/spec/job/paralelism: unknown", "/spec/jobManager/replicas: no integer");
    }

    @Test
    void placesThatAUserMustSetAreMarkedAndNoSecretIsInAnyManifest() throws IOException {
        JsonNode spec = job().path("spec");
        assertThat(spec.path("image").asText()).contains("SET");
        for (String key :
                List.of(
                        "high-availability.storageDir",
                        "execution.checkpointing.dir",
                        "execution.checkpointing.savepoint-dir")) {
            assertThat(spec.path("flinkConfiguration").path(key).asText())
                    .startsWith("s3://SET-YOUR-BUCKET/");
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContainIgnoringCase("password=");
            }
        }
    }

    private static JsonNode job() throws IOException {
        return documents("job.yaml").stream()
                .filter(d -> d.path("kind").asText().equals("FlinkDeployment"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in =
                KubernetesManifestsTest.class.getResourceAsStream(
                        "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            JsonNode versions = YAML.readTree(in).at("/spec/versions");
            assertThat(versions.get(0).path("name").asText()).isEqualTo("v1beta1");
            return versions.get(0).at("/schema/openAPIV3Schema");
        }
    }

    /// As the API server checks a structural schema, but unknown fields are faults instead of being cut off.
    private static void check(JsonNode value, JsonNode schema, String at, List<String> faults) {
        String type = schema.path("type").asText();
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return;
        }
        if (schema.has("enum")) {
            boolean listed = false;
            for (JsonNode one : schema.path("enum")) {
                listed |= one.asText().equals(value.asText());
            }
            if (!listed) {
                faults.add(at + ": " + value.asText() + " is not one of the values");
            }
        }
        switch (type) {
            case "object" -> checkObject(value, schema, at, faults);
            case "array" -> {
                for (int i = 0; i < value.size(); i++) {
                    check(value.get(i), schema.path("items"), at + "/" + i, faults);
                }
            }
            case "integer" -> fault(value.isIntegralNumber(), at, "no integer", faults);
            case "number" -> fault(value.isNumber(), at, "no number", faults);
            case "boolean" -> fault(value.isBoolean(), at, "no boolean", faults);
            case "string" -> fault(value.isTextual(), at, "no string", faults);
            default -> faults.add(at + ": the schema says nothing of its type");
        }
    }

    private static void checkObject(
            JsonNode value, JsonNode schema, String at, List<String> faults) {
        fault(value.isObject(), at, "no object", faults);
        value.properties()
                .forEach(
                        field -> {
                            String where = at + "/" + field.getKey();
                            JsonNode known = schema.path("properties").path(field.getKey());
                            if (!known.isMissingNode()) {
                                check(field.getValue(), known, where, faults);
                            } else if (schema.path("additionalProperties").isObject()) {
                                check(
                                        field.getValue(),
                                        schema.path("additionalProperties"),
                                        where,
                                        faults);
                            } else if (!at.isEmpty() || !isCommon(field.getKey())) {
                                faults.add(where + ": unknown");
                            }
                        });
    }

    /// What every resource of Kubernetes has beside what its schema lists.
    private static boolean isCommon(String field) {
        return List.of("apiVersion", "kind", "metadata").contains(field);
    }

    private static void fault(boolean fine, String at, String what, List<String> faults) {
        if (!fine) {
            faults.add(at + ": " + what);
        }
    }
}
