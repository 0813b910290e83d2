package dev.parley.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ByteSink;
import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import dev.parley.testing.Await;
import dev.parley.testing.Background;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ByteSink} promises. */
public abstract class ByteSinkContract extends BlockingContract {
    private static final int MUCH = 4 << 20; // more than any stream buffers unasked
    private static final Duration MOMENT = Duration.ofMillis(60);

    /** A new stream with both ends open and nothing in it. */
    protected abstract Ends open() throws IOException;

    /** Writes until there is no room; override it to fill the stream without making the descriptor non-blocking. */
    protected void fill(Ends ends) throws IOException {
        ends.fill();
    }

    @Override
    protected Situation situation() throws IOException {
        Ends ends = open();
        fill(ends);
        return new Situation() {
            @Override
            public Object call() throws IOException {
                return refilled(ends.sink().write(ByteBuffer.allocate(1)));
            }

            @Override
            public Object call(Duration timeout) throws IOException {
                return refilled(ends.sink().write(ByteBuffer.allocate(1), timeout));
            }

            private synchronized Object refilled(int count) throws IOException {
                fill(ends);
                return count;
            }

            @Override
            public synchronized void unblock() throws IOException {
                ends.drain();
            }

            @Override
            public void closeHandle() throws IOException {
                ends.sink().close();
            }

            @Override
            public void close() throws IOException {
                ends.close();
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    public void writeTakesWhatRemainsAndChangesNothing(Buffers kind) throws IOException {
        byte[] content = ByteSourceContract.pattern(1000);
        try (Ends ends = open()) {
            for (boolean readOnly : new boolean[] {false, true}) {
                ByteBuffer buffer = kind.of(content);
                ByteBuffer given = readOnly ? buffer.asReadOnlyBuffer() : buffer;
                assertThat(ends.sink().write(given)).isEqualTo(content.length);
                assertThat(given.remaining()).isZero();
                assertThat(received(ends, content.length)).isEqualTo(content);

                given.position(given.position() - 400);
                assertThat(ends.sink().write(given, Duration.ofHours(1))).isEqualTo(400);
                given.position(given.position() - 300);
                assertThat(ends.sink().tryWrite(given)).isEqualTo(300);
                assertThat(received(ends, 700)).endsWith(Arrays.copyOfRange(content, 700, 1000));
                buffer.position(given.position());
                assertThat(Buffers.transferred(buffer)).isEqualTo(content);
            }
        }
    }

    @Test
    public void writingNothingDoesNotWait() throws IOException {
        try (Ends ends = open()) {
            fill(ends);
            ByteBuffer none = ByteBuffer.allocate(0);
            assertThat(ends.sink().write(none)).isZero();
            assertThat(ends.sink().write(none, Duration.ZERO)).isZero();
            assertThat(ends.sink().tryWrite(none)).isZero();
            assertThat(ends.sink().write(new ByteBuffer[] {none, none})).isZero();
            assertThat(ends.sink().write(MemorySegment.NULL)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    public void tryWriteTakesWhatThereIsRoomFor(Buffers kind) throws IOException {
        byte[] content = ByteSourceContract.pattern(MUCH);
        try (Ends ends = open()) {
            ByteBuffer buffer = kind.of(content);
            int written = ends.sink().tryWrite(buffer);
            assertThat(written).isPositive().isLessThan(MUCH);
            assertThat(buffer.remaining()).isEqualTo(MUCH - written);
            assertThat(ends.sink().tryWrite(kind.of(content))).isZero();
            assertThat(received(ends, written)).isEqualTo(Arrays.copyOf(content, written));
            int more = ends.sink().tryWrite(buffer);
            assertThat(more).isPositive();
            assertThat(received(ends, more)).isEqualTo(Arrays.copyOfRange(content, written, written + more));
        }
    }

    @ParameterizedTest
    @EnumSource
    public void positionTellsHowFarATimedWriteGot(Kind kind) throws Exception {
        assertPositionIsExact(kind, (sink, buffer) -> sink.write(buffer, MOMENT), (ends, waiter) -> {
            assertThat(waiter.failure()).isInstanceOf(TimedOutException.class).hasMessageContaining("bytes");
        });
    }

    @ParameterizedTest
    @EnumSource
    public void positionTellsHowFarAnInterruptedWriteGot(Kind kind) throws Exception {
        assertPositionIsExact(kind, ByteSink::write, (ends, waiter) -> {
            waiter.awaitBlocked().interrupt();
            assertThat(waiter.failure()).isInstanceOf(InterruptedIOException.class);
        });
    }

    @ParameterizedTest
    @EnumSource
    public void positionTellsHowFarAClosedWriteGot(Kind kind) throws Exception {
        assertPositionIsExact(kind, ByteSink::write, (ends, waiter) -> {
            waiter.awaitBlocked();
            ends.sink().close();
            assertThat(waiter.failure()).isInstanceOf(AsynchronousCloseException.class);
        });
    }

    @ParameterizedTest
    @EnumSource
    public void waitingWriterSeesThatTheReaderLeft(Kind kind) throws Exception {
        try (Ends ends = open();
                var waiter = kind.start(() -> ends.sink().write(ByteBuffer.allocate(MUCH)))) {
            waiter.awaitBlocked();
            ends.source().close();
            assertThat(waiter.failure()).isInstanceOf(PeerGoneException.class);
        }
    }

    @Test
    public void everyWriteWithoutAReaderIsAnException() throws IOException {
        try (Ends ends = open()) {
            ends.source().close();
            ByteSink sink = ends.sink();
            // A first write may still be taken by what lies between the two.
            assertThatThrownBy(() -> {
                        for (; ; ) {
                            sink.write("x");
                        }
                    })
                    .isInstanceOf(PeerGoneException.class)
                    .hasMessageContaining("E");
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThatThrownBy(() -> sink.write(buffer, Duration.ofHours(1))).isInstanceOf(PeerGoneException.class);
            assertThatThrownBy(() -> sink.tryWrite(buffer)).isInstanceOf(PeerGoneException.class);
            assertThatThrownBy(() -> sink.write(new ByteBuffer[] {buffer})).isInstanceOf(PeerGoneException.class);
            assertThat(buffer.position()).isZero();
        }
    }

    @Test
    public void gatheringWriteTakesTheChosenBuffersInOrder() throws IOException {
        try (Ends ends = open()) {
            var buffers = new ByteBuffer[Buffers.values().length + 2];
            var expected = new StringBuilder();
            for (Buffers kind : Buffers.values()) {
                String text = kind.name().substring(0, kind.ordinal() % 3);
                expected.append(text);
                buffers[kind.ordinal() + 1] = kind.of(text.getBytes(UTF_8)).asReadOnlyBuffer();
            }
            assertThat(ends.sink().write(buffers, 1, buffers.length - 2)).isEqualTo(expected.length());
            assertThat(received(ends, expected.length()))
                    .isEqualTo(expected.toString().getBytes(UTF_8));
            assertThatThrownBy(() -> ends.sink().write(buffers, 5, buffers.length))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void gatheringWriteTakesMoreThanTheKernelDoesAtOnce(Kind kind) throws Exception {
        byte[] content = ByteSourceContract.pattern(3000 * 100);
        var buffers = new ByteBuffer[3000];
        for (int i = 0; i < buffers.length; i++) {
            byte[] part = Arrays.copyOfRange(content, i * 100, (i + 1) * 100);
            buffers[i] = Buffers.values()[i % Buffers.values().length].of(part);
        }
        try (Ends ends = open();
                var writer = kind.start(() -> ends.sink().write(buffers))) {
            assertThat(received(ends, content.length)).isEqualTo(content);
            assertThat(writer.result()).isEqualTo(content.length);
            assertThat(buffers).noneMatch(ByteBuffer::hasRemaining);
        }
    }

    @Test
    public void memoryOfAnyKindIsWritten() throws Exception {
        byte[] content = ByteSourceContract.pattern(200_000);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(content.length).copyFrom(MemorySegment.ofArray(content));
            for (MemorySegment form : List.of(memory, memory.asReadOnly(), MemorySegment.ofArray(content))) {
                try (Ends ends = open();
                        var writer = Background.platform(() -> ends.sink().write(form))) {
                    assertThat(received(ends, content.length)).isEqualTo(content);
                    assertThat(writer.result()).isEqualTo(content.length);
                }
            }
        }
    }

    @Test
    public void bytesTextAndStreamsAreWritten() throws IOException {
        try (Ends ends = open()) {
            ends.sink().write(new byte[] {1, 2});
            ends.sink().write("ü");
            OutputStream stream = ends.sink().outputStream();
            stream.write(new byte[] {0, 7, 8, 0}, 1, 2);
            stream.write(9);
            assertThat(received(ends, 7)).containsExactly(1, 2, 0xc3, 0xbc, 7, 8, 9);
            stream.close();
            assertThat(ends.sink().isOpen()).isFalse();
        }
    }

    @Test
    public void nothingWorksOnceClosed() throws IOException {
        try (Ends ends = open()) {
            ByteSink sink = ends.sink();
            assertThat(sink.isOpen()).isTrue();
            sink.close();
            assertThat(sink.isOpen()).isFalse();
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThatThrownBy(() -> sink.tryWrite(buffer)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> sink.write(new ByteBuffer[] {buffer})).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> sink.write("x")).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> sink.write(ByteBuffer.allocate(0))).isInstanceOf(ClosedChannelException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void randomPiecesInRandomFormsArriveOnceAndInOrder(Kind kind) throws Exception {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        byte[] content = ByteSourceContract.pattern(1 << 20);
        try (Ends ends = open();
                var writer = kind.start(() -> {
                    RandomPieces.write(ends.sink(), content, new Random(seed));
                    ends.sink().close();
                    return null;
                })) {
            assertThat(RandomPieces.read(ends.source(), content.length, new Random(~seed)))
                    .as("parley.seed=%d", seed)
                    .isEqualTo(content);
            writer.result();
        }
    }

    /** A write of much, and what ends it early. */
    private void assertPositionIsExact(Kind kind, Write write, Ending ending) throws Exception {
        byte[] content = ByteSourceContract.pattern(MUCH);
        for (Buffers type : new Buffers[] {Buffers.HEAP, Buffers.DIRECT}) {
            try (Ends ends = open()) {
                ByteBuffer buffer = type.of(content);
                try (var waiter = kind.start(() -> write.write(ends.sink(), buffer))) {
                    Await.until("the first bytes", () -> hasSome(ends));
                    ending.end(ends, waiter);
                }
                byte[] written = Buffers.transferred(buffer);
                assertThat(written).isNotEmpty();
                ends.sink().close();
                assertThat(ends.source().readAllBytes()).isEqualTo(written);
            }
        }
    }

    private static boolean hasSome(Ends ends) {
        try {
            return ends.source().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] received(Ends ends, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining() && ends.source().read(buffer) >= 0) {}
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private interface Write {
        Object write(ByteSink sink, ByteBuffer buffer) throws IOException;
    }

    private interface Ending {
        void end(Ends ends, Background<Object> waiter) throws IOException;
    }
}
