package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void aRowIsAJsonObjectOnALine() {
        Tool.Run run = assertSucceeds(
                Tool.run("bench", "pipe", "--peer", "java", "--pin", "same", "--seconds", "0.05", "--runs", 1, "-j"));
        assertThat(run.output())
                .matches(
                        "\\{\"mechanism\":\"pipe\",\"peer\":\"java\",\"pattern\":\"round-trip\",\"size\":100,\"pin\":\"same\","
                                + "\"p50_ns\":\\d+,\"p99_ns\":\\d+,\"per_second\":[0-9.]+,\"runs\":\\d,\"ratio_to_c\":null}\n");
    }
}
