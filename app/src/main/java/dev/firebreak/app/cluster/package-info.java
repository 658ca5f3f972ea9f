/// A cluster on one machine: Kafka and Flink as processes of their own, started, watched and ended from here.
///
/// Nothing of Flink is loaded in this program: its processes are Java programs started from the class path that the
/// build wrote down, and everything else goes through their interfaces.
@NullMarked
package dev.firebreak.app.cluster;

import org.jspecify.annotations.NullMarked;
