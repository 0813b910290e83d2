package dev.parley.contract;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/** Every kind of buffer there is. */
enum Buffers {
    HEAP {
        @Override
        ByteBuffer allocate(int size) {
            return ByteBuffer.allocate(size);
        }
    },
    DIRECT {
        @Override
        ByteBuffer allocate(int size) {
            return ByteBuffer.allocateDirect(size);
        }
    },
    HEAP_SLICE {
        @Override
        ByteBuffer allocate(int size) {
            return ByteBuffer.allocate(size + 20).slice(13, size);
        }
    },
    DIRECT_SLICE {
        @Override
        ByteBuffer allocate(int size) {
            return ByteBuffer.allocateDirect(size + 20).slice(13, size);
        }
    },
    WRAPPED_PART {
        @Override
        ByteBuffer allocate(int size) {
            return ByteBuffer.wrap(new byte[size + 9], 4, size).slice();
        }
    },
    SHARED_MEMORY {
        @Override
        ByteBuffer allocate(int size) {
            return Arena.ofAuto().allocate(Math.max(1, size)).asSlice(0, size).asByteBuffer();
        }
    };

    private static final int MARGIN = 7;
    private static final byte CANARY = 0x5a;

    /** A buffer of this capacity. */
    abstract ByteBuffer allocate(int size);

    /** A buffer with {@code size} bytes remaining, and a margin on either side that nobody may touch. */
    final ByteBuffer withMargins(int size) {
        ByteBuffer buffer = allocate(size + 2 * MARGIN);
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, CANARY);
        }
        return buffer.position(MARGIN).limit(MARGIN + size);
    }

    /** A buffer with margins that holds these bytes. */
    final ByteBuffer of(byte[] content) {
        ByteBuffer buffer = withMargins(content.length);
        buffer.put(buffer.position(), content);
        return buffer;
    }

    /** The bytes between the margin and the position. */
    static byte[] transferred(ByteBuffer buffer) {
        var bytes = new byte[buffer.position() - MARGIN];
        buffer.get(MARGIN, bytes);
        return bytes;
    }

    /** Whether everything before the start and from {@code end} on is as it was. */
    static boolean untouchedOutside(ByteBuffer buffer, int end) {
        ByteBuffer all = buffer.duplicate().clear();
        for (int i = 0; i < all.capacity(); i++) {
            if ((i < MARGIN || i >= end) && all.get(i) != CANARY) {
                return false;
            }
        }
        return true;
    }
}
