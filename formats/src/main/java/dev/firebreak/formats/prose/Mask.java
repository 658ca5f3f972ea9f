package dev.firebreak.formats.prose;

/// A piece of text that is understood already and must not be read as words or versions.
record Mask(int start, int end, Token.Kind kind) {}
