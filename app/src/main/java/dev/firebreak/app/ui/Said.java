package dev.firebreak.app.ui;

import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// What is said once on the page that follows a form.
///
/// @param kind `success`, `warning` or `danger`
public record Said(String kind, String text) implements java.io.Serializable {
    static void done(
            RedirectAttributes redirect,
            MessageSource texts,
            Locale locale,
            String code,
            Object... values) {
        redirect.addFlashAttribute(
                "said", new Said("success", texts.getMessage(code, values, locale)));
    }

    static void refused(
            RedirectAttributes redirect,
            MessageSource texts,
            Locale locale,
            String code,
            String subject) {
        String text =
                Objects.requireNonNullElse(
                        texts.getMessage("problem." + code, null, code, locale), code);
        redirect.addFlashAttribute(
                "said", new Said("danger", subject.isEmpty() ? text : text + " (" + subject + ")"));
    }
}
