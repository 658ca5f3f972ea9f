package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.security.FirstStart;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.Open;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Accounts accounts;
    private final Organisations organisations;
    private final Passwords passwords;
    private final AuditLog audit;
    private final MessageSource texts;
    private final Path data;
    private final @Nullable String provider;

    /// @param data folder that may still hold the first administrator's one-time password
    /// @param provider address that begins a sign-in at the OpenID provider, if there is one
    public AccountPages(
            Accounts accounts,
            Organisations organisations,
            Passwords passwords,
            AuditLog audit,
            MessageSource texts,
            Path data,
            @Nullable String provider) {
        this.accounts = accounts;
        this.organisations = organisations;
        this.passwords = passwords;
        this.audit = audit;
        this.texts = texts;
        this.data = data;
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
        model.addAttribute("local", own(viewer).passwordHash() != null);
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
            @RequestParam("old") String old,
            @RequestParam("new") String wanted,
            @RequestParam("again") String again)
            throws IOException {
        Account account = own(viewer);
        String problem = null;
        if (!passwords.matches(old, account.passwordHash())) {
            problem = "password-wrong";
        } else if (!wanted.equals(again)) {
            problem = "password-differs";
        } else if (!passwords.acceptable(wanted)) {
            problem = "password-short";
        }
        if (problem != null) {
            Said.refused(redirect, texts, locale, problem, "");
            return "redirect:/account";
        }
        accounts.setPassword(account.id(), passwords.hash(wanted), false);
        audit.add(viewer.actor(), "password.change", "account:" + account.id(), "");
        if (account.login().equals(FirstStart.LOGIN)) {
            Files.deleteIfExists(data.resolve(FirstStart.FILE));
        }
        Said.done(redirect, texts, locale, "password.changed");
        return "redirect:/account";
    }

    private Account own(Viewer viewer) {
        if (viewer.account() == null) {
            throw new Refused("not-found", "account");
        }
        return accounts.byId(viewer.account()).orElseThrow();
    }
}
