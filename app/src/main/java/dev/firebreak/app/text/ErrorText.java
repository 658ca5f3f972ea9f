package dev.firebreak.app.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a command could not do what was asked, in one line. Java tells of a file that is missing by its bare name; here it is a
/// sentence.
public final class ErrorText {
    private ErrorText() {}

    /// `w.txt: no such file or folder`
    public static String of(Throwable failure, Language language) {
        if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return of(unchecked.getCause(), language);
        }
        if (failure instanceof FileSystemException of && of.getFile() != null) {
            String both = of.getOtherFile() == null ? "" : " -> " + of.getOtherFile();
            return Terminal.plain(
                    ProblemText.message(of.getFile() + both + ": " + reason(of), language));
        }
        String message = failure.getMessage();
        return message == null ? kind(failure) : ProblemText.message(message, language);
    }

    /// Why, without the name of the file: `no such file or folder`. English, to be put into a sentence that is looked up whole.
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e when e.getReason() == null -> "no such file or folder";
            case AccessDeniedException e when e.getReason() == null -> "access denied";
            case NotDirectoryException _ -> "not a folder";
            case FileAlreadyExistsException e when e.getReason() == null -> "already there";
            case DirectoryNotEmptyException _ -> "not empty";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case CharacterCodingException _ -> "no text in UTF-8";
            default -> failure.getMessage() == null ? kind(failure) : failure.getMessage();
        };
    }

    private static String kind(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
