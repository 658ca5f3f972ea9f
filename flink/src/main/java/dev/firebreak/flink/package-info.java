/// The join as a Flink job: `core.join` over keyed state, fed from Kafka and answering into it.
@NullMarked
package dev.firebreak.flink;

import org.jspecify.annotations.NullMarked;
