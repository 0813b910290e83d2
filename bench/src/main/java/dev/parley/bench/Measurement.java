package dev.parley.bench;

import java.io.IOException;

/** The two patterns as the client sees them, and the server that answers. */
final class Measurement {
    private static final int CLOCK_EVERY = 64; // messages between two looks at the clock
    private static final int TRIPS_UNTIL_COMPILED = 20_000;
    private static final int LONGEST_WARM_UP = 4; // times what was asked for

    private final Bench bench;
    private final Message message;

    Measurement(Bench bench, int size) {
        this.bench = bench;
        this.message = new Message(Math.max(size, 1));
    }

    /** Answers until it is told to end, or the client has gone. */
    void serve() throws IOException {
        while (answer()) {}
    }

    private boolean answer() throws IOException {
        if (!bench.receive(message) || message.kind() == Message.QUIT) {
            return false;
        }
        if (message.kind() == Message.ECHO) {
            bench.send(message);
        }
        return true;
    }

    /** Measures for so many seconds, after warming up on both sides. Ends the server. */
    Result run(Pattern pattern, double seconds, double warmUp) throws IOException {
        warmUp(warmUp);
        Result result;
        if (pattern == Pattern.STREAMING) {
            stream(warmUp);
            result = stream(seconds);
        } else {
            roundTrips(warmUp / 4);
            result = roundTrips(seconds);
        }
        message.kind(Message.QUIT);
        bench.send(message);
        return result;
    }

    /** Until both sides run compiled code; also the proof that the echo is what was sent. */
    private void warmUp(double seconds) throws IOException {
        var copy = new Message((int) message.memory.byteSize());
        long start = System.nanoTime();
        long soonest = start + nanos(seconds);
        long latest = start + nanos(LONGEST_WARM_UP * seconds);
        long now = start;
        for (int n = 0; now < soonest || (n < TRIPS_UNTIL_COMPILED && now < latest); n++) {
            message.fill(n);
            copy.memory.copyFrom(message.memory);
            roundTrip();
            if (!copy.isSameAs(message)) {
                throw new IOException("the echo differs from what was sent");
            }
            now = System.nanoTime();
        }
    }

    private Result roundTrips(double seconds) throws IOException {
        var times = new Histogram();
        long start = System.nanoTime();
        long end = start + nanos(seconds);
        long before = start;
        do {
            roundTrip();
            long after = System.nanoTime();
            times.add(after - before);
            before = after;
        } while (before < end);
        return Result.ofRoundTrips(times, before - start);
    }

    private void roundTrip() throws IOException {
        bench.send(message);
        if (!bench.receive(message)) {
            throw new IOException("the server has gone");
        }
    }

    private Result stream(double seconds) throws IOException {
        long start = System.nanoTime();
        long end = start + nanos(seconds);
        long count = 1;
        message.kind(Message.DROP);
        do {
            for (int i = 0; i < CLOCK_EVERY; i++) {
                bench.send(message);
            }
            count += CLOCK_EVERY;
        } while (System.nanoTime() < end);
        message.kind(Message.ECHO);
        roundTrip();
        return Result.ofMessages(count, System.nanoTime() - start);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
