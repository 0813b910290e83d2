package dev.parley.memory;

import dev.parley.Handle;
import java.lang.foreign.MemorySegment;

/**
 * Memory that several processes see.
 *
 * <p>What other processes write shows at once and in any order: whoever shares memory agrees on how to tell that something is
 * ready, with a semaphore or with ordered access to a word of it ({@link java.lang.invoke.VarHandle}).
 */
public interface SharedMemory extends Handle {
    /**
     * The memory itself, for any thread, as long as this handle is open; after that, touching it is
     * {@link IllegalStateException}.
     */
    MemorySegment segment();

    /** How many bytes it has. */
    long size();

    /**
     * Copies bytes into the memory. For native sources this is the C library's copy, which is much faster than
     * {@link MemorySegment#copyFrom} when another CPU has the memory in its cache. Nobody is told, and nothing is ordered: tell
     * the others with a release store or a semaphore afterwards.
     *
     * @param offset where in the memory
     * @param source all of it is copied
     * @throws IndexOutOfBoundsException if the memory has no such part
     * @throws IllegalArgumentException if the memory was opened read-only
     * @throws IllegalStateException if this handle is closed
     */
    void write(long offset, MemorySegment source);

    /**
     * Copies bytes out of the memory, as {@link #write} copies them in.
     *
     * @param offset where in the memory
     * @param target all of it is filled
     * @throws IndexOutOfBoundsException if the memory has no such part
     * @throws IllegalStateException if this handle is closed
     */
    void read(long offset, MemorySegment target);
}
