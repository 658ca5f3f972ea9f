/// MISP events in their JSON form (MISP core format).
@NullMarked
package dev.firebreak.formats.misp;

import org.jspecify.annotations.NullMarked;
