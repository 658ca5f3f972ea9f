package dev.firebreak.app.check;

/// An input without which there can be no answer cannot be used; the message is meant for the user and names it.
public final class UnusableInputException extends Exception {
    public UnusableInputException(String message) {
        super(message);
    }
}
