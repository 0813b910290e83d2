package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path folder;

    @Test
    void openDescriptorIsNamedWithItsTarget() throws Exception {
        Path file = Files.createFile(folder.resolve("forgotten"));
        LeakCheck check = LeakCheck.begin();
        try (InputStream _ = Files.newInputStream(file)) {
            assertThatThrownBy(() -> check.assertNothingLeft(SHORT))
                    .hasMessageContaining("descriptor")
                    .hasMessageContaining("forgotten");
        }
        check.close();
    }

    @Test
    void mappedFileIsNamed() throws Exception {
        Path file = Files.write(folder.resolve("mapped"), new byte[100]);
        LeakCheck check = LeakCheck.begin();
        try (var arena = Arena.ofConfined()) {
            try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.map(FileChannel.MapMode.READ_ONLY, 0, 100, arena);
            }
            assertThatThrownBy(() -> check.assertNothingLeft(SHORT))
                    .hasMessageMatching("(?s).*mapping \\S+ .*/mapped.*");
        }
        check.close();
    }

    @Test
    void runningThreadIsNamed() throws Exception {
        LeakCheck check = LeakCheck.begin();
        var latch = new CountDownLatch(1);
        try (var thread = Background.platform(() -> {
            latch.await();
            return null;
        })) {
            thread.tid();
            assertThatThrownBy(() -> check.assertNothingLeft(SHORT)).hasMessageContaining("background");
            latch.countDown();
        }
        check.close();
    }

    @Test
    void systemVQueueIsNamedUntilItIsRemoved() throws Exception {
        LeakCheck check = LeakCheck.begin();
        String made = run("ipcmk", "-Q");
        String id = made.substring(made.indexOf(": ") + 2).strip();
        try {
            assertThatThrownBy(() -> check.assertNothingLeft(SHORT)).hasMessageContaining("sysv msg id=" + id);
        } finally {
            run("ipcrm", "-q", id);
        }
        check.close();
    }

    @Test
    void startingAndClosingAPeerLeavesNothing() {
        try (Peer warmUp = Peer.start(new ProcessBuilder("cat"))) {
            warmUp.say("x").expect("x");
        }
        assertThatCode(() -> {
                    try (var _ = LeakCheck.begin()) {
                        try (Peer cat = Peer.start(new ProcessBuilder("cat"))) {
                            cat.say("y").expect("y");
                        }
                    }
                })
                .doesNotThrowAnyException();
    }

    private static String run(String... command) {
        try (Peer peer = Peer.start(new ProcessBuilder(command))) {
            peer.expectExit(0);
            String line = peer.readLine();
            return line == null ? "" : line;
        }
    }
}
