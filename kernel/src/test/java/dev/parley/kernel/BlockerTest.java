package dev.parley.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testing.Await;
import dev.parley.testing.Background;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that made very many calls relies on the waker for a while; that while ends, too. */
class BlockerTest {
    private static final int MANY = 10_000;
    private static final int SIZE = 1;
    private static final int CLOSINGS = 2_000 * Integer.getInteger("parley.rounds", 50);

    private final MemorySegment memory = Arena.ofAuto().allocate(SIZE);
    private Fd source;
    private Fd sink;

    @BeforeEach
    void open() {
        long ends = Pipes.pipe2(0);
        source = Fd.own((int) ends);
        sink = Fd.own((int) (ends >>> 32));
    }

    @AfterEach
    void close() {
        source.close();
        sink.close();
    }

    @Test
    void anInterruptEndsACallThatBlockedWhileTheWakerWatched() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (var reader = readerAfterMany()) {
                reader.awaitBlocked().interrupt();
                assertThatThrownBy(reader::result).isInstanceOf(InterruptedIOException.class);
            }
        }
    }

    @Test
    void anInterruptEndsACallThatOutlastedTheWatch() throws Exception {
        try (var reader = readerAfterMany()) {
            reader.awaitBlocked();
            Await.until("the end of the watch", () -> !Waker.isWatching());
            reader.awaitBlocked().interrupt();
            assertThatThrownBy(reader::result).isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void manyCallsStartAWatch() throws Exception {
        try (var talker = Background.platform(() -> {
            for (int calls = 0; !Waker.isWatching(); calls += 2) {
                assertThat(calls).isLessThan(500 * MANY);
                writeAndRead();
            }
            return true;
        })) {
            assertThat(talker.result()).isTrue();
        }
    }

    /** Without the order between entering and closing this goes wrong once in some million times: the large count's work. */
    @Test
    void aResourceIsNeverGivenBackUnderACall() throws Exception {
        Membarrier.register();
        var current = new AtomicReference<Guarded>();
        try (var caller = Background.platform(() -> callUntilNull(current))) {
            for (int i = 0; i < CLOSINGS; i++) {
                var guarded = new Guarded();
                current.set(guarded);
                for (int pause = i % 16; pause > 0; pause--) {
                    Thread.onSpinWait();
                }
                guarded.close();
            }
            current.set(Guarded.NONE);
            assertThat(caller.result()).isZero();
        }
    }

    /** How often a call ran on something that had been given back. */
    private static int callUntilNull(AtomicReference<Guarded> current) throws IOException {
        int wrong = 0;
        for (Guarded guarded = current.get(); guarded != Guarded.NONE; guarded = current.get()) {
            if (guarded != null && guarded.isOpen()) {
                try {
                    wrong += (int) guarded.run(guarded.look, MemorySegment.NULL, 0, 0, 0, Deadline.NEVER);
                } catch (ClosedChannelException e) {
                    // it came too late, and was told so
                }
            }
        }
        return wrong;
    }

    private static final class Guarded extends Resource {
        static final Guarded NONE = new Guarded();

        final BlockingCall look = (handle, memory, size, argument, flags) -> isFreed() ? 1 : 0;
        private volatile boolean freed;

        Guarded() {
            super(0);
        }

        private boolean isFreed() {
            for (int i = 0; i < 20 && !freed; i++) {
                Thread.onSpinWait();
            }
            return freed;
        }

        @Override
        protected void free() {
            freed = true;
        }
    }

    /** On its way into a read that nothing ends, after very many that ended at once. */
    private Background<Long> readerAfterMany() throws InterruptedException {
        var last = new CountDownLatch(1);
        var reader = Background.platform(() -> readAfterMany(last));
        last.await();
        return reader;
    }

    private long readAfterMany(CountDownLatch last) throws IOException {
        for (int i = 0; i < MANY || !Waker.isWatching(); i++) {
            writeAndRead();
        }
        haveTheJdkForget();
        last.countDown();
        return read();
    }

    /** Whom the JDK calls on an interrupt, it forgets at the end of each operation on a channel of its own. */
    private static void haveTheJdkForget() throws IOException {
        try (var channel = FileChannel.open(Path.of("/dev/null"))) {
            channel.read(ByteBuffer.allocate(1));
        }
    }

    private void writeAndRead() throws IOException {
        sink.run(Io.WRITE_CALL, memory, SIZE, 0, 0, Polls.POLLOUT, Deadline.NEVER);
        read();
    }

    private long read() throws IOException {
        return source.run(Io.READ_CALL, memory, SIZE, 0, 0, Polls.POLLIN, Deadline.NEVER);
    }
}
