package dev.parley.bench;

import java.util.List;

/**
 * What to measure: every combination of these that makes sense.
 *
 * @param sizes bytes in a message
 * @param peers who talks to whom; they take turns, run by run
 * @param seconds how long one run measures, after its warm-up
 * @param runs how many clean runs each number is the median of
 */
public record Request(
        List<Mechanism> mechanisms,
        List<Integer> sizes,
        List<Pin> pins,
        List<Pattern> patterns,
        List<Peer> peers,
        double seconds,
        int runs) {
    /** Checks what it can. */
    public Request {
        mechanisms = List.copyOf(mechanisms);
        sizes = List.copyOf(sizes);
        pins = List.copyOf(pins);
        patterns = List.copyOf(patterns);
        peers = List.copyOf(peers);
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("a message has at least one byte: size=" + size);
            }
        }
        if (!(seconds > 0) || seconds > 3600) {
            throw new IllegalArgumentException("a run takes more than no time and at most an hour: seconds=" + seconds);
        }
        if (runs < 1) {
            throw new IllegalArgumentException("there must be something to take the median of: runs=" + runs);
        }
    }

    /** Every mechanism, Java and C, round trips of 100 bytes on one CPU and on two; three runs of a second each. */
    public static Request defaults() {
        return new Request(
                List.of(Mechanism.values()),
                List.of(100),
                List.of(Pin.SAME, Pin.SPLIT),
                List.of(Pattern.ROUND_TRIP),
                List.of(Peer.JAVA, Peer.C),
                1,
                3);
    }

    /** How many seconds both ends talk before the clock starts, at least, so that they run compiled code. */
    double warmUp() {
        return Math.max(1, seconds / 2);
    }
}
