package dev.parley.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Copies between buffers on the heap and native memory, without an object for it where there is an array. */
public final class Memory {
    private Memory() {}

    /** Moves bytes from the start of native memory into a buffer. */
    public static void get(MemorySegment from, ByteBuffer to, int size) {
        get(from, 0, to, size);
    }

    /** Moves bytes from native memory into a buffer. */
    public static void get(MemorySegment from, long offset, ByteBuffer to, int size) {
        if (to.hasArray()) {
            MemorySegment.copy(from, JAVA_BYTE, offset, to.array(), to.arrayOffset() + to.position(), size);
        } else {
            MemorySegment.copy(from, offset, MemorySegment.ofBuffer(to), 0, size);
        }
        to.position(to.position() + size);
    }

    /** Copies bytes from a buffer to the start of native memory; the buffer's position stays. */
    public static void put(ByteBuffer from, MemorySegment to, int size) {
        put(from, to, 0, size);
    }

    /** Copies bytes from a buffer into native memory; the buffer's position stays. */
    public static void put(ByteBuffer from, MemorySegment to, long offset, int size) {
        if (from.hasArray()) {
            MemorySegment.copy(from.array(), from.arrayOffset() + from.position(), to, JAVA_BYTE, offset, size);
        } else {
            MemorySegment.copy(MemorySegment.ofBuffer(from), 0, to, offset, size);
        }
    }
}
