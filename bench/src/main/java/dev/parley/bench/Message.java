package dev.parley.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** The bytes that go to and fro, in native memory as C's are. The first one says what the server does with them. */
final class Message {
    /** Send it back. */
    static final byte ECHO = 'e';

    /** Drop it. */
    static final byte DROP = 'd';

    /** End; there is no answer. */
    static final byte QUIT = 'q';

    private static final int LINE = 64;

    final MemorySegment memory;
    final ByteBuffer buffer;

    Message(int size) {
        memory = Arena.ofAuto().allocate(size, LINE);
        buffer = memory.asByteBuffer();
        kind(ECHO);
    }

    byte kind() {
        return buffer.get(0);
    }

    void kind(byte kind) {
        buffer.put(0, kind);
    }

    /** Fills everything behind the first byte. */
    void fill(int value) {
        memory.asSlice(1).fill((byte) value);
    }

    boolean isSameAs(Message other) {
        return memory.mismatch(other.memory) == -1;
    }
}
