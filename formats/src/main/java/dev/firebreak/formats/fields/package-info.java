/// What the structured formats have in common: a draft of an advisory, version expressions, platforms, CPE and package
/// URLs.
@NullMarked
package dev.firebreak.formats.fields;

import org.jspecify.annotations.NullMarked;
