package dev.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.TimedOutException;
import dev.parley.testing.Background;
import dev.parley.testing.ChildJvm;
import dev.parley.testing.Peer;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every operation that may wait promises: its timeout, interrupts, close, signals, on platform and virtual threads.
 *
 * <p>A subclass names one operation by making a {@link Situation} in which it has to wait. Some tests make the situation in
 * another JVM, by an instance that no test framework prepared: {@link #situation()} must not use injected fields.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BlockingContract {
    private static final Duration MOMENT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofHours(1);
    private static final int SIGNALS = 1_000;

    /** The kinds of thread that wait. */
    public enum Kind {
        PLATFORM,
        VIRTUAL;

        <T> Background<T> start(Callable<T> operation) {
            return this == PLATFORM ? Background.platform(operation) : Background.virtual(operation);
        }
    }

    /** A new situation in which the operation has to wait. */
    protected abstract Situation situation() throws Exception;

    @ParameterizedTest
    @EnumSource
    public void timeoutPassesNotBeforeItsTime(Kind kind) throws Exception {
        try (Situation situation = timedSituation()) {
            long start = System.nanoTime();
            try (var waiter = kind.start(() -> situation.call(MOMENT))) {
                assertThat(waiter.failure()).isInstanceOf(TimedOutException.class);
            }
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
            assertStillUsable(kind, situation);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void noTimeIsOneAttempt(Kind kind) throws Exception {
        try (Situation situation = timedSituation()) {
            for (Duration none : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
                try (var waiter = kind.start(() -> situation.call(none))) {
                    assertThat(waiter.failure()).isInstanceOf(TimedOutException.class);
                }
            }
            situation.unblock();
            try (var caller = kind.start(() -> situation.call(Duration.ZERO))) {
                caller.result();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    public void timeoutThatDoesNotPassChangesNothing(Kind kind) throws Exception {
        try (Situation situation = timedSituation()) {
            for (Duration enough : new Duration[] {LONG, Duration.ofSeconds(Long.MAX_VALUE)}) {
                try (var waiter = kind.start(() -> situation.call(enough))) {
                    waiter.awaitBlocked();
                    situation.unblock();
                    waiter.result();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    public void waiterGoesOnOnceItCan(Kind kind) throws Exception {
        try (Situation situation = situation();
                var waiter = kind.start(situation::call)) {
            waiter.awaitBlocked();
            situation.unblock();
            waiter.result();
        }
    }

    @ParameterizedTest
    @EnumSource
    public void interruptEndsTheWaitAndNothingElse(Kind kind) throws Exception {
        try (Situation situation = situation()) {
            try (var waiter = kind.start(statusAfterInterrupt(situation))) {
                waiter.awaitBlocked().interrupt();
                assertThat(waiter.result()).as("interrupt status").isTrue();
            }
            assertStillUsable(kind, situation);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void interruptEndsAWaitWithATimeout(Kind kind) throws Exception {
        try (Situation situation = timedSituation()) {
            try (var waiter = kind.start(() -> situation.call(LONG))) {
                waiter.awaitBlocked().interrupt();
                assertThat(waiter.failure()).isInstanceOf(InterruptedIOException.class);
            }
            assertStillUsable(kind, situation);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void interruptBeforehandCountsToo(Kind kind) throws Exception {
        try (Situation situation = situation()) {
            Callable<Boolean> wait = statusAfterInterrupt(situation);
            try (var waiter = kind.start(() -> {
                Thread.currentThread().interrupt();
                return wait.call();
            })) {
                assertThat(waiter.result()).as("interrupt status").isTrue();
            }
            assertStillUsable(kind, situation);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void closeWakesTheWaiter(Kind kind) throws Exception {
        try (Situation situation = closableSituation();
                var waiter = kind.start(situation::call)) {
            waiter.awaitBlocked();
            situation.closeHandle();
            assertThat(waiter.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        }
    }

    @Test
    public void closeWakesEveryWaiter() throws Exception {
        try (Situation situation = closableSituation()) {
            var waiters = new ArrayList<Background<Object>>();
            for (int i = 0; i < 3; i++) {
                waiters.add(Kind.PLATFORM.start(situation::call).awaitBlocked());
                waiters.add(Kind.VIRTUAL.start(situation::call).awaitBlocked());
            }
            situation.closeHandle();
            for (var waiter : waiters) {
                assertThat(waiter.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
                waiter.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    public void useAfterCloseIsRefused(Kind kind) throws Exception {
        try (Situation situation = closableSituation()) {
            situation.closeHandle();
            situation.closeHandle();
            try (var caller = kind.start(situation::call)) {
                assertThat(caller.failure()).isExactlyInstanceOf(ClosedChannelException.class);
            }
            if (situation.hasTimeout()) {
                assertThatThrownBy(() -> situation.call(Duration.ZERO))
                        .isExactlyInstanceOf(ClosedChannelException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    public void signalsDoNotDisturbTheWait(Kind kind) throws Exception {
        try (Situation situation = situation();
                var waiter = kind.start(situation::call)) {
            waiter.awaitBlocked();
            var storm = new Storm(waiter);
            for (int i = 0; i < SIGNALS; i++) {
                storm.strike();
            }
            waiter.awaitBlocked();
            situation.unblock();
            waiter.result();
        }
    }

    @ParameterizedTest
    @EnumSource
    public void signalsDoNotMoveTheDeadline(Kind kind) throws Exception {
        try (Situation situation = timedSituation()) {
            long start = System.nanoTime();
            try (var waiter = kind.start(() -> situation.call(MOMENT))) {
                var storm = new Storm(waiter);
                while (!waiter.isDone()) {
                    storm.strike();
                    LockSupport.parkNanos(10_000); // or more would come in than the thread can take
                }
                assertThat(waiter.failure()).isInstanceOf(TimedOutException.class);
            }
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
        }
    }

    @ParameterizedTest
    @EnumSource
    public void stoppingTheProcessIsSurvived(Kind kind) {
        try (Peer child = ChildJvm.running(BlockingChild.class)
                .args(getClass().getName(), kind)
                .start()) {
            child.expect("waiting");
            for (int i = 0; i < 20; i++) {
                child.stop().resume();
            }
            child.say("unblock").expect("done").expectExit(0);
        }
    }

    @Test
    public void virtualWaiterLeavesItsCarrierToOthers() {
        try (Peer child = ChildJvm.running(BlockingChild.class)
                .jvmArgs("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .args(getClass().getName(), Kind.VIRTUAL)
                .start()) {
            child.expect("waiting");
            child.say("others").expect("others ran");
            child.say("unblock").expect("done").expectExit(0);
        }
    }

    private Situation timedSituation() throws Exception {
        Situation situation = situation();
        assumeThat(situation, situation.hasTimeout(), "this operation takes no timeout");
        return situation;
    }

    private Situation closableSituation() throws Exception {
        Situation situation = situation();
        assumeThat(situation, situation.isClosable(), "there is no handle to close");
        return situation;
    }

    private static void assumeThat(Situation situation, boolean holds, String otherwise) throws Exception {
        if (!holds) {
            situation.close();
        }
        assumeTrue(holds, otherwise);
    }

    private static Callable<Boolean> statusAfterInterrupt(Situation situation) {
        return () -> {
            try {
                throw new AssertionError("not interrupted, returned " + situation.call());
            } catch (InterruptedIOException e) {
                return Thread.interrupted();
            }
        };
    }

    private static void assertStillUsable(Kind kind, Situation situation) throws Exception {
        try (var waiter = kind.start(situation::call)) {
            waiter.awaitBlocked();
            situation.unblock();
            waiter.result();
        }
    }
}
