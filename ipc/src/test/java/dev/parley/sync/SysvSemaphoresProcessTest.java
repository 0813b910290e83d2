package dev.parley.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.LimitException;
import dev.parley.PermissionException;
import dev.parley.SysvKey;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Await;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a set when another process dies, stops, or may not. */
class SysvSemaphoresProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessTookWithUndoIsGivenBack() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 1, 5);
                Peer holder = holder(key, true)) {
            holder.expect("holding");
            assertThat(set.values()).containsExactly(0, 3);
            assertThat(set.lastPid(0)).isEqualTo((int) holder.pid());
            holder.kill();
            set.acquire(0, LONG);
            holder.exitStatus();
            assertThat(set.values()).containsExactly(0, 5);
            set.remove();
        }
    }

    @Test
    void whatAKilledProcessTookWithoutUndoIsLost() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 1, 5);
                Peer holder = holder(key, false)) {
            holder.expect("holding").kill().exitStatus();
            assertThat(set.values()).containsExactly(0, 3);
            set.remove();
        }
    }

    @Test
    void settingAValueForgetsWhatWasToBeGivenBack() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 1, 5);
                Peer holder = holder(key, true)) {
            holder.expect("holding");
            set.setValue(0, 10);
            holder.kill().exitStatus();
            assertThat(set.values()).containsExactly(10, 5);
            set.remove();
        }
    }

    @Test
    void settingAllValuesForgetsEverythingThatWasToBeGivenBack() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 1, 5);
                Peer holder = holder(key, true)) {
            holder.expect("holding");
            set.setValues(10, 20);
            holder.kill().exitStatus();
            assertThat(set.values()).containsExactly(10, 20);
            set.remove();
        }
    }

    @Test
    void givingBackNeverGoesBelowZero() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 0);
                Peer giver = ChildJvm.running(Giver.class).args(key.value()).start()) {
            giver.expect("gave");
            set.acquire(0, 2);
            giver.kill().exitStatus();
            assertThat(set.value(0)).isZero();
            set.remove();
        }
    }

    @Test
    void undoIsTheProcesssNotTheThreads() throws Exception {
        try (var set = SysvSemaphores.createPrivate(2)) {
            Callable<Object> take = () -> {
                set.withUndo().acquire(0);
                return set;
            };
            Thread platform = Thread.ofPlatform().start(() -> unchecked(take));
            platform.join();
            Thread virtual = Thread.ofVirtual().start(() -> unchecked(take));
            virtual.join();
            assertThat(set.value(0)).isZero();
            set.withUndo().release(0, 2);
            set.remove();
        }
    }

    private static void unchecked(Callable<?> call) {
        try {
            call.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closeGivesNothingBack() throws IOException {
        try (var set = SysvSemaphores.createPrivate(1)) {
            try (var other = SysvSemaphores.ofId(set.id()).withUndo()) {
                other.acquire(0);
            }
            assertThat(set.value(0)).isZero();
            set.remove();
        }
    }

    /** A lock with undo, held most of the time by a process that is killed at any moment. */
    @Test
    void lockOfAKilledProcessIsAlwaysFreeAgain() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 1)) {
            var lock = set.withUndo();
            for (int i = 0; i < SysvTesting.KILLS; i++) {
                try (Peer locker =
                        ChildJvm.running(Locker.class).args(key.value()).start()) {
                    locker.expect("locking");
                    for (int turn = ThreadLocalRandom.current().nextInt(1, 200); turn > 0; turn--) {
                        lock.acquire(0, LONG);
                        lock.release(0);
                    }
                    locker.kill();
                    lock.acquire(0, LONG);
                    locker.exitStatus();
                    lock.release(0);
                    assertThat(set.value(0)).isEqualTo(1);
                }
            }
            set.remove();
        }
    }

    @Test
    void stoppedWaiterIsCountedAndGoesOnLater() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 0, 2);
                Peer waiter = holder(key, false)) {
            Await.until("the peer to wait", () -> waiters(set) == 1);
            for (int i = 0; i < SysvTesting.KILLS; i++) {
                waiter.stop().resume();
            }
            Await.until("the peer to wait again", () -> waiters(set) == 1);
            waiter.stop();
            set.release(0);
            waiter.resume().expect("holding");
            assertThat(set.values()).containsExactly(0, 0);
            set.remove();
        }
    }

    private static int waiters(SysvSemaphores set) {
        try {
            return set.waiters(0).acquiring();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Peer holder(SysvKey key, boolean undo) {
        return ChildJvm.running(Holder.class).args(key.value(), undo).start();
    }

    @Test
    void limitsOfTheKernelAreNamed() {
        List<String> limits = List.of("kernel.sem='2 5 3 2'");
        try (Peer peer = SysvTesting.inOwnNamespace(limits, Limited.class)) {
            peer.expectStart(
                    "semget sysv-sem:0x00000000: EINVAL: a set of 3 is over SEMMSL in kernel.sem (now 2): raise it");
            assertThat(peer.expectStart("semop sysv-sem:id="))
                    .endsWith(": E2BIG: 4 operations at once is over SEMOPM in kernel.sem (now 3): raise it");
            peer.expectStart(
                    "semget sysv-sem:0x00000000: ENOSPC: no room for 1 more semaphores: raise SEMMNI in kernel.sem");
            peer.expectExit(0);
        }
    }

    @Test
    void othersMayDoWhatTheModeSays() throws IOException {
        try (var set = SysvSemaphores.createPrivate(3);
                Peer peer = SysvTesting.asNobody(Stranger.class, set.id())) {
            peer.say("go")
                    .expect("semctl EACCES")
                    .expect("semop EACCES")
                    .expect("semctl EACCES")
                    .expect("semctl EPERM");
            set.setMode(0604);
            peer.say("go")
                    .expect("value 3")
                    .expect("semop EACCES")
                    .expect("semctl EACCES")
                    .expect("semctl EPERM");
            set.setMode(0606);
            peer.say("go")
                    .expect("value 3")
                    .expect("acquired")
                    .expect("set")
                    .expect("semctl EPERM")
                    .expectExit(0);
            assertThat(set.value(0)).isEqualTo(9);
            set.remove();
        }
    }

    /** Takes one of the first and two of the second, and keeps them. */
    static final class Holder {
        private Holder() {}

        static void main(String... args) throws Exception {
            var set = SysvSemaphores.open(SysvKey.of(Integer.parseInt(args[0])));
            var chosen = Boolean.parseBoolean(args[1]) ? set.withUndo() : set;
            chosen.acquire(0);
            chosen.operate(SemaphoreOperation.acquire(1), SemaphoreOperation.acquire(1));
            System.out.println("holding");
            Thread.currentThread().join();
        }
    }

    static final class Giver {
        private Giver() {}

        static void main(String... args) throws Exception {
            var set = SysvSemaphores.open(SysvKey.of(Integer.parseInt(args[0])));
            set.withUndo().release(0, 2);
            System.out.println("gave");
            Thread.currentThread().join();
        }
    }

    static final class Locker {
        private Locker() {}

        static void main(String... args) throws Exception {
            var lock =
                    SysvSemaphores.open(SysvKey.of(Integer.parseInt(args[0]))).withUndo();
            System.out.println("locking");
            for (; ; ) {
                lock.acquire(0);
                lock.release(0);
            }
        }
    }

    static final class Limited {
        private Limited() {}

        static void main(String... args) throws Exception {
            attempt(() -> SysvSemaphores.createPrivate(1, 1, 1));
            var set = SysvSemaphores.createPrivate(0, 0);
            attempt(() -> {
                set.operate(Collections.nCopies(4, SemaphoreOperation.release(0)));
                return set;
            });
            SysvSemaphores.createPrivate(0);
            attempt(() -> SysvSemaphores.createPrivate(0));
        }

        private static void attempt(Callable<?> call) throws Exception {
            try {
                System.out.println("worked: " + call.call());
            } catch (LimitException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    static final class Stranger {
        private Stranger() {}

        static void main(String... args) throws Exception {
            var set = SysvSemaphores.ofId(Integer.parseInt(args[0]));
            for (int i = 0; i < 3; i++) {
                while (System.in.read() != '\n') {
                    continue;
                }
                attempt(() -> "value " + set.value(0));
                attempt(() -> {
                    set.acquire(0);
                    return "acquired";
                });
                attempt(() -> {
                    set.setValue(0, 9);
                    return "set";
                });
                attempt(() -> {
                    set.remove();
                    return "removed";
                });
            }
        }

        private static void attempt(Callable<String> call) throws Exception {
            try {
                System.out.println(call.call());
            } catch (PermissionException e) {
                System.out.println(e.operation() + " " + e.errno());
            }
        }
    }
}
