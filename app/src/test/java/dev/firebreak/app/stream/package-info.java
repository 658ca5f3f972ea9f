@NullMarked
package dev.firebreak.app.stream;

import org.jspecify.annotations.NullMarked;
