package dev.firebreak.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.security.KeyInBody;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.Open;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Tokens;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Lists all endpoints and tries each as each role.
class PermissionsTest {
    private record Endpoint(String method, String path, HandlerMethod handler) {
        /// A stream never ends by itself: the one who may read it would wait for its end.
        boolean isStream() {
            return handler.getReturnType().getParameterType() == SseEmitter.class;
        }

        /// The address with ids that nobody has.
        String address() {
            return path.replaceAll("\\{[^}]+}", "999999");
        }
    }

    private static List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> e :
                TestServer.shared()
                        .part(RequestMappingHandlerMapping.class)
                        .getHandlerMethods()
                        .entrySet()) {
            for (String path : e.getKey().getPatternValues()) {
                Set<RequestMethod> methods = e.getKey().getMethodsCondition().getMethods();
                if (methods.isEmpty()) {
                    all.add(new Endpoint("GET", path, e.getValue()));
                }
                methods.forEach(m -> all.add(new Endpoint(m.name(), path, e.getValue())));
            }
        }
        return all;
    }

    @Test
    void everyEndpointSaysWhatItNeeds() {
        List<String> silent = new ArrayList<>();
        Set<String> open = new TreeSet<>();
        for (Endpoint e : endpoints()) {
            boolean isOpen = e.handler().hasMethodAnnotation(Open.class);
            if (e.handler().hasMethodAnnotation(KeyInBody.class)) {
                continue;
            }
            if (isOpen == e.handler().hasMethodAnnotation(Needs.class)) {
                silent.add(e.method() + " " + e.path());
            }
            if (isOpen) {
                open.add(e.path());
            }
        }
        assertThat(silent).isEmpty();
        assertThat(open)
                .containsExactlyInAnyOrder("/health", "/api/v1/openapi.json", "/sign-in", "/error");
    }

    @Test
    void nobodyGetsInWithoutSignIn() {
        Client stranger = new Client(TestServer.url());
        forAll(
                (e, wrong) -> {
                    if (e.handler().hasMethodAnnotation(Open.class)) {
                        return;
                    }
                    HttpResponse<String> answer = stranger.send(e.method(), e.address());
                    if (e.handler().hasMethodAnnotation(KeyInBody.class)) {
                        if (!answer.body().equals("{\"node_invalid\":true}")) {
                            wrong.add(e + " answered " + answer.body());
                        }
                        return;
                    }
                    boolean toSignIn =
                            answer.statusCode() == 302
                                    && answer.headers()
                                            .firstValue("Location")
                                            .orElse("")
                                            .endsWith("/sign-in");
                    if (!toSignIn && answer.statusCode() != 401 && answer.statusCode() != 403) {
                        wrong.add(e + " answered " + answer.statusCode());
                    }
                });
    }

    @Test
    void eachRoleGetsWhatItMayAndNothingElse() {
        Organisation organisation = TestServer.organisation("Roles");
        for (Role role : Role.values()) {
            Client client = TestServer.signedIn(role, role == Role.OFFICER ? organisation : null);
            tryAll(role.name(), client, role.permissions());
        }
    }

    @Test
    void eachScopeOfATokenGetsWhatItMayAndNothingElse() {
        Tokens tokens = TestServer.shared().part(Tokens.class);
        for (Permission permission : Permission.values()) {
            Set<Permission> scopes = EnumSet.of(permission);
            String secret = tokens.issue("test", scopes, null, null, "test").secret();
            tryAll("token " + permission, Client.withToken(TestServer.url(), secret), scopes);
        }
    }

    private static void tryAll(String who, Client client, Set<Permission> permissions) {
        forAll(
                (e, wrong) -> {
                    Needs needs = e.handler().getMethodAnnotation(Needs.class);
                    if (needs == null || e.isStream() && permissions.contains(needs.value())) {
                        return;
                    }
                    int status = client.send(e.method(), e.address()).statusCode();
                    boolean let = status != 401 && status != 403;
                    if (let != permissions.contains(needs.value()) || status >= 500) {
                        wrong.add(who + " " + e.method() + " " + e.path() + " answered " + status);
                    }
                });
    }

    private static void forAll(BiConsumer<Endpoint, List<String>> check) {
        List<String> wrong = new ArrayList<>();
        List<Endpoint> all = endpoints();
        assertThat(all).hasSizeGreaterThan(20);
        all.forEach(e -> check.accept(e, wrong));
        assertThat(wrong).isEmpty();
    }
}
