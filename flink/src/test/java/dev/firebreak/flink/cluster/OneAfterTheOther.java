package dev.firebreak.flink.cluster;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// After a failure the cluster is not what the later tests expect: they would only take long and fail too.
final class OneAfterTheOther implements ExecutionCondition, TestExecutionExceptionHandler {
    private static volatile boolean failed;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return failed
                ? ConditionEvaluationResult.disabled("an earlier test failed")
                : ConditionEvaluationResult.enabled("nothing failed so far");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        failed = true;
        throw failure;
    }
}
