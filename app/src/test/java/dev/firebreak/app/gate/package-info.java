@NullMarked
package dev.firebreak.app.gate;

import org.jspecify.annotations.NullMarked;
