package dev.parley.io;

import dev.parley.kernel.Scratch;
import java.nio.ByteBuffer;

/** Copies between the caller's buffers and scratch memory, of whatever kind the buffers are, without an object for it. */
public final class Memory {
    private Memory() {}

    /** Moves bytes from the start of scratch memory into a buffer. */
    public static void get(Scratch from, ByteBuffer to, int size) {
        get(from, 0, to, size);
    }

    /** Moves bytes from scratch memory into a buffer. */
    public static void get(Scratch from, int offset, ByteBuffer to, int size) {
        to.put(to.position(), from.buffer(), offset, size);
        to.position(to.position() + size);
    }

    /** Copies bytes from a buffer to the start of scratch memory; the buffer's position stays. */
    public static void put(ByteBuffer from, Scratch to, int size) {
        put(from, to, 0, size);
    }

    /** Copies bytes from a buffer into scratch memory; the buffer's position stays. */
    public static void put(ByteBuffer from, Scratch to, int offset, int size) {
        to.buffer().put(offset, from, from.position(), size);
    }
}
