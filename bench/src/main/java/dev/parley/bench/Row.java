package dev.parley.bench;

/**
 * One line of the table.
 *
 * @param size bytes in a message; 0 for semaphores
 * @param p50Nanos half of the round trips took no longer; null when streaming
 * @param p99Nanos 99 of 100 round trips took no longer; null when streaming
 * @param perSecond round trips, or messages, in a second
 * @param runs of how many clean runs the other numbers are the median; 0 if none was clean and these are the quietest one's
 * @param ratioToC how many times as fast as C: by {@code p50Nanos}, or when streaming by {@code perSecond}; the median over
 *     the runs, each compared with the C run beside it; null without one
 */
public record Row(
        Mechanism mechanism,
        Peer peer,
        Pattern pattern,
        int size,
        Pin pin,
        Long p50Nanos,
        Long p99Nanos,
        double perSecond,
        int runs,
        Double ratioToC) {}
