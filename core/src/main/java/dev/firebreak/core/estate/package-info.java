/// An estate held in memory for one question, built from inventories and logs as they are read.
@NullMarked
package dev.firebreak.core.estate;

import org.jspecify.annotations.NullMarked;
