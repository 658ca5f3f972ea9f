/// The Windows uninstall registry in the shapes its exports come in besides CSV.
@NullMarked
package dev.firebreak.formats.registry;

import org.jspecify.annotations.NullMarked;
