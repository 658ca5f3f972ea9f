package dev.firebreak.flink;

/// Kafka ended a transaction that a checkpoint relies on: what is in it is in the state as told, and nobody can read it.
public final class LostTransactionException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    LostTransactionException(String transaction, Throwable cause) {
        super(
                "Kafka ended transaction "
                        + transaction
                        + " before it could be committed; what the last checkpoint told is not in Kafka."
                        + " Start the job from the checkpoint before it, or accept the loss with --lost accept",
                cause);
    }
}
