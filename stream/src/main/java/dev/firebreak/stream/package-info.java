/// What crosses Kafka: topics, their records in a compact binary form, and how to connect.
@NullMarked
package dev.firebreak.stream;

import org.jspecify.annotations.NullMarked;
