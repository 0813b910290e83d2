package dev.parley.contract;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ByteSource;
import dev.parley.testing.Background;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ByteSource} promises. */
public abstract class ByteSourceContract extends BlockingContract {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    /** A new stream with both ends open and nothing in it. */
    protected abstract Ends open() throws IOException;

    @Override
    protected Situation situation() throws IOException {
        Ends ends = open();
        return new Situation() {
            @Override
            public Object call() throws IOException {
                return ends.source().read(ByteBuffer.allocate(1));
            }

            @Override
            public Object call(Duration timeout) throws IOException {
                return ends.source().read(ByteBuffer.allocate(1), timeout);
            }

            @Override
            public void unblock() throws IOException {
                ends.sink().write("x");
            }

            @Override
            public void closeHandle() throws IOException {
                ends.source().close();
            }

            @Override
            public void close() throws IOException {
                ends.close();
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    public void readTakesWhatIsThereAndTouchesNothingElse(Buffers kind) throws IOException {
        try (Ends ends = open()) {
            ends.sink().write(HELLO);
            ByteBuffer buffer = kind.withMargins(100);
            assertThat(ends.source().read(buffer)).isEqualTo(HELLO.length);
            assertThat(Buffers.transferred(buffer)).isEqualTo(HELLO);
            assertThat(buffer.remaining()).isEqualTo(95);
            assertThat(Buffers.untouchedOutside(buffer, buffer.position())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    public void readTakesNoMoreThanTheBufferHolds(Buffers kind) throws IOException {
        try (Ends ends = open()) {
            ends.sink().write(HELLO);
            ByteBuffer buffer = kind.withMargins(3);
            assertThat(ends.source().read(buffer, Duration.ofHours(1))).isEqualTo(3);
            assertThat(Buffers.transferred(buffer)).isEqualTo("hel".getBytes(UTF_8));
            assertThat(Buffers.untouchedOutside(buffer, buffer.limit())).isTrue();
            ByteBuffer rest = kind.withMargins(3);
            assertThat(ends.source().tryRead(rest)).isEqualTo(2);
            assertThat(Buffers.transferred(rest)).isEqualTo("lo".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    public void readOnlyBufferIsRefusedBeforeAnythingIsRead(Buffers kind) throws IOException {
        try (Ends ends = open()) {
            ends.sink().write(HELLO);
            ByteBuffer buffer = kind.withMargins(10).asReadOnlyBuffer();
            ByteSource source = ends.source();
            assertThatThrownBy(() -> source.read(buffer)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> source.read(buffer, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> source.tryRead(buffer)).isInstanceOf(IllegalArgumentException.class);
            var several = new ByteBuffer[] {kind.allocate(2), buffer};
            assertThatThrownBy(() -> source.read(several)).isInstanceOf(IllegalArgumentException.class);
            assertThat(Buffers.untouchedOutside(buffer, 0)).isTrue();
            assertThat(source.available()).isEqualTo(HELLO.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void bufferWithoutRoomIsZeroBytesAtOnce(Buffers kind) throws IOException {
        try (Ends ends = open()) {
            ByteBuffer none = kind.withMargins(0);
            assertThat(ends.source().read(none)).isZero();
            assertThat(ends.source().read(none, Duration.ofHours(1))).isZero();
            assertThat(ends.source().tryRead(none)).isZero();
            assertThat(ends.source().read(new ByteBuffer[] {none, none})).isZero();
            assertThat(ends.source().read(new ByteBuffer[0])).isZero();
        }
    }

    @Test
    public void tryReadOfNothingIsZero() throws IOException {
        try (Ends ends = open()) {
            ByteBuffer buffer = ByteBuffer.allocate(10);
            assertThat(ends.source().tryRead(buffer)).isZero();
            assertThat(buffer.position()).isZero();
            assertThat(ends.source().available()).isZero();
        }
    }

    @Test
    public void availableCountsWhatCanBeRead() throws IOException {
        try (Ends ends = open()) {
            ends.sink().write(HELLO);
            assertThat(ends.source().available()).isEqualTo(HELLO.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void endOfStreamComesAfterTheLastByteAndStays(Buffers kind) throws IOException {
        try (Ends ends = open()) {
            ends.sink().write(HELLO);
            ends.sink().close();
            ByteSource source = ends.source();
            ByteBuffer buffer = kind.allocate(10);
            assertThat(source.read(buffer)).isEqualTo(HELLO.length);
            for (int i = 0; i < 2; i++) {
                assertThat(source.read(buffer)).isEqualTo(-1);
                assertThat(source.read(buffer, Duration.ofHours(1))).isEqualTo(-1);
                assertThat(source.tryRead(buffer)).isEqualTo(-1);
                assertThat(source.read(new ByteBuffer[] {buffer, buffer})).isEqualTo(-1);
                assertThat(source.read(MemorySegment.ofArray(new byte[3]))).isEqualTo(-1);
            }
            assertThat(buffer.position()).isEqualTo(HELLO.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void waiterSeesTheEndOfTheStream(Kind kind) throws Exception {
        try (Ends ends = open();
                var waiter = kind.start(() -> ends.source().read(ByteBuffer.allocate(1)))) {
            waiter.awaitBlocked();
            ends.sink().close();
            assertThat(waiter.result()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    public void scatteringReadWaitsAndIsWokenAsAnyOther(Kind kind) throws Exception {
        try (Ends ends = open()) {
            var buffers = new ByteBuffer[] {ByteBuffer.allocate(2), ByteBuffer.allocateDirect(9)};
            try (var waiter = kind.start(() -> ends.source().read(buffers))) {
                waiter.awaitBlocked();
                ends.sink().write(HELLO);
                assertThat(waiter.result()).isEqualTo(HELLO.length);
            }
            try (var waiter = kind.start(() -> ends.source().read(buffers))) {
                waiter.awaitBlocked();
                ends.source().close();
                assertThat(waiter.failure()).isInstanceOf(ClosedChannelException.class);
            }
        }
    }

    @Test
    public void scatteringReadFillsTheChosenBuffersInOrder() throws IOException {
        try (Ends ends = open()) {
            ends.sink().write("0123456789");
            var buffers = new ByteBuffer[Buffers.values().length + 2];
            for (Buffers kind : Buffers.values()) {
                buffers[kind.ordinal() + 1] = kind.withMargins(kind.ordinal() % 3);
            }
            long count = ends.source().read(buffers, 1, buffers.length - 2);
            assertThat(count).isEqualTo(0 + 1 + 2 + 0 + 1 + 2);
            var seen = new StringBuilder();
            for (int i = 1; i < buffers.length - 1; i++) {
                seen.append(new String(Buffers.transferred(buffers[i]), UTF_8));
                assertThat(Buffers.untouchedOutside(buffers[i], buffers[i].limit()))
                        .isTrue();
            }
            assertThat(seen).hasToString("012345");
            assertThatThrownBy(() -> ends.source().read(buffers, 5, buffers.length))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    public void scatteringReadTakesMoreBuffersThanTheKernelDoes() throws IOException {
        try (Ends ends = open()) {
            byte[] content = pattern(1500);
            ends.sink().write(content);
            var buffers = new ByteBuffer[content.length];
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] = i % 2 == 0 ? ByteBuffer.allocate(1) : ByteBuffer.allocateDirect(1);
            }
            int read = 0;
            while (read < content.length) {
                read += (int) ends.source().read(buffers);
            }
            for (int i = 0; i < buffers.length; i++) {
                assertThat(buffers[i].get(0)).isEqualTo(content[i]);
            }
        }
    }

    @Test
    public void memoryOfAnyKindIsReadInto() throws IOException {
        try (Ends ends = open();
                Arena arena = Arena.ofConfined()) {
            for (MemorySegment memory : List.of(arena.allocate(10), MemorySegment.ofArray(new byte[10]))) {
                ends.sink().write(HELLO);
                assertThat(ends.source().read(memory)).isEqualTo(HELLO.length);
                assertThat(memory.asSlice(0, 6).toArray(JAVA_BYTE)).isEqualTo("hello\0".getBytes(UTF_8));
                ends.sink().write("bye");
                assertThat(ends.source().read(memory.asSlice(1), Duration.ofHours(1)))
                        .isEqualTo(3);
                assertThat(memory.asSlice(0, 4).toArray(JAVA_BYTE)).isEqualTo("hbye".getBytes(UTF_8));
            }
        }
    }

    @Test
    public void everythingUntilTheEndIsBytesOrTextOrAStream() throws Exception {
        try (Ends ends = open();
                var writer = Background.platform(() -> {
                    ends.sink().write(pattern(300_000));
                    ends.sink().close();
                    return null;
                })) {
            assertThat(ends.source().readAllBytes()).isEqualTo(pattern(300_000));
            writer.result();
        }
        try (Ends ends = open()) {
            ends.sink().write("grüße, 世界");
            ends.sink().close();
            assertThat(ends.source().readText()).isEqualTo("grüße, 世界");
        }
        try (Ends ends = open()) {
            ends.sink().write(HELLO);
            ends.sink().close();
            try (InputStream stream = ends.source().inputStream()) {
                assertThat(stream.readAllBytes()).isEqualTo(HELLO);
            }
            assertThat(ends.source().isOpen()).isFalse();
        }
    }

    @Test
    public void nothingWorksOnceClosed() throws IOException {
        try (Ends ends = open()) {
            ByteSource source = ends.source();
            assertThat(source.isOpen()).isTrue();
            source.close();
            assertThat(source.isOpen()).isFalse();
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThatThrownBy(() -> source.tryRead(buffer)).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> source.read(new ByteBuffer[] {buffer})).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(source::available).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> source.read(ByteBuffer.allocate(0))).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    public void severalReadersGetEachByteOnce() throws Exception {
        int total = 50_000;
        try (Ends ends = open()) {
            var readers = new ArrayList<Background<List<Integer>>>();
            for (int i = 0; i < 2; i++) {
                readers.add(Kind.PLATFORM.start(() -> numbers(ends.source())));
                readers.add(Kind.VIRTUAL.start(() -> numbers(ends.source())));
            }
            for (int i = 0; i < total; i++) {
                ends.sink().write(ByteBuffer.allocate(4).putInt(0, i));
            }
            ends.sink().close();
            var seen = new BitSet();
            int count = 0;
            for (var reader : readers) {
                for (int number : reader.result()) {
                    seen.set(number);
                    count++;
                }
                reader.close();
            }
            assertThat(count).isEqualTo(total);
            assertThat(seen.cardinality()).isEqualTo(total);
        }
    }

    private static List<Integer> numbers(ByteSource source) throws IOException {
        var found = new ArrayList<Integer>();
        ByteBuffer buffer = ByteBuffer.allocate(64);
        for (; ; ) {
            buffer.clear();
            if (source.read(buffer) < 0) {
                return found;
            }
            buffer.flip();
            assertThat(buffer.remaining() % 4).isZero();
            while (buffer.hasRemaining()) {
                found.add(buffer.getInt());
            }
        }
    }

    /** Bytes that tell where they belong. */
    static byte[] pattern(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8) * 7);
        }
        return bytes;
    }
}
