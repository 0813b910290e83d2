package dev.parley.interop;

import dev.parley.ByteSink;
import dev.parley.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One direction of a stream that carries what record_writer writes: records, each filled with its own number. */
final class Records {
    static final int SIZE = 512;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * SIZE);
    private long bytes;

    /** How many bytes went this way, counting those whose write failed. */
    long bytes() {
        return bytes;
    }

    /** Reads what is there; fails unless it is exactly what follows what was read before. Returns -1 at the end. */
    int read(ByteSource source) throws IOException {
        int count = source.read(buffer.clear(), Rounds.HANG);
        for (buffer.flip(); buffer.hasRemaining(); bytes++) {
            byte actual = buffer.get();
            if (actual != byteAt(bytes)) {
                throw new AssertionError("byte " + bytes + " is " + actual + " instead of " + byteAt(bytes));
            }
        }
        return count;
    }

    /** Writes what follows what was written before. */
    void write(ByteSink sink) throws IOException {
        for (buffer.clear(); buffer.hasRemaining(); bytes++) {
            buffer.put(byteAt(bytes));
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            sink.write(buffer, Rounds.HANG);
        }
    }

    private static byte byteAt(long position) {
        int number = (int) (position / SIZE);
        int index = (int) (position % Integer.BYTES);
        boolean lowestFirst = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return (byte) (number >>> Byte.SIZE * (lowestFirst ? index : Integer.BYTES - 1 - index));
    }
}
