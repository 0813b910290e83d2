package dev.parley.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.sync.SysvSemaphores;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import dev.parley.testing.CProgram;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A semaphore set that Java and C both find by ftok("semfile", 65). */
class SysvSemaphoresInteropTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String[] SEMOP = {"semop", "semtimedop"};

    @TempDir
    Path folder;

    private SysvKey key;

    @BeforeEach
    void createKey() throws IOException {
        assumeTrue(CProgram.isAvailable(), CProgram.unavailableReason());
        key = SysvKey.of(Files.createFile(folder.resolve("semfile")), 65);
    }

    private Peer sem(Object... arguments) {
        Object[] all = new Object[arguments.length + 2];
        all[0] = "semfile";
        all[1] = 65;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return CProgram.compile("sysv_sem").startIn(folder, all);
    }

    @Test
    void javaOpensWhatACProgramMadeWithoutWaitingForAnOperation() throws IOException {
        try (Peer maker = sem("create", 3, 0, 5)) {
            maker.expect("created n=3").expectExit(0);
        }
        try (var set = SysvSemaphores.open(key)) {
            assertThat(set.status().operated()).isEmpty();
            assertThat(set.values()).containsExactly(3, 0, 5);
            set.remove();
        }
    }

    @Test
    void cProgramSeesTheValuesThatJavaSet() throws IOException {
        try (var set = SysvSemaphores.create(key, new int[] {3, 0, 32767}, 0666)) {
            try (Peer reader = sem("values")) {
                reader.expect("values 3 0 32767").expectExit(0);
            }
            set.remove();
        }
    }

    @Test
    void cProgramWaitsUntilJavaReleases() throws IOException {
        try (var set = SysvSemaphores.create(key, new int[] {0}, 0666);
                Peer waiter = sem("wait", 0)) {
            waiter.expect("ready");
            Await.processBlockedIn(waiter.pid(), SEMOP);
            assertThat(set.waiters(0).acquiring()).isEqualTo(1);
            set.release(0, 3);
            waiter.expect("done value=2").expectExit(0);
            set.remove();
        }
    }

    @Test
    void javaWaitsUntilACProgramReleases() throws Exception {
        try (var set = SysvSemaphores.create(key, new int[] {0}, 0666);
                var waiter = Background.platform(() -> {
                    set.acquire(0);
                    return "acquired";
                })) {
            Await.blockedIn(waiter.tid(), SEMOP);
            try (Peer poster = sem("post", 0)) {
                poster.expect("ready").expectExit(0);
            }
            assertThat(waiter.result()).isEqualTo("acquired");
            set.remove();
        }
    }

    @Test
    void cProgramWaitsForZeroUntilJavaTookTheLast() throws IOException {
        try (var set = SysvSemaphores.create(key, new int[] {2}, 0666);
                Peer waiter = sem("zero", 0)) {
            waiter.expect("ready");
            Await.processBlockedIn(waiter.pid(), SEMOP);
            assertThat(set.waiters(0).awaitingZero()).isEqualTo(1);
            set.acquire(0, 2);
            waiter.expect("done value=0").expectExit(0);
            set.remove();
        }
    }

    @Test
    void whatAKilledCProgramTookWithUndoIsJavasAgain() throws IOException {
        try (var set = SysvSemaphores.create(key, new int[] {1}, 0666);
                Peer holder = sem("hold", 0, "--undo")) {
            holder.expect("ready").expect("done value=0");
            assertThat(set.tryAcquire(0)).isFalse();
            holder.kill();
            set.acquire(0, LONG);
            set.remove();
        }
    }

    @Test
    void whatAKilledCProgramTookWithoutUndoIsGone() throws IOException {
        try (var set = SysvSemaphores.create(key, new int[] {1}, 0666);
                Peer holder = sem("hold", 0)) {
            holder.expect("ready").expect("done value=0").kill().exitStatus();
            assertThat(set.tryAcquire(0)).isFalse();
            set.remove();
        }
    }

    @Test
    void javaIsToldWhenACProgramRemovesTheSet() throws Exception {
        try (var set = SysvSemaphores.create(key, new int[] {0}, 0666);
                var waiter = Background.virtual(() -> {
                    set.acquire(0);
                    return set;
                })) {
            waiter.awaitBlocked();
            Await.blockedIn("parley-helper", SEMOP);
            try (Peer remover = sem("remove")) {
                remover.expect("removed").expectExit(0);
            }
            assertThat(waiter.failure()).isInstanceOf(RemovedException.class).hasMessageContaining("EIDRM");
        }
    }
}
