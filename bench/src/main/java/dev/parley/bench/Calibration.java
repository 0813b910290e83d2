package dev.parley.bench;

/**
 * How far apart the two CPUs are at the moment: nanoseconds for a word in shared memory to go there and back, both processes
 * spinning. On a virtual machine it changes from one second to the next, and everything that spins or streams with it.
 *
 * @param median of a hundred short rounds
 */
public record Calibration(double median, double minimum, double maximum) {
    private static final double SAME_LEVEL = 1.5;

    static Calibration parse(String json) {
        return new Calibration(
                Result.number(json, "spin_round_trip_ns").orElseThrow(),
                Result.number(json, "min").orElseThrow(),
                Result.number(json, "max").orElseThrow());
    }

    /** Whether numbers taken at both times may be compared. */
    boolean isLevelWith(Calibration other) {
        return Math.max(median, other.median) <= SAME_LEVEL * Math.min(median, other.median);
    }

    @Override
    public String toString() {
        return String.format("%.0f ns (%.0f to %.0f)", median, minimum, maximum);
    }
}
