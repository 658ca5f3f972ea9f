package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.access.Role;
import dev.firebreak.app.access.Viewer;
import dev.firebreak.app.api.Slices;
import dev.firebreak.app.api.TokensApi;
import dev.firebreak.app.security.Needs;
import dev.firebreak.app.security.Passwords;
import dev.firebreak.app.store.Accounts;
import dev.firebreak.app.store.Accounts.Account;
import dev.firebreak.app.store.AuditLog;
import dev.firebreak.app.store.Organisations;
import dev.firebreak.app.store.Organisations.Organisation;
import dev.firebreak.app.store.Refused;
import dev.firebreak.app.store.Tokens;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Organisations, accounts, tokens and the audit log.
@Controller
public final class AdminPages {
    private static final int SHOWN = 500;
    private static final int AUDIT_PAGE = 100;

    private final Organisations organisations;
    private final Accounts accounts;
    private final Tokens tokens;
    private final TokensApi tokenRules;
    private final Passwords passwords;
    private final AuditLog audit;
    private final MessageSource texts;

    public AdminPages(
            Organisations organisations,
            Accounts accounts,
            Tokens tokens,
            TokensApi tokenRules,
            Passwords passwords,
            AuditLog audit,
            MessageSource texts) {
        this.organisations = organisations;
        this.accounts = accounts;
        this.tokens = tokens;
        this.tokenRules = tokenRules;
        this.passwords = passwords;
        this.audit = audit;
        this.texts = texts;
    }

    @GetMapping("/admin")
    @Needs(Permission.ORGANISATION_READ)
    String admin() {
        return "admin";
    }

    @GetMapping("/admin/organisations")
    @Needs(Permission.ORGANISATION_READ)
    String organisations(Viewer viewer, Model model) {
        model.addAttribute("organisations", organisations.visible(viewer));
        return "organisations";
    }

    @PostMapping("/admin/organisations")
    @Needs(Permission.ORGANISATION_WRITE)
    String addOrganisation(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @RequestParam("name") String name,
            @RequestParam("key") String key,
            @RequestParam(name = "sector", defaultValue = "") String sector,
            @RequestParam(name = "contact", defaultValue = "") String contact,
            @RequestParam(name = "machines", required = false) @Nullable Integer machines) {
        try {
            Organisation added =
                    organisations.add(
                            new Organisations.Entry(key, name, sector, contact, machines));
            audit.add(
                    viewer.actor(), "organisation.add", "organisation:" + added.id(), added.key());
            Said.done(redirect, texts, locale, "organisation.added", added.name());
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return "redirect:/admin/organisations";
    }

    @GetMapping("/admin/accounts")
    @Needs(Permission.ACCOUNT_ADMIN)
    String accounts(Viewer viewer, Model model) {
        model.addAttribute("accounts", accounts.page(0, SHOWN));
        model.addAttribute("roles", Role.values());
        names(viewer, model);
        if (!model.containsAttribute("oneTime")) {
            model.addAttribute("oneTime", null);
        }
        return "accounts";
    }

    @PostMapping("/admin/accounts")
    @Needs(Permission.ACCOUNT_ADMIN)
    String addAccount(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @RequestParam("name") String name,
            @RequestParam("login") String login,
            @RequestParam("role") Role role,
            @RequestParam(name = "organisation", required = false) @Nullable Long organisation,
            @RequestParam(name = "local", defaultValue = "false") boolean local) {
        try {
            String oneTime = local ? passwords.oneTime() : null;
            Account account =
                    accounts.add(
                            login,
                            name,
                            role,
                            organisation,
                            oneTime == null ? null : passwords.hash(oneTime),
                            local);
            audit.add(
                    viewer.actor(),
                    "account.add",
                    "account:" + account.id(),
                    account.login() + " " + account.role());
            Said.done(redirect, texts, locale, "account.added", account.name());
            if (oneTime != null) {
                redirect.addFlashAttribute("oneTime", oneTime);
            }
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return "redirect:/admin/accounts";
    }

    @PostMapping("/admin/accounts/{id}/disabled")
    @Needs(Permission.ACCOUNT_ADMIN)
    String disable(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("id") long id,
            @RequestParam("disabled") boolean disabled) {
        if (viewer.account() != null && viewer.account() == id) {
            Said.refused(redirect, texts, locale, "own-account", "");
            return "redirect:/admin/accounts";
        }
        accounts.setDisabled(id, disabled);
        audit.add(
                viewer.actor(),
                disabled ? "account.disable" : "account.enable",
                "account:" + id,
                "");
        Said.done(redirect, texts, locale, "account.changed");
        return "redirect:/admin/accounts";
    }

    @PostMapping("/admin/accounts/{id}/one-time-password")
    @Needs(Permission.ACCOUNT_ADMIN)
    String resetPassword(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("id") long id) {
        Account account =
                accounts.byId(id).orElseThrow(() -> new Refused("not-found", "account " + id));
        if (viewer.account() != null && viewer.account() == id) {
            Said.refused(redirect, texts, locale, "own-account", "");
            return "redirect:/admin/accounts";
        }
        String oneTime = passwords.oneTime();
        accounts.setPassword(id, passwords.hash(oneTime), true);
        audit.add(viewer.actor(), "account.reset", "account:" + id, "");
        Said.done(redirect, texts, locale, "account.reset.done", account.name());
        redirect.addFlashAttribute("oneTime", oneTime);
        return "redirect:/admin/accounts";
    }

    @GetMapping("/admin/tokens")
    @Needs(Permission.TOKEN_ADMIN)
    String tokens(Viewer viewer, Model model) {
        model.addAttribute("tokens", tokens.page(0, SHOWN));
        model.addAttribute(
                "scopes",
                Arrays.stream(Permission.values())
                        .filter(p -> !TokensApi.NEVER.contains(p))
                        .map(Permission::scope)
                        .toList());
        names(viewer, model);
        if (!model.containsAttribute("secret")) {
            model.addAttribute("secret", null);
        }
        return "tokens";
    }

    @PostMapping("/admin/tokens")
    @Needs(Permission.TOKEN_ADMIN)
    String issueToken(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @RequestParam("name") String name,
            @RequestParam(name = "organisation", required = false) @Nullable Long organisation,
            @RequestParam(name = "scope", required = false) @Nullable List<String> scopes) {
        try {
            Tokens.Issued issued =
                    tokenRules.issueAllowed(
                            new TokensApi.NewToken(
                                    name, scopes == null ? List.of() : scopes, organisation, null),
                            viewer.actor());
            Said.done(redirect, texts, locale, "token.added", issued.token().name());
            redirect.addFlashAttribute("secret", issued.secret());
        } catch (Refused e) {
            Said.refused(redirect, texts, locale, e.code(), e.subject());
        }
        return "redirect:/admin/tokens";
    }

    @PostMapping("/admin/tokens/{id}/revoke")
    @Needs(Permission.TOKEN_ADMIN)
    String revoke(
            Viewer viewer,
            Locale locale,
            RedirectAttributes redirect,
            @PathVariable("id") long id) {
        tokens.revoke(id);
        audit.add(viewer.actor(), "token.revoke", "token:" + id, "");
        Said.done(redirect, texts, locale, "token.revoked.said");
        return "redirect:/admin/tokens";
    }

    @GetMapping("/admin/audit")
    @Needs(Permission.AUDIT_READ)
    String audit(
            Model model, @RequestParam(name = "after", required = false) @Nullable String after) {
        Slices.Slice<AuditLog.Entry> page =
                Slices.of(
                        audit.page(Slices.decodeNumber(after, Long.MAX_VALUE), AUDIT_PAGE + 1),
                        AUDIT_PAGE,
                        e -> Long.toString(e.seq()));
        model.addAttribute("entries", page.items());
        model.addAttribute("next", page.next());
        model.addAttribute("broken", audit.firstBroken());
        return "audit";
    }

    private void names(Viewer viewer, Model model) {
        List<Organisation> all = organisations.visible(viewer);
        Map<Long, String> names = new HashMap<>();
        all.forEach(o -> names.put(o.id(), o.name()));
        model.addAttribute("organisations", all);
        model.addAttribute("names", names);
    }
}
