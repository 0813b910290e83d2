package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpTest {
    @Test
    void helpNamesEveryVerbAndScheme() {
        Tool.Run run = assertSucceeds(Tool.run("--help"));
        assertThat(run.output())
                .contains("tour", "send", "recv", "peek", "poke", "create", "rm", "stat", "bench", "completion")
                .contains("exec:", "fd:", "fifo:", "unix:", "tcp:", "sysv-queue:", "sysv-shm:", "sysv-sem:")
                .doesNotContain("__peer");
        assertThat(Tool.run().output()).isEqualTo(run.output());
    }

    @Test
    void everyVerbExplainsItself() {
        for (Verbs verb : Verbs.listed()) {
            Tool.Run run = assertSucceeds(Tool.run(verb, "--help"));
            assertThat(run.output()).startsWith("Usage: parley " + verb);
            assertThat(run.output().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(assertSucceeds(Tool.run("--version")).output()).matches("parley \\S+ \\(Java .*\\)\n");
    }
}
