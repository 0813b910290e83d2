package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {
    @TempDir
    Path folder;

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

    @Test
    void bashCompletesVerbsOptionsSchemesAndPaths() {
        String script =
                "touch progfile; source <(parley completion bash); complete -p parley > /dev/null || echo none\n"
                        + "try() { COMP_LINE=$1; COMP_POINT=${#1}; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=()\n"
                        + "_parley 2> /dev/null; echo \"${COMPREPLY[@]}\"; }\n"
                        + "try 'parley re' parley re\n"
                        + "try 'parley recv --c' parley recv --c\n"
                        + "try 'parley stat sysv-s' parley stat sysv-s\n"
                        + "try 'parley rm sysv-queue:pro' parley rm sysv-queue : pro\n";
        assertThat(assertSucceeds(Tool.shell(folder, script)).output())
                .isEqualTo("recv\n--cstring\nsysv-sem: sysv-shm:\nprogfile\n");
    }
}
