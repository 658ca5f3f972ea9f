/// The records of the topics. Each writes and reads its own versioned binary form.
@NullMarked
package dev.firebreak.stream.record;

import org.jspecify.annotations.NullMarked;
