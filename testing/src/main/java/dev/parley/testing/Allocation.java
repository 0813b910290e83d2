package dev.parley.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** How much memory a piece of work takes from the heap, for proving that it takes none. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int BATCHES = 10;

    private Allocation() {}

    /**
     * Repeats the work on the calling platform thread until a batch of rounds makes less than one byte of objects for each
     * round, or for ten batches; the first ones load classes and teach the compiler. Returns the last batch's average.
     */
    public static double bytesPerRound(int batch, Callable<?> work) throws Exception {
        double bytes = 0;
        for (int i = 0; i < BATCHES && (i == 0 || bytes >= 1); i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < batch; round++) {
                work.call();
            }
            bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / batch;
        }
        return bytes;
    }
}
