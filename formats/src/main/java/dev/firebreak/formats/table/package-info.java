/// Tables of any maker: delimited text and JSON lines, with a map from their columns to our words.
@NullMarked
package dev.firebreak.formats.table;

import org.jspecify.annotations.NullMarked;
