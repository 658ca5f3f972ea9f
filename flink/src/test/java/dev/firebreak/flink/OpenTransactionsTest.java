package dev.firebreak.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which transactions are nobody's; that they are ended is tried on a broker, in LostTransactionIT.
class OpenTransactionsTest {
    private final OpenTransactions own = new OpenTransactions("firebreak.findings", 1, 2);

    @Test
    void thoseOfLaterCheckpointsOfItsOwnPartAreNobodys() {
        assertThat(own.nobodys("firebreak.findings-1-8", 7)).isTrue();
        assertThat(own.nobodys("firebreak.findings-1-7", 7)).isFalse();
        assertThat(own.nobodys("firebreak.findings-1-1", 0)).isTrue();
    }

    @Test
    void thoseOfPartsThatAreNoMoreAreDealtOut() {
        assertThat(own.nobodys("firebreak.findings-3-8", 7)).isTrue();
        assertThat(own.nobodys("firebreak.findings-2-8", 7)).isFalse();
        assertThat(own.nobodys("firebreak.findings-0-8", 7)).isFalse();
    }

    @Test
    void whatAnotherProgramNamesAlikeIsLeftAlone() {
        assertThat(own.nobodys("firebreak.findings.other-1-8", 7)).isFalse();
        assertThat(own.nobodys("firebreak.findings-1-8-9", 7)).isFalse();
        assertThat(own.nobodys("firebreak.findings-x-8", 7)).isFalse();
        assertThat(own.nobodys("firebreak.findings", 7)).isFalse();
    }
}
