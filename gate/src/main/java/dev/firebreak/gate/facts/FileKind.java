package dev.firebreak.gate.facts;

/// What a file is by its content, and by its name only where content cannot tell.
public enum FileKind {
    PE,
    ELF,
    MACHO,
    CLASS,
    JAVASCRIPT,
    PYTHON,
    SHELL,
    POWERSHELL,
    BATCH,
    WINDOWS_SCRIPT,
    PERL,
    RUBY,
    PHP,
    BUILD_SCRIPT,
    METADATA,
    TEXT,
    IMAGE,
    FONT,
    MEDIA,
    SHORTCUT,
    PYTHON_BYTECODE,
    WASM,
    SIGNATURE,
    ARCHIVE,
    DATA,
    LINK;

    /// Is run by a machine or an interpreter.
    public boolean executable() {
        return switch (this) {
            case PE, ELF, MACHO, CLASS, WASM, PYTHON_BYTECODE, SHORTCUT -> true;
            case JAVASCRIPT,
                    PYTHON,
                    SHELL,
                    POWERSHELL,
                    BATCH,
                    WINDOWS_SCRIPT,
                    PERL,
                    RUBY,
                    PHP,
                    BUILD_SCRIPT ->
                    true;
            case METADATA, TEXT, IMAGE, FONT, MEDIA, SIGNATURE, ARCHIVE, DATA, LINK -> false;
        };
    }

    /// Machine code of an operating system.
    public boolean nativeCode() {
        return this == PE || this == ELF || this == MACHO;
    }

    /// Source text that is run.
    public boolean script() {
        return switch (this) {
            case JAVASCRIPT,
                    PYTHON,
                    SHELL,
                    POWERSHELL,
                    BATCH,
                    WINDOWS_SCRIPT,
                    PERL,
                    RUBY,
                    PHP,
                    BUILD_SCRIPT ->
                    true;
            case PE, ELF, MACHO, CLASS, WASM, PYTHON_BYTECODE, SHORTCUT -> false;
            case METADATA, TEXT, IMAGE, FONT, MEDIA, SIGNATURE, ARCHIVE, DATA, LINK -> false;
        };
    }
}
