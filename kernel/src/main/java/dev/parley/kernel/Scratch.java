package dev.parley.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Native memory for the length of one call: a copy of a heap buffer, a message with its type in front, a struct.
 *
 * <p>A few pieces are kept and handed round, so that a call in the steady state allocates nothing; a piece that finds no
 * place to be kept, or is larger than the kept size, is garbage. Contents are whatever the last user left.
 */
public final class Scratch implements AutoCloseable {
    /** The size of kept memory in bytes: as much as a pipe holds by default. */
    public static final int SIZE = 64 * 1024;

    private static final int KEPT = 64;
    private static final int PROBES =
            4; // a piece lies near where its thread looks first; a longer search costs more than it saves
    private static final AtomicReferenceArray<Scratch> POOL = new AtomicReferenceArray<>(KEPT);

    private final MemorySegment segment;
    private ByteBuffer buffer; // of whoever has the piece

    private Scratch(MemorySegment segment) {
        this.segment = segment;
    }

    /** Memory of at least this many bytes, aligned to 64. Give it back by closing it. */
    public static Scratch take(long size) {
        if (size > SIZE) {
            return new Scratch(Arena.ofAuto().allocate(size, 64));
        }
        int start = (int) Thread.currentThread().threadId();
        for (int i = 0; i < PROBES; i++) {
            Scratch kept = POOL.getAndSet((start + i) & (KEPT - 1), null);
            if (kept != null) {
                return kept;
            }
        }
        return new Scratch(Arena.ofAuto().allocate(SIZE, 64));
    }

    /**
     * Memory of just this many bytes, never kept: for a call that may hold it for long while very many others do the same.
     */
    public static Scratch exactly(long size) {
        return new Scratch(Arena.ofAuto().allocate(size, Long.BYTES));
    }

    /** The memory; not to be touched after {@link #close()}. */
    public MemorySegment segment() {
        return segment;
    }

    /** The same memory as a buffer, which is there once for all; leave its position and limit alone. */
    public ByteBuffer buffer() {
        if (buffer == null) {
            buffer = segment.asByteBuffer();
        }
        return buffer;
    }

    @Override
    public void close() {
        if (segment.byteSize() != SIZE) {
            return;
        }
        int start = (int) Thread.currentThread().threadId();
        for (int i = 0; i < PROBES; i++) {
            if (POOL.compareAndSet((start + i) & (KEPT - 1), null, this)) {
                return;
            }
        }
    }
}
