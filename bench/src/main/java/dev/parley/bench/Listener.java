package dev.parley.bench;

/** Whoever wants to know how a {@link Suite} gets on. Called by the thread that runs it. */
@FunctionalInterface
public interface Listener {
    /** A row is done. */
    void row(Row row);

    /**
     * The next combination starts.
     *
     * @param number counts from 1
     * @param of how many there are
     */
    default void starting(String combination, int number, int of) {}

    /** A combination is left out. */
    default void skipped(String combination, String reason) {}

    /** The CPUs' distance was measured, before or after a run. */
    default void calibrated(Calibration calibration) {}

    /** A round is measured again, because the machine had other things to do. */
    default void repeated(String combination, String reason) {}
}
