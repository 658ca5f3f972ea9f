package dev.firebreak.flink.cluster;

/// A program that is no part of any cluster.
public final class Stranger {
    private Stranger() {}

    public static void main(String[] args) throws InterruptedException {
        Thread.sleep(600_000);
    }
}
