/// Tests on real clusters: Kafka and Flink as processes, started by `app.cluster`, killed and started again.
package dev.firebreak.flink.cluster;
