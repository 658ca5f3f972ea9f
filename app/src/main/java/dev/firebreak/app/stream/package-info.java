/// Answers from a cluster: questions go out over Kafka, findings come back, and the same answer is made of them.
@NullMarked
package dev.firebreak.app.stream;

import org.jspecify.annotations.NullMarked;
