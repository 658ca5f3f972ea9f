/// Readers and writers, one package per format; they turn bytes into the words of `core.model` and back.
@NullMarked
package dev.firebreak.formats;

import org.jspecify.annotations.NullMarked;
