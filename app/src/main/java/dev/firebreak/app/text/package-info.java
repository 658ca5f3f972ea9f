/// What the commands print for people to read on a terminal.
@NullMarked
package dev.firebreak.app.text;

import org.jspecify.annotations.NullMarked;
