package dev.parley.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedMemoryCopyTest {
    private static final int SIZE = 4 << 20;

    private SysvMemory memory;

    @BeforeEach
    void make() throws IOException {
        memory = SysvMemory.createPrivate(SIZE);
        memory.remove(); // goes with its last attachment
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void whatIsWrittenIsReadFromNativeAndFromHeapMemory() {
        var random = new Random(5);
        try (Arena arena = Arena.ofConfined()) {
            for (int size : new int[] {0, 1, 7, 100, 512, 513, 4096, 65_536, 3 << 20}) {
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                int offset = random.nextInt(SIZE - size);
                memory.write(offset, arena.allocateFrom(JAVA_BYTE, bytes));
                MemorySegment back = MemorySegment.ofArray(new byte[size]);
                memory.read(offset, back);
                assertThat(back.toArray(JAVA_BYTE)).isEqualTo(bytes);

                random.nextBytes(bytes);
                memory.write(offset, MemorySegment.ofArray(bytes));
                MemorySegment nativeBack = arena.allocate(size);
                memory.read(offset, nativeBack);
                assertThat(nativeBack.toArray(JAVA_BYTE)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void nothingBeyondTheMemoryIsTouched() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment four = arena.allocate(4);
            for (long offset : new long[] {-1, SIZE - 3, SIZE, Long.MAX_VALUE}) {
                assertThatThrownBy(() -> memory.write(offset, four)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> memory.read(offset, four)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void readOnlyMemoryIsNotWrittenAndClosedMemoryNotTouched() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(8);
            try (var readOnly = SysvMemory.ofIdReadOnly(memory.id())) {
                assertThatThrownBy(() -> readOnly.write(0, bytes)).isInstanceOf(IllegalArgumentException.class);
                readOnly.read(0, bytes);
            }
            memory.close();
            assertThatThrownBy(() -> memory.write(0, bytes)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> memory.read(0, bytes)).isInstanceOf(IllegalStateException.class);
        }
    }
}
