package dev.firebreak.gate.facts;

import java.util.Locale;

/// The kinds of things worth telling about a file. A signal is a fact; whether it matters is judged later, mostly by
/// whether the last release had it too.
public enum SignalKind {
    // What code can do.
    NETWORK(true),
    PROCESS(true),
    PERSISTENCE(true),
    CREDENTIALS(true),
    INJECTION(true),
    DYNAMIC_CODE(true),
    DECODING(true),
    NATIVE_LOAD(true),
    // Where it talks to.
    URL(false),
    ADDRESS(false),
    DROP_SITE(false),
    // How it hides.
    ENCODED_BLOB(false),
    OBFUSCATION(false),
    DECODE_EXECUTE(false),
    DOWNLOAD_EXECUTE(false),
    HARVEST_SEND(false),
    HIDDEN_TEXT(false),
    TRAILING_DATA(false),
    FALSE_TYPE(false),
    EMBEDDED_EXECUTABLE(false),
    OPAQUE(false),
    // When it runs.
    INSTALL_HOOK(false),
    AUTOSTART(false),
    LOAD_HOOK(false),
    PRIVILEGE(false),
    BUILD_TRICK(false),
    // What it is made of.
    DEPENDENCY(false),
    ENTRY_ANOMALY(false),
    INTEGRITY(false),
    INTEGRITY_OK(false),
    // Named by a YARA rule of a warning.
    RULE_MATCH(false);

    private final boolean capability;

    SignalKind(boolean capability) {
        this.capability = capability;
    }

    /// Names an ability of code, as opposed to a place or a trick.
    public boolean capability() {
        return capability;
    }

    /// The word used in JSON, `decode-execute` and so on.
    public String json() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
