/// Holds indicators against allow-lists, so that the vendor's own site or a public resolver raises no alarm.
@NullMarked
package dev.firebreak.core.allow;

import org.jspecify.annotations.NullMarked;
