package dev.firebreak.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/// What Kafka's authorizer says in its log: who did what, and whether it was allowed.
final class Audit {
    private static final Pattern LINE =
            Pattern.compile(
                    "Principal = (User:\\S+) is (Allowed|Denied) operation = (\\w+) from host = \\S+"
                            + " on resource = (\\w+):\\w+:(\\S+) for request = (\\w+) .*");

    private Audit() {}

    /// @param request by which it was tried
    record Action(
            String principal,
            boolean allowed,
            AclOperation operation,
            ResourceType type,
            String name,
            String request) {
        /// Whether this right alone allows it.
        boolean allowedBy(AclBinding right) {
            String of = right.pattern().name();
            return right.entry().principal().equals(principal)
                    && right.pattern().resourceType() == type
                    && (right.pattern().patternType() == PatternType.PREFIXED
                            ? name.startsWith(of)
                            : name.equals(of))
                    && includes(right.entry().operation(), operation);
        }

        private static boolean includes(AclOperation right, AclOperation wanted) {
            return right == wanted
                    || wanted == AclOperation.DESCRIBE
                            && (right == AclOperation.READ || right == AclOperation.WRITE);
        }
    }

    /// Each different thing that was done so far by some users.
    static Set<Action> of(Path log, List<String> users) throws IOException {
        Set<Action> actions = new LinkedHashSet<>();
        for (String line : Files.readAllLines(log)) {
            Matcher m = LINE.matcher(line);
            assertThat(m.matches()).as(line).isTrue();
            if (users.contains(m.group(1).substring("User:".length()))) {
                actions.add(
                        new Action(
                                m.group(1),
                                m.group(2).equals("Allowed"),
                                AclOperation.fromString(m.group(3)),
                                ResourceType.fromString(
                                        m.group(4).equals("TransactionalId")
                                                ? "TRANSACTIONAL_ID"
                                                : m.group(4)),
                                m.group(5),
                                m.group(6)));
            }
        }
        return actions;
    }
}
