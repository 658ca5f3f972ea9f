package dev.firebreak.core.answer;

/// More machines meet a warning, or more often, than there is room for; nothing is answered rather than a part.
public final class TooManyMeetingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooManyMeetingsException(int most) {
        super(
                ("a warning meets machines more than %,d times, which is more than there is room for: raise"
                                + " FIREBREAK_MEMORY, or ask of one organisation (--organisation)")
                        .formatted(most));
    }
}
