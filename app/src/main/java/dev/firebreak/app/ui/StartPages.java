package dev.firebreak.app.ui;

import dev.firebreak.app.access.Permission;
import dev.firebreak.app.security.Needs;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The first page after sign-in.
@Controller
public final class StartPages {
    @GetMapping("/")
    @Needs(Permission.OVERVIEW)
    String start() {
        return "start";
    }
}
