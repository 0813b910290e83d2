package dev.parley.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.AlreadyExistsException;
import dev.parley.LimitException;
import dev.parley.NotFoundException;
import dev.parley.RemovedException;
import dev.parley.SysvKey;
import dev.parley.TimedOutException;
import dev.parley.contract.BlockingContract.Kind;
import dev.parley.sysv.SysvTesting;
import dev.parley.testing.Allocation;
import dev.parley.testing.Background;
import dev.parley.testing.LeakCheck;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SysvSemaphoresTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    @TempDir
    Path folder;

    @Test
    void newSetHasItsValues() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 3, 0, SysvSemaphores.MAXIMUM);
                var opened = SysvSemaphores.open(key)) {
            assertThat(opened.id()).isEqualTo(set.id());
            assertThat(opened.values()).containsExactly(3, 0, SysvSemaphores.MAXIMUM);
            assertThat(opened.value(0)).isEqualTo(3);
            assertThat(opened.size()).isEqualTo(3);
            set.remove();
        }
    }

    /** The first semaphore is the one that an operation is made on to say that the set is ready. */
    @Test
    void highestFirstValueIsKeptToo() throws IOException {
        try (var set = SysvSemaphores.createPrivate(SysvSemaphores.MAXIMUM)) {
            assertThat(set.values()).containsExactly(SysvSemaphores.MAXIMUM);
            assertThat(set.status().operated()).isPresent();
            set.remove();
        }
    }

    @Test
    void createRefusesAKeyThatIsTaken() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, 1)) {
            assertThatThrownBy(() -> SysvSemaphores.create(key, 1))
                    .isExactlyInstanceOf(AlreadyExistsException.class)
                    .hasMessage("semget sysv-sem:" + key + ": EEXIST: exists already");
            assertThat(set.value(0)).isEqualTo(1);
            set.remove();
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        assertThatThrownBy(() -> SysvSemaphores.open(key)).isExactlyInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> SysvSemaphores.ofId(Integer.MAX_VALUE))
                .isExactlyInstanceOf(NotFoundException.class)
                .hasMessage("semctl sysv-sem:id=2147483647: EINVAL: there is no semaphore set with this identifier");
    }

    @Test
    void argumentsThatCannotBeAreRefused() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> SysvSemaphores.createPrivate());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SysvSemaphores.createPrivate(1, 32768))
                .withMessageEndingWith("value=32768");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SysvSemaphores.open(SysvKey.PRIVATE))
                .withMessageEndingWith("key=0x00000000");
        assertThatIllegalArgumentException().isThrownBy(() -> SysvSemaphores.create(SysvKey.of(0), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SysvSemaphores.openOrCreate(SysvKey.of(0), 1));
        try (var set = SysvSemaphores.createPrivate(1, 1)) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> set.acquire(2), () -> set.release(2), () -> set.value(2), () -> set.setValue(2, 0))) {
                assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("index=2");
            }
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> set.acquire(-1), () -> set.awaitZero(65536), () -> set.waiters(-1))) {
                assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("index=");
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> set.acquire(0, 0))
                    .withMessageEndingWith("permits=0");
            assertThatIllegalArgumentException().isThrownBy(() -> set.release(0, 32768));
            assertThatIllegalArgumentException().isThrownBy(() -> set.operate(List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> new SemaphoreOperation(0, -32768, false));
            assertThatIllegalArgumentException().isThrownBy(() -> set.setValues(1));
            set.remove();
        }
    }

    @Test
    void modeIsWhatWasAskedForWhateverTheUmask() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.create(key, new int[] {1}, 0666)) {
            assertThat(set.status().permissions().mode()).isEqualTo(0666);
            set.setMode(0640);
            assertThat(set.status().permissions().mode()).isEqualTo(0640);
            assertThat(set.status().toString()).startsWith("1 semaphores, mode 0640, owner ");
            set.remove();
        }
        try (var set = SysvSemaphores.createPrivate(1)) {
            assertThat(set.status().permissions().mode()).isEqualTo(0600);
            assertThat(set).hasToString("sysv-sem:id=" + set.id());
            set.remove();
        }
    }

    @Test
    void existingSetKeepsItsValuesAndMayBeLarger() throws IOException {
        SysvKey key = SysvTesting.key(folder);
        try (var set = SysvSemaphores.openOrCreate(key, 5, 6);
                var again = SysvSemaphores.openOrCreate(key, 1)) {
            assertThat(again.values()).containsExactly(5, 6);
            assertThatThrownBy(() -> SysvSemaphores.openOrCreate(key, 1, 2, 3))
                    .isExactlyInstanceOf(LimitException.class)
                    .hasMessageEndingWith("EINVAL: it exists and has only 2 semaphores, not 3");
            set.remove();
        }
    }

    @Test
    void acquiringTakesAndReleasingGives() throws IOException {
        try (var set = SysvSemaphores.createPrivate(0, 5)) {
            set.acquire(1);
            set.acquire(1, 3);
            assertThat(set.tryAcquire(1, 2)).isFalse();
            assertThat(set.value(1)).isEqualTo(1);
            assertThat(set.tryAcquire(1)).isTrue();
            assertThat(set.tryAcquire(1)).isFalse();
            set.awaitZero(1);
            set.awaitZero(1, MOMENT);
            set.release(1, 7);
            set.release(1);
            assertThat(set.values()).containsExactly(0, 8);
            assertThat(set.lastPid(1)).isEqualTo((int) ProcessHandle.current().pid());
            set.remove();
        }
    }

    @Test
    void semaphoresBeyondThoseWrittenDownBeforehandWorkAlike() throws IOException {
        int[] values = new int[300];
        try (var set = SysvSemaphores.createPrivate(values)) {
            for (int index : new int[] {255, 256, 299}) {
                set.release(index);
                set.acquire(index);
                assertThat(set.tryAcquire(index)).isFalse();
                assertThat(set.value(index)).isZero();
            }
            set.remove();
        }
    }

    @Test
    void timeoutsSayWhatWasNotReached() throws IOException {
        try (var set = SysvSemaphores.createPrivate(1)) {
            assertThatThrownBy(() -> set.acquire(0, 2, MOMENT))
                    .isExactlyInstanceOf(TimedOutException.class)
                    .hasMessage("semop " + set + ": ETIMEDOUT: semaphore 0 did not reach 2 within 1 ms");
            assertThatThrownBy(() -> set.awaitZero(0, MOMENT))
                    .hasMessageEndingWith("semaphore 0 did not reach 0 within 1 ms");
            assertThatThrownBy(() -> set.operate(List.of(SemaphoreOperation.acquire(0, 2)), MOMENT))
                    .hasMessageEndingWith("not all 1 operations were possible within 1 ms");
            assertThat(set.value(0)).isEqualTo(1);
            set.remove();
        }
    }

    @Test
    void operationsTogetherAreAllMadeOrNone() throws IOException {
        try (var set = SysvSemaphores.createPrivate(1, 1, 0)) {
            var all = List.of(
                    SemaphoreOperation.acquire(0), SemaphoreOperation.release(1), SemaphoreOperation.acquire(2));
            assertThat(set.tryOperate(all)).isFalse();
            assertThat(set.values()).containsExactly(1, 1, 0);
            set.release(2);
            assertThat(set.tryOperate(all)).isTrue();
            assertThat(set.values()).containsExactly(0, 2, 0);
            set.operate(SemaphoreOperation.awaitZero(2), SemaphoreOperation.release(2, 4));
            assertThat(set.values()).containsExactly(0, 2, 4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> set.operate(SemaphoreOperation.release(0), SemaphoreOperation.release(3)))
                    .withMessageContaining("index=3");
            assertThat(set.value(0)).isZero();
            set.remove();
        }
    }

    @Test
    void valueHasAHighestValue() throws IOException {
        try (var set = SysvSemaphores.createPrivate(SysvSemaphores.MAXIMUM)) {
            assertThatThrownBy(() -> set.release(0))
                    .isExactlyInstanceOf(LimitException.class)
                    .hasMessage("semop " + set + ": ERANGE: a value would be over 32767");
            assertThat(set.value(0)).isEqualTo(SysvSemaphores.MAXIMUM);
            set.remove();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitersAreCountedAndSettingAValueWakesThem(Kind kind) throws Exception {
        try (var set = SysvSemaphores.createPrivate(0, 1);
                var acquirer = start(kind, () -> run(() -> set.acquire(0)))) {
            SysvTesting.awaitInKernel(acquirer, "semop", "semtimedop");
            assertThat(set.waiters(0)).isEqualTo(new SysvSemaphores.Waiters(1, 0));
            set.setValue(0, 1);
            acquirer.result();
            try (var zero = start(kind, () -> run(() -> set.awaitZero(1)))) {
                SysvTesting.awaitInKernel(zero, "semop", "semtimedop");
                assertThat(set.waiters(1)).isEqualTo(new SysvSemaphores.Waiters(0, 1));
                set.setValues(4, 0);
                zero.result();
            }
            assertThat(set.values()).containsExactly(4, 0);
            set.remove();
        }
    }

    @ParameterizedTest
    @EnumSource
    void removalWakesWhoAcquires(Kind kind) throws Exception {
        try (var set = SysvSemaphores.createPrivate(0)) {
            assertRemovalWakes(kind, set, () -> run(() -> set.acquire(0)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void removalWakesWhoWaitsForZero(Kind kind) throws Exception {
        try (var set = SysvSemaphores.createPrivate(1)) {
            assertRemovalWakes(kind, set, () -> run(() -> set.awaitZero(0)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void removalWakesWhoOperatesOnSeveral(Kind kind) throws Exception {
        try (var set = SysvSemaphores.createPrivate(1, 0)) {
            assertRemovalWakes(
                    kind,
                    set,
                    () -> run(() -> set.operate(SemaphoreOperation.acquire(0), SemaphoreOperation.acquire(1))));
        }
    }

    private static void assertRemovalWakes(Kind kind, SysvSemaphores set, Callable<?> operation) throws Exception {
        try (var waiter = start(kind, operation)) {
            SysvTesting.awaitInKernel(waiter, "semop", "semtimedop");
            SysvSemaphores.ofId(set.id()).remove();
            assertThat(waiter.failure())
                    .isExactlyInstanceOf(RemovedException.class)
                    .hasMessage("semop " + set + ": EIDRM: the semaphore set was removed");
        }
    }

    private static <T> Background<T> start(Kind kind, Callable<T> operation) {
        return kind == Kind.PLATFORM ? Background.platform(operation) : Background.virtual(operation);
    }

    private static String run(ThrowingCallable operation) throws Exception {
        try {
            operation.call();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
        return "done";
    }

    @Test
    void everythingSaysSoAfterTheSetWasRemoved() throws IOException {
        try (var set = SysvSemaphores.createPrivate(1)) {
            set.remove();
            for (ThrowingCallable call : everythingOn(set)) {
                assertThatThrownBy(call)
                        .isExactlyInstanceOf(RemovedException.class)
                        .hasMessageEndingWith(set + ": EINVAL: the semaphore set was removed");
            }
        }
    }

    @Test
    void everythingIsRefusedAfterClose() throws IOException {
        var set = SysvSemaphores.createPrivate(1);
        int id = set.id();
        set.withUndo().close();
        assertThat(set.isOpen()).as("both views are one handle").isFalse();
        set.close();
        for (ThrowingCallable call : everythingOn(set)) {
            assertThatThrownBy(call).isExactlyInstanceOf(ClosedChannelException.class);
        }
        SysvSemaphores.ofId(id).remove();
    }

    private static List<ThrowingCallable> everythingOn(SysvSemaphores set) {
        return List.of(
                () -> set.acquire(0),
                () -> set.acquire(0, MOMENT),
                () -> set.tryAcquire(0),
                () -> set.release(0),
                () -> set.awaitZero(0),
                () -> set.operate(SemaphoreOperation.release(0)),
                () -> set.tryOperate(List.of(SemaphoreOperation.release(0))),
                () -> set.value(0),
                set::values,
                () -> set.setValue(0, 1),
                () -> set.setValues(1),
                () -> set.waiters(0),
                () -> set.lastPid(0),
                set::status,
                set::size,
                () -> set.setMode(0600),
                set::remove);
    }

    @Test
    void acquiringAndReleasingMakesNoObjects() throws Exception {
        try (var set = SysvSemaphores.createPrivate(1)) {
            var undoing = set.withUndo();
            double bytes = Allocation.bytesPerRound(30_000, () -> {
                set.acquire(0);
                set.release(0);
                undoing.acquire(0);
                undoing.release(0);
                return set;
            });
            assertThat(bytes).isLessThan(1);
            set.remove();
        }
    }

    @Test
    void roundsLeaveNothingBehind() throws IOException {
        round();
        try (var _ = LeakCheck.begin()) {
            for (int i = 0; i < SysvTesting.ROUNDS; i++) {
                round();
            }
        }
    }

    private void round() throws IOException {
        try (var set = SysvSemaphores.create(SysvKey.of(folder, 65), 1, 2, 3)) {
            set.withUndo().acquire(2);
            set.operate(List.of(SemaphoreOperation.release(0)), Duration.ofSeconds(1));
            assertThatThrownBy(() -> set.acquire(0, 5, Duration.ofNanos(1)));
            set.remove();
        }
    }
}
