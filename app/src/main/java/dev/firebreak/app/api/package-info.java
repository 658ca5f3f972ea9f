/// The REST interface, version 1, and its OpenAPI description.
@NullMarked
package dev.firebreak.app.api;

import org.jspecify.annotations.NullMarked;
