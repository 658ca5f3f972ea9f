package dev.firebreak.app.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerFaultsTest {
    @Test
    void everyFaultHasItsGerman() {
        assertThat(LedgerFaults.german("entry 5 was changed"))
                .isEqualTo("Eintrag 5 wurde verändert");
        for (String fault :
                new String[] {
                    "entry 2 does not follow the one before it",
                    "entry 2 is missing or out of place (found 3)",
                    "entries are missing at the end: 4 were there once, 2 are there now",
                    "entry 2 is not the one that was there once: the ledger was rewritten",
                    "x/ledger.ndjson, line 1: no entry of a ledger: no JSON"
                }) {
            assertThat(LedgerFaults.german(fault)).isNotEqualTo(fault).doesNotContain("entry");
        }
    }
}
