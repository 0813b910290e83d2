package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.NotFoundException;
import dev.parley.SysvKey;
import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code SysvKey.of} against the C library's ftok(3). */
class SysvKeyInteropTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void requireCompiler() {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
    }

    @Test
    void keyIsTheOneThatFtokGives() throws IOException {
        Path progfile = Files.createFile(folder.resolve("progfile"));
        List<Path> paths =
                List.of(progfile, folder, Path.of("/"), Path.of("/sys"), Path.of("/dev/shm"), Path.of("/dev/null"));
        for (Path path : paths) {
            for (int project : new int[] {65, 1, 255, 0, 256 + 65, -1}) {
                assertThat(SysvKey.of(path, project)).as("%s %d", path, project).hasToString(ftok(path, project));
            }
        }
    }

    /** Inodes whose lower bits differ, so that the key is not right by accident. */
    @Test
    void everyFileGivesTheKeyThatFtokGives() throws IOException {
        for (int i = 0; i < 20; i++) {
            Path file = Files.createTempFile(folder, "file", null);
            assertThat(SysvKey.of(file, 'a' + i)).hasToString(ftok(file, 'a' + i));
        }
    }

    private static String ftok(Path path, int project) {
        try (Peer peer = CProgram.compile("ftok").start(path, project)) {
            return peer.expectStart("key=");
        }
    }

    @Test
    void absentFileHasNoKey() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> SysvKey.of(absent, 65)).isExactlyInstanceOf(NotFoundException.class);
        try (Peer peer = CProgram.compile("ftok").start(absent, 65)) {
            peer.expectExit(1);
        }
    }
}
