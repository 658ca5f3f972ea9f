package dev.firebreak.core.identity;

import java.util.List;
import java.util.Set;

/// Words that many products share, and words that mark an edition rather than another product.
final class GeneralWords {
    /// A name made of these alone does not tell one product from another.
    private static final Set<String> GENERAL =
            Set.of(
                    "a", "access", "account", "admin", "agent", "all", "and", "app", "apps", "archive", "assistant", "audio",
                    "audit", "auto", "automation", "backup", "base", "basic", "bridge", "browser", "calendar", "camera",
                    "center", "central", "centre", "chat", "cleaner", "cli", "client", "clock", "cloud", "code", "collector",
                    "common", "component", "components", "config", "connect", "connector", "console", "contacts", "control",
                    "controller", "core", "creator", "daemon", "dashboard", "data", "database", "demo", "deployment", "desktop",
                    "device", "devices", "dienst", "directory", "discovery", "display", "documentation", "documents", "download",
                    "downloader", "drive", "driver", "drivers", "editor", "email", "endpoint", "engine", "explorer", "express",
                    "extension", "extensions", "file", "files", "firewall", "for", "framework", "fuer", "gallery", "games",
                    "gateway", "generic", "graphics", "guard", "help", "helper", "home", "host", "hub", "image", "installer",
                    "integration", "interface", "intranet", "keyboard", "kit", "language", "launcher", "lib", "library", "license",
                    "link", "loader", "local", "log", "logger", "mail", "main", "management", "manager", "map", "maps", "media",
                    "meeting", "meetings", "messages", "messenger", "mobile", "module", "monitor", "monitoring", "music", "net",
                    "network", "news", "notes", "office", "online", "outlet", "package", "panel", "paper", "password", "patch",
                    "phone", "photo", "photos", "picture", "platform", "player", "plugin", "portal", "print", "printer", "pro",
                    "programm", "proxy", "reader", "recorder", "recovery", "remote", "report", "reporting", "reports", "repository",
                    "rescue", "router", "runtime", "scan", "scanner", "scheduler", "screen", "sdk", "search", "secure", "security",
                    "sensor", "server", "service", "services", "settings", "setup", "share", "shell", "software", "sound", "storage",
                    "store", "studio", "suite", "support", "sync", "system", "systems", "terminal", "test", "the", "to", "tool",
                    "toolbox", "toolkit", "tools", "touchpad", "tracker", "translator", "tray", "tv", "uninstaller", "unit",
                    "universal", "update", "updater", "user", "utilities", "utility", "utils", "verwaltung", "video", "viewer",
                    "virtual", "voice", "vpn", "wallet", "weather", "web", "widget", "wifi", "windows", "wireless", "wizard",
                    "workspace", "writer", "zentrale");

    /// Further words that leave it open whether the same product is meant.
    private static final Set<String> EDITIONS =
            Set.of(
                    "app", "software", "program", "programm", "client", "beta", "alpha", "preview", "canary", "nightly", "insider",
                    "insiders", "dev", "portable", "edition", "free", "community", "home", "personal", "pro", "professional",
                    "enterprise", "standard", "ultimate", "business", "premium", "plus", "lite", "trial", "dc", "lts", "esr",
                    "setup", "installer", "desktop", "full", "base", "core", "suite", "platform", "bundle", "stable", "release");

    private GeneralWords() {}

    static boolean isGeneral(String word) {
        return GENERAL.contains(word) || word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static boolean allEditions(List<String> words) {
        return !words.isEmpty() && EDITIONS.containsAll(words);
    }
}
