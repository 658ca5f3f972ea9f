/// The situation room: settings, start and stop, and the wiring of all its parts by Spring.
@NullMarked
package dev.firebreak.app.server;

import org.jspecify.annotations.NullMarked;
