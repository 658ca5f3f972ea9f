/// JSON as the readers of warnings need it: a tree that knows its pointers, survives truncation and reports what it
/// could not keep.
@NullMarked
package dev.firebreak.formats.json;

import org.jspecify.annotations.NullMarked;
