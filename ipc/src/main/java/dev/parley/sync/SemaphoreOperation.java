package dev.parley.sync;

/**
 * One of the operations that {@link SysvSemaphores#operate} makes together. See {@code struct sembuf} in semop(2).
 *
 * @param index which semaphore of the set
 * @param delta what to add: less than 0 waits until the value is large enough; 0 waits until the value is 0
 * @param undo whether the kernel takes the change back when this process ends ({@code SEM_UNDO})
 */
public record SemaphoreOperation(int index, int delta, boolean undo) {
    static final int MAXIMUM = SysvSemaphores.MAXIMUM;

    /** Checks the values. */
    public SemaphoreOperation {
        SetControl.requireIndex(index);
        if (delta < -MAXIMUM || delta > MAXIMUM) {
            throw new IllegalArgumentException("a change is at most 32767 either way: delta=" + delta);
        }
    }

    /** Takes one. */
    public static SemaphoreOperation acquire(int index) {
        return acquire(index, 1);
    }

    /** Takes so many. */
    public static SemaphoreOperation acquire(int index, int permits) {
        return new SemaphoreOperation(index, -requirePermits(permits), false);
    }

    /** Gives one. */
    public static SemaphoreOperation release(int index) {
        return release(index, 1);
    }

    /** Gives so many. */
    public static SemaphoreOperation release(int index, int permits) {
        return new SemaphoreOperation(index, requirePermits(permits), false);
    }

    /** Waits until the value is 0. */
    public static SemaphoreOperation awaitZero(int index) {
        return new SemaphoreOperation(index, 0, false);
    }

    /** The same, taken back by the kernel when this process ends. */
    public SemaphoreOperation withUndo() {
        return new SemaphoreOperation(index, delta, true);
    }

    static int requirePermits(int permits) {
        if (permits < 1 || permits > MAXIMUM) {
            throw new IllegalArgumentException("between 1 and 32767 can be taken or given: permits=" + permits);
        }
        return permits;
    }
}
