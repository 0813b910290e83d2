package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One combination that all peers are measured on. */
record Case(Mechanism mechanism, Pattern pattern, int size, Pin pin) {
    private static final Path LARGEST_SYSV_MESSAGE = Path.of("/proc/sys/kernel/msgmax");

    static List<Case> of(Request request) {
        var cases = new ArrayList<Case>();
        for (Pattern pattern : request.patterns()) {
            for (Mechanism mechanism : request.mechanisms()) {
                for (int size : mechanism.carriesBytes() ? request.sizes() : List.of(0)) {
                    for (Pin pin : request.pins()) {
                        cases.add(new Case(mechanism, pattern, size, pin));
                    }
                }
            }
        }
        return cases;
    }

    /** Why it cannot be measured, or means nothing. */
    Optional<String> objection() throws IOException {
        if (!mechanism.carriesBytes() && pattern == Pattern.STREAMING) {
            return Optional.of("semaphores carry no messages to stream");
        }
        if (mechanism.spins() && pin == Pin.SAME) {
            return Optional.of("both sides spin, so on one CPU each waits for the other's slice to end");
        }
        if (mechanism.spins() && pin == Pin.FREE && Cpus.allowed().size() < 2) {
            return Optional.of("both sides spin, and there is one CPU");
        }
        if (pin == Pin.SPLIT && Cpus.allowed().size() < 2) {
            return Optional.of("there is one CPU");
        }
        if (mechanism == Mechanism.SYSV_QUEUE) {
            // Not readString: it reads one byte first, and the kernel gives a limit to one read only.
            long largest = Long.parseLong(
                    Files.readAllLines(LARGEST_SYSV_MESSAGE).getFirst().strip());
            return size > largest ? Optional.of("over kernel.msgmax, which is " + largest) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether the distance of the CPUs shows. Beside waking a CPU, it is nothing. */
    boolean dependsOnDistance() {
        return pin == Pin.SPLIT && (mechanism.spins() || pattern == Pattern.STREAMING);
    }

    @Override
    public String toString() {
        return mechanism + " " + pattern + (mechanism.carriesBytes() ? " " + size + " B " : " ") + pin;
    }
}
