/// Metrics of Flink's processes, for the cluster on one machine; on the cluster's class path, not in the job's jar.
@NullMarked
package dev.firebreak.flink.metrics;

import org.jspecify.annotations.NullMarked;
