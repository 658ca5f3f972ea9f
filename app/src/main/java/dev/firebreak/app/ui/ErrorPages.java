package dev.firebreak.app.ui;

import dev.firebreak.app.security.Open;
import dev.firebreak.app.security.PermissionCheck;
import dev.firebreak.app.security.Problems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/// What went wrong, in plain words and without inner details.
@Controller
public final class ErrorPages implements ErrorController {
    private final MessageSource texts;

    public ErrorPages(MessageSource texts) {
        this.texts = texts;
    }

    @RequestMapping("/error")
    @Open
    @Nullable String error(
            HttpServletRequest request, HttpServletResponse response, Model model, Locale locale)
            throws IOException {
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                        ? code
                        : 404;
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String problem = Objects.toString(request.getAttribute("firebreak.problem"), "");
        String detail = Objects.toString(request.getAttribute("firebreak.detail"), "");
        if (path instanceof String p && (p.startsWith("/api/") || p.startsWith("/ingest/"))
                || !PermissionCheck.isPage(request)) {
            Problems.write(
                    response, status, problem.isEmpty() ? "status-" + status : problem, detail);
            return null;
        }
        response.setStatus(status);
        String key =
                switch (status) {
                    case 401, 403 -> "error.403";
                    case 404, 405, 400 -> "error.404";
                    case 409 -> "error.409";
                    case 413, 415, 422 -> "error.422";
                    case 429 -> "error.429";
                    default -> "error.500";
                };
        model.addAttribute("heading", texts.getMessage(key, null, locale));
        model.addAttribute(
                "explanation",
                texts.getMessage(
                        "problem." + problem,
                        null,
                        texts.getMessage(key + ".text", null, locale),
                        locale));
        model.addAttribute("detail", status >= 500 ? "" : detail);
        return "error";
    }
}
