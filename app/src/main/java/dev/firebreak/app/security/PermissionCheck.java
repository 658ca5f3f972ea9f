package dev.firebreak.app.security;

import dev.firebreak.app.access.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Asks for the permission that the endpoint names. An endpoint that names none is refused to everyone.
public final class PermissionCheck implements HandlerInterceptor {
    /// Where the API tells who is asking and changes their password.
    public static final String OWN_ACCOUNT_API = "/api/v1/me";

    private static final String PASSWORD_PAGE = "/account";

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (!(handler instanceof HandlerMethod method)) {
            return true; // static files: styles, fonts, scripts
        }
        if (method.hasMethodAnnotation(Open.class)
                || method.hasMethodAnnotation(KeyInBody.class)
                || method.getBeanType().getName().startsWith("org.springframework.boot.webmvc")) {
            return true;
        }
        Needs needs = method.getMethodAnnotation(Needs.class);
        Viewer viewer = Viewers.present();
        if (viewer == null) {
            refuse(request, response, 401, "not-signed-in");
            return false;
        }
        if (viewer.mustChangePassword() && !isOwnAccount(request.getRequestURI())) {
            if (isPage(request)) {
                response.sendRedirect(PASSWORD_PAGE);
            } else {
                refuse(request, response, 403, "password-change-needed");
            }
            return false;
        }
        if (needs == null || !viewer.may(needs.value())) {
            refuse(request, response, 403, "not-allowed");
            return false;
        }
        return true;
    }

    private static boolean isOwnAccount(String path) {
        return path.startsWith(PASSWORD_PAGE) || path.startsWith(OWN_ACCOUNT_API);
    }

    /// Whether a person looks at this in a browser, so that errors are pages.
    public static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/")
                && !path.startsWith("/ingest/")
                && request.getHeader("Authorization") == null;
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, int status, String code)
            throws Exception {
        if (isPage(request)) {
            response.sendError(status, code);
        } else {
            Problems.write(response, status, code, "");
        }
    }
}
