package dev.parley.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Copies through the C library: memcpy(3).
 *
 * <p>It moves memory that another CPU wrote last several times faster than {@link MemorySegment#copyFrom}, because it knows
 * ways of storing that do not first fetch what they overwrite. For memory that can be truncated it is the wrong call: a fault
 * inside it ends the JVM, where Java's own copy throws.
 */
public final class Copies {
    private static final long SMALL = 512; // bytes: below, entering the C library costs more than it saves
    private static final long AT_ONCE =
            1 << 20; // bytes: the JVM cannot stop this thread, to collect garbage say, during one
    private static final MethodHandle MEMCPY = Libc.critical("memcpy", ADDRESS, ADDRESS, JAVA_LONG);

    private Copies() {}

    /**
     * memcpy(3), with the bounds, lives and permissions of both segments checked. They must not overlap.
     *
     * @throws IndexOutOfBoundsException if a segment has no such part
     * @throws IllegalArgumentException if the target is read-only
     */
    public static void memcpy(MemorySegment to, long toOffset, MemorySegment from, long fromOffset, long size) {
        if (size <= SMALL || !to.isNative() || !from.isNative()) {
            MemorySegment.copy(from, fromOffset, to, toOffset, size);
            return;
        }
        if (to.isReadOnly()) {
            throw new IllegalArgumentException("cannot copy into read-only memory: to=" + to);
        }
        MemorySegment target = to.asSlice(toOffset, size);
        MemorySegment source = from.asSlice(fromOffset, size);
        try {
            for (long done = 0; done < size; done += AT_ONCE) {
                MEMCPY.invokeExact(target.asSlice(done), source.asSlice(done), Math.min(AT_ONCE, size - done));
            }
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
