package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CProgramTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void aCompilerIsThere() {
        Assumptions.assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
    }

    @Test
    void programIsCompiledOnceAndRun() throws Exception {
        CProgram ftok = CProgram.compile("ftok");
        assertThat(CProgram.compile("ftok").executable())
                .isEqualTo(ftok.executable())
                .isExecutable();
        try (Peer peer = ftok.startIn(folder, ".", 65)) {
            assertThat(peer.expectStart("key=0x")).startsWith("41");
            peer.expectEnd().expectExit(0);
        }
    }

    @Test
    void programOfAFolderIsCompiledFromAllItsFiles() {
        assertThat(CProgram.compile("bench").executable()).isExecutable();
    }

    @Test
    void missingProgramIsAFailureThatSaysSo() {
        assertThatThrownBy(() -> CProgram.compile("no_such_program")).hasStackTraceContaining("no_such_program");
    }
}
