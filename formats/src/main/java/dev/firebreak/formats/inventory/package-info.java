/// What every inventory reader needs: one reading of one file, with its problems, its names and its bounds.
@NullMarked
package dev.firebreak.formats.inventory;

import org.jspecify.annotations.NullMarked;
