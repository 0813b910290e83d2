package dev.parley.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Copies between buffers on the heap and native memory, without an object for it where there is an array. */
final class Memory {
    private Memory() {}

    /** Moves bytes from native memory into a buffer. */
    static void get(MemorySegment from, ByteBuffer to, int size) {
        if (to.hasArray()) {
            MemorySegment.copy(from, JAVA_BYTE, 0, to.array(), to.arrayOffset() + to.position(), size);
            to.position(to.position() + size);
        } else {
            to.put(from.asSlice(0, size).asByteBuffer());
        }
    }

    /** Copies bytes from a buffer into native memory; the buffer's position stays. */
    static void put(ByteBuffer from, MemorySegment to, int size) {
        if (from.hasArray()) {
            MemorySegment.copy(from.array(), from.arrayOffset() + from.position(), to, JAVA_BYTE, 0, size);
        } else {
            MemorySegment.copy(MemorySegment.ofBuffer(from), 0, to, 0, size);
        }
    }
}
