package dev.parley.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message received from a System V queue: a type and bytes.
 *
 * <p>A value: two are equal when both are.
 */
public final class SysvMessage {
    private final long type;
    private final byte[] bytes;

    /** Takes the array as it is. */
    SysvMessage(long type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /** A message as a receiver would get it. */
    public static SysvMessage of(long type, byte[] bytes) {
        return new SysvMessage(Select.requireType(type), bytes.clone());
    }

    /** The type, 1 or more. */
    public long type() {
        return type;
    }

    /** How many bytes it carries, possibly none. */
    public int size() {
        return bytes.length;
    }

    /** The bytes, as a copy that is the caller's. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes where they are, to be read only; each call gives a buffer with a position of its own. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** All of the bytes as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The bytes before the first NUL as UTF-8, all of them if there is none: what a C program means that sent its whole
     * buffer.
     */
    public String cString() {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SysvMessage that && type == that.type && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(type) * 31 + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "message type=" + type + " size=" + bytes.length;
    }
}
