package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads the tool's output may stop at any time, as {@code head} does. */
class ClosedOutputTest {
    @TempDir
    Path folder;

    private void assertQuiet(String pipeline, String output) {
        Tool.Run run = Tool.shell(folder, pipeline + "; echo ${PIPESTATUS[0]}");
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo(output + "\n0\n");
    }

    @Test
    void aStreamEndsQuietly() {
        assertQuiet("parley recv exec:'yes 2> /dev/null' | head -1", "y");
    }

    @Test
    void messagesEndQuietly() {
        assertQuiet("parley recv 'fd:0?frame=line' < <(yes) | head -1", "y");
        assertQuiet("parley recv --hex 'fd:0?frame=line' < <(yes) | head -1", "79");
    }

    @Test
    void helpEndsQuietly() {
        Tool.Run run = Tool.shell(folder, "parley --help | true; echo ${PIPESTATUS[0]}");
        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualTo("0\n");
    }
}
