package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpusTest {
    @Test
    void listOfRangesIsEveryCpu() {
        assertThat(Cpus.parse("0-2,5,8-9")).containsExactly(0, 1, 2, 5, 8, 9);
    }
}
