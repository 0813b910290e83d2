package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Background;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HelpersTest {
    private static final int MANY = 100;

    @Test
    void everyWaiterGetsAHelperOfItsOwn() throws Exception {
        var together = new CountDownLatch(MANY);
        BlockingCall untilAllAreIn = (handle, memory, size, argument, flags) -> {
            together.countDown();
            awaitUninterruptibly(together);
            return argument;
        };
        List<Background<Long>> waiters = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            waiters.add(Background.virtual(
                    () -> new Resource(0).run(untilAllAreIn, MemorySegment.NULL, 0, number, 0, Deadline.NEVER)));
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(waiters.get(i).result()).isEqualTo(i);
            waiters.get(i).close();
        }
    }

    @Test
    void resultThatCameBeforeTheInterruptIsNotLost() throws Exception {
        var entered = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        BlockingCall succeedsAnyway = (handle, memory, size, argument, flags) -> {
            entered.countDown();
            awaitUninterruptibly(interrupted);
            return 42;
        };
        try (var waiter = Background.virtual(() -> {
            long result = new Resource(0).run(succeedsAnyway, MemorySegment.NULL, 0, 0, 0, Deadline.NEVER);
            return Thread.interrupted() ? result : -1;
        })) {
            entered.await();
            waiter.interrupt();
            interrupted.countDown();
            assertThat(waiter.result()).isEqualTo(42);
        }
    }

    @Test
    void interruptOfOneTaskDoesNotReachTheNext() throws Exception {
        for (int i = 0; i < 200; i++) {
            long ends = Pipes.pipe2(0);
            try (Fd source = Fd.own((int) ends);
                    Fd _ = Fd.own((int) (ends >>> 32));
                    Scratch scratch = Scratch.take(1)) {
                BlockingCall read = (handle, memory, size, argument, flags) -> Io.read(source.handle(), memory, 1);
                try (var waiter = Background.virtual(
                        () -> new Resource(0).run(read, scratch.segment(), 1, 0, 0, Deadline.NEVER))) {
                    waiter.awaitBlocked().interrupt();
                    assertThat(waiter.failure()).isInstanceOf(InterruptedIOException.class);
                }
                try (var next = Background.virtual(() -> new Resource(5)
                        .run(
                                (handle, memory, size, argument, flags) -> handle,
                                MemorySegment.NULL,
                                0,
                                0,
                                0,
                                Deadline.NEVER))) {
                    assertThat(next.result()).isEqualTo(5);
                }
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
