package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Await;
import dev.parley.testing.Background;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResourceTest {
    /** Counts how often it was freed, and notices a user who is still inside. */
    private static final class Watched extends Resource {
        final AtomicInteger freed = new AtomicInteger();
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger wrong = new AtomicInteger();

        Watched() {
            super(7);
        }

        @Override
        protected void free() {
            freed.incrementAndGet();
            if (inside.get() != 0) {
                wrong.incrementAndGet();
            }
        }

        int use() {
            int uses = 0;
            for (; ; ) {
                try {
                    acquire();
                } catch (ClosedChannelException e) {
                    return uses;
                }
                inside.incrementAndGet();
                if (freed.get() != 0) {
                    wrong.incrementAndGet();
                }
                inside.decrementAndGet();
                release();
                uses++;
            }
        }
    }

    @Test
    void lastOneOutGivesItBack() throws IOException {
        var resource = new Watched();
        resource.acquire();
        resource.acquire();
        resource.close();
        assertThat(resource.isOpen()).isFalse();
        assertThatThrownBy(resource::acquire).isExactlyInstanceOf(ClosedChannelException.class);
        resource.release();
        assertThat(resource.freed).hasValue(0);
        resource.release();
        assertThat(resource.freed).hasValue(1);
        resource.close();
        assertThat(resource.freed).hasValue(1);
    }

    @Test
    void closingWhatNobodyUsesGivesItBackOnce() {
        var resource = new Watched();
        resource.close();
        resource.close();
        assertThat(resource.freed).hasValue(1);
    }

    @Test
    void isFreedExactlyOnceAndNeverUnderAUser() throws Exception {
        for (int i = 0; i < 300; i++) {
            var resource = new Watched();
            try (var one = Background.platform(resource::use);
                    var two = Background.virtual(resource::use);
                    var closer = Background.platform(() -> {
                        resource.close();
                        return null;
                    })) {
                resource.close();
                one.result();
                two.result();
                closer.result();
            }
            assertThat(resource.freed).hasValue(1);
            assertThat(resource.wrong).hasValue(0);
        }
    }

    @Test
    void callIsMadeAgainAfterEintr() throws IOException {
        var calls = new AtomicInteger();
        BlockingCall interruptedTwice = (handle, memory, size, argument, flags) ->
                calls.incrementAndGet() < 3 ? Errno.EINTR.result() : handle + argument + flags;
        assertThat(new Resource(7).run(interruptedTwice, MemorySegment.NULL, 0, 10, 100, Deadline.NEVER))
                .isEqualTo(117);
        calls.set(0);
        assertThat(new Resource(7).run(interruptedTwice, MemorySegment.NULL, 0, 10, 100, Deadline.NOW))
                .isEqualTo(117);
        assertThat(calls).hasValue(3);
    }

    @Test
    void descriptorNumberIsNotReusedUnderARunningCall() throws Exception {
        long ends = Pipes.pipe2(0);
        Fd source = Fd.own((int) ends);
        var entered = new CountDownLatch(1);
        BlockingCall untilClosed = (handle, memory, size, argument, flags) -> {
            entered.countDown();
            Await.until("the close", () -> !source.isOpen());
            long others = Pipes.pipe2(0);
            Files.close((int) others);
            Files.close((int) (others >>> 32));
            return (int) others == handle || (int) (others >>> 32) == handle ? 1 : 0;
        };
        try (Fd _ = Fd.own((int) (ends >>> 32));
                var user = Background.platform(
                        () -> source.run(untilClosed, MemorySegment.NULL, 0, 0, 0, 0, Deadline.NEVER))) {
            entered.await();
            source.close();
            assertThat(user.result()).as("number was handed out again").isZero();
        }
    }

    @Test
    void signalThatComesTooEarlyIsSentAgain() throws Exception {
        // Over and over: sooner or later the signal finds the thread between its last look around and the kernel.
        for (int i = 0; i < 400; i++) {
            long ends = Pipes.pipe2(0);
            Fd source = Fd.own((int) ends);
            try (Fd _ = Fd.own((int) (ends >>> 32));
                    var reader = Background.platform(() -> read(source))) {
                if (i % 2 == 0) {
                    reader.tid(); // runs, and is just about to read
                }
                if (i % 4 < 2) {
                    source.close();
                } else {
                    reader.interrupt();
                }
                assertThat(reader.failure()).isInstanceOf(IOException.class);
                source.close();
            }
        }
    }

    @Test
    void lostSignalDoesNotLoseTheWaiter() throws Exception {
        var resource = new Resource(0);
        var entered = new CountDownLatch(1);
        // A call that lets the first signals pass by while it is not in the kernel, as a slow way into it would.
        long ends = Pipes.pipe2(0);
        BlockingCall slowToEnter = (handle, memory, size, argument, flags) -> {
            entered.countDown();
            while (resource.isOpen()) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 1_000_000; i++) {
                Thread.onSpinWait(); // the first signals come now
            }
            return Io.read((int) ends, memory, 1);
        };
        try (Fd _ = Fd.own((int) ends);
                Fd _ = Fd.own((int) (ends >>> 32));
                Scratch scratch = Scratch.take(1);
                var reader = Background.platform(
                        () -> resource.run(slowToEnter, scratch.segment(), 1, 0, 0, Deadline.NEVER))) {
            entered.await();
            resource.close();
            assertThat(reader.failure()).isInstanceOf(ClosedChannelException.class);
        }
    }

    private static long read(Fd source) throws IOException {
        try (Scratch scratch = Scratch.take(1)) {
            return source.run(Io.READ_CALL, scratch.segment(), 1, 0, 0, Polls.POLLIN, Deadline.NEVER);
        }
    }
}
