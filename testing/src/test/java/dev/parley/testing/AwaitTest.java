package dev.parley.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitTest {
    @TempDir
    Path folder;

    @Test
    void conditionThatNeverHoldsFailsWithItsDescription() {
        assertThatThrownBy(() -> Await.until(Duration.ofMillis(5), () -> false, () -> "the moon"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the moon");
    }

    @Test
    void threadThatOpensAFifoIsSeenBlockedInTheKernel() throws Exception {
        Path fifo = fifo();
        try (var reader = Background.platform(() -> readAll(fifo))) {
            reader.awaitBlocked();
            Await.blockedIn(reader.tid(), "openat", "open");
            Await.blockedInKernel(reader.thread());
            new ProcessBuilder("sh", "-c", "echo hello >" + fifo).start().waitFor(30, TimeUnit.SECONDS);
            assertThat(reader.result()).isEqualTo("hello\n");
        }
    }

    @Test
    void virtualThreadThatWaitsIsSeenParked() throws Exception {
        var latch = new CountDownLatch(1);
        try (var waiter = Background.virtual(() -> latch.await(1, TimeUnit.HOURS))) {
            waiter.awaitBlocked();
            Await.parked(waiter.thread());
            latch.countDown();
            assertThat(waiter.result()).isTrue();
        }
    }

    @Test
    void interruptReachesTheOperationAndItsExceptionComesBack() {
        try (var sleeper = Background.virtual(() -> {
            Thread.sleep(Duration.ofHours(1));
            return null;
        })) {
            sleeper.awaitBlocked().interrupt();
            assertThat(sleeper.failure()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void operationThatEndsInsteadOfBlockingIsAFailure() {
        try (var quick = Background.platform(() -> "done")) {
            assertThatThrownBy(quick::awaitBlocked).hasMessageContaining("ended instead of blocking");
        }
    }

    @Test
    void blockedProcessIsSeenInItsSystemCall() {
        try (Peer cat = Peer.start(new ProcessBuilder("cat"))) {
            Await.processBlockedIn(cat.pid(), "read");
            cat.say("x").expect("x");
        }
    }

    private Path fifo() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return fifo;
    }

    private static String readAll(Path file) throws Exception {
        try (var in = new FileInputStream(file.toFile())) {
            return new String(in.readAllBytes());
        }
    }
}
