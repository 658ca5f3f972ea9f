package dev.firebreak.formats.stix;

/// A pattern that does not follow the grammar. Caught where the pattern's object is known.
final class PatternException extends Exception {
    private static final long serialVersionUID = 1L;

    PatternException(String message, int offset) {
        super(message + " at character " + (offset + 1));
    }
}
