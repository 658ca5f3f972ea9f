/// Sending an estate into Kafka, and asking through it.
@NullMarked
package dev.firebreak.app.ship;

import org.jspecify.annotations.NullMarked;
