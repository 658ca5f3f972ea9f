package dev.firebreak.app.store;

/// A request that cannot be done as asked; the code has a text in both languages.
public final class Refused extends RuntimeException {
    private final String code;
    private final String subject;

    /// @param code stable word such as `organisation-key-taken`; `not-found` also for what the viewer may not see
    /// @param subject what it is about, shown with the text
    public Refused(String code, String subject) {
        super(code + ": " + subject);
        this.code = code;
        this.subject = subject;
    }

    public String code() {
        return code;
    }

    public String subject() {
        return subject;
    }
}
