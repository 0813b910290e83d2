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
}
