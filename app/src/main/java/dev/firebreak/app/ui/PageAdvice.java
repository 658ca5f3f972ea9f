package dev.firebreak.app.ui;

import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.security.Viewers;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// What every page knows: who looks at it, in which language and colours, and where in the navigation it is.
@ControllerAdvice(annotations = Controller.class)
public final class PageAdvice {
    static final String THEME_COOKIE = "firebreak-theme";

    private final MessageSource texts;

    public PageAdvice(MessageSource texts) {
        this.texts = texts;
    }

    @ModelAttribute
    void everyPage(
            Model model, Locale locale, HttpServletRequest request, HttpServletResponse response) {
        Viewer viewer = Viewers.present();
        model.addAttribute("viewer", viewer);
        model.addAttribute("language", locale.getLanguage().equals("en") ? "en" : "de");
        model.addAttribute("theme", theme(request, response));
        Dates dates = new Dates(locale, ZoneId.systemDefault());
        model.addAttribute("dates", dates);
        model.addAttribute("wording", new Wording(texts, locale, dates));
        String path = request.getRequestURI();
        int end = path.indexOf('/', 1);
        model.addAttribute("area", path.substring(1, end < 0 ? path.length() : end));
        model.addAttribute("here", here(request));
        if (!model.containsAttribute("said")) {
            model.addAttribute("said", null);
        }
    }

    /// This page's address, ready for one more parameter.
    private static String here(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query == null || !"GET".equals(request.getMethod())) {
            return "?";
        }
        StringBuilder kept = new StringBuilder("?");
        for (String pair : query.split("&")) {
            if (!pair.startsWith("lang=") && !pair.startsWith("theme=")) {
                kept.append(pair).append('&');
            }
        }
        return kept.toString();
    }

    /// `light`, `dark` or absent, which leaves it to the device.
    private static @Nullable String theme(
            HttpServletRequest request, HttpServletResponse response) {
        String asked = request.getParameter("theme");
        String theme = asked;
        if (asked == null && request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(THEME_COOKIE)) {
                    theme = cookie.getValue();
                }
            }
        }
        if (asked != null) {
            Cookie cookie =
                    new Cookie(
                            THEME_COOKIE,
                            asked.equals("dark") || asked.equals("light") ? asked : "system");
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setSecure(request.isSecure());
            cookie.setAttribute("SameSite", "Lax");
            cookie.setMaxAge(365 * 24 * 3600);
            response.addCookie(cookie);
        }
        return "dark".equals(theme) || "light".equals(theme) ? theme : null;
    }
}
