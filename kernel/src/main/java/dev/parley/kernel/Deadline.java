package dev.parley.kernel;

import java.time.Duration;

/** Points in time on {@link System#nanoTime()}'s clock, as plain numbers: a deadline costs no object. */
public final class Deadline {
    /** Wait for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Do not wait at all. */
    public static final long NOW = Long.MIN_VALUE;

    private static final long LONGEST = Long.MAX_VALUE / 4;

    private Deadline() {}

    /** The point in time this long from now; a duration of zero or less has passed already. */
    public static long after(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return NOW;
        }
        long nanos = duration.getSeconds() >= LONGEST / 1_000_000_000L ? LONGEST : duration.toNanos();
        return System.nanoTime() + nanos;
    }

    /** Whether the deadline has passed. */
    public static boolean passed(long deadline) {
        return deadline != NEVER && remaining(deadline) <= 0;
    }

    /** Nanoseconds until the deadline; zero or less once it has passed. */
    public static long remaining(long deadline) {
        if (deadline == NEVER) {
            return Long.MAX_VALUE;
        }
        return deadline == NOW ? 0 : deadline - System.nanoTime();
    }
}
