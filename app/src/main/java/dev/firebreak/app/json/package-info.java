/// The JSON that `--json` prints; its schemas are in docs/reference.
@NullMarked
package dev.firebreak.app.json;

import org.jspecify.annotations.NullMarked;
