package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.Open;
import dev.firebreak.app.security.OwnPassword;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Signing in and one's own account.
@Controller
public final class AccountPages {
    private final OwnPassword own;
    private final Organisations organisations;
    private final MessageSource texts;
    private final @Nullable String provider;

    /// @param provider address that begins a sign-in at the OpenID provider, if there is one
    public AccountPages(
            OwnPassword own,
            Organisations organisations,
            MessageSource texts,
            @Nullable String provider) {
        this.own = own;
        this.organisations = organisations;
        this.texts = texts;
        this.provider = provider;
    }

    @GetMapping("/sign-in")
    @Open
    String signIn(Model model) {
        model.addAttribute("provider", provider);
        return "sign-in";
    }

    @GetMapping("/account")
    @Needs(Permission.OWN_ACCOUNT)
    String account(Viewer viewer, Model model) {
        model.addAttribute("local", own.account(viewer).passwordHash() != null);
        model.addAttribute(
                "organisation",
                viewer.organisation() == null
                        ? null
                        : organisations.byId(viewer.organisation()).orElse(null));
        return "account";
    }

    @PostMapping("/account/password")
    @Needs(Permission.OWN_ACCOUNT)
    String password(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam("old") String old,
            @RequestParam("new") String wanted,
            @RequestParam("again") String again)
            throws IOException {
        try {
            if (!wanted.equals(again)) {
                throw new Refused("password-differs", "");
            }
            own.change(viewer, old, wanted, request, response);
            Said.done(redirect, texts, locale, "password.changed");
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return "redirect:/account";
    }
}
