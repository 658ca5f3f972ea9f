/// The binary form that records have in Kafka and in a stream engine's state.
@NullMarked
package dev.firebreak.stream.wire;

import org.jspecify.annotations.NullMarked;
