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
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that made very many calls relies on the waker for a while; that while ends, too. */
class BlockerTest {
    private static final int MANY = 10_000;
    private static final int SIZE = 1;

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
            try (var reader = Background.platform(this::readAfterMany)) {
                reader.awaitBlocked().interrupt();
                assertThatThrownBy(reader::result).isInstanceOf(InterruptedIOException.class);
            }
        }
    }

    @Test
    void anInterruptEndsACallThatOutlastedTheWatch() throws Exception {
        try (var reader = Background.platform(this::readAfterMany)) {
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

    private long readAfterMany() throws IOException {
        for (int i = 0; i < MANY || !Waker.isWatching(); i++) {
            writeAndRead();
        }
        haveTheJdkForget();
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
