package dev.firebreak.app.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Errors in the form of RFC 9457, written where Spring's own handling does not reach.
public final class Problems {
    /// Media type of RFC 9457, section 6.1.
    public static final String TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    /// @param type `urn:firebreak:problem:` and the code
    /// @param code the stable word itself
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            String type, String title, int status, String code, @Nullable String detail) {}

    public static Problem of(int status, String code, @Nullable String detail) {
        return new Problem(
                "urn:firebreak:problem:" + code,
                code.replace('-', ' '),
                status,
                code,
                detail == null || detail.isEmpty() ? null : detail);
    }

    public static void write(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"firebreak\"");
        }
        response.getOutputStream()
                .write(
                        JSON.writeValueAsString(of(status, code, detail))
                                .getBytes(StandardCharsets.UTF_8));
    }
}
