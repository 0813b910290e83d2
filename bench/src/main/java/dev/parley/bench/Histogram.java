package dev.parley.bench;

/**
 * Counts times in a fixed amount of memory: 128 buckets for each power of two, so that a value read back is less than 0.8 %
 * off. The buckets are those of the C program, so that both pay the same for the same precision.
 */
final class Histogram {
    private static final int BITS = 7;

    private final long[] counts = new long[(Long.SIZE - BITS + 1) << BITS];
    private long total;

    void add(long value) {
        int shift = value >>> (BITS + 1) == 0 ? 0 : Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value);
        counts[(shift << BITS) + (int) (value >>> shift)]++;
        total++;
    }

    long total() {
        return total;
    }

    /** The value below which a share of all values lies: the middle of its bucket. */
    long quantile(double share) {
        long wanted = (long) (total * share);
        long seen = 0;
        for (int index = 0; index < counts.length; index++) {
            seen += counts[index];
            if (seen > wanted) {
                return middleOfBucket(index);
            }
        }
        return 0;
    }

    private static long middleOfBucket(int index) {
        if (index >>> (BITS + 1) == 0) {
            return index;
        }
        int shift = (index >>> BITS) - 1;
        long low = (long) (index - (shift << BITS)) << shift;
        return low + (1L << shift) / 2;
    }
}
