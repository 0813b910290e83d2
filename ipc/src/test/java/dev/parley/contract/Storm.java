package dev.parley.contract;

import dev.parley.kernel.Deadline;
import dev.parley.kernel.Processes;
import dev.parley.kernel.Resource;
import dev.parley.testing.Background;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Signals for threads that wait in the kernel. */
final class Storm {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int LOWEST = 40;
    private static final int HIGHEST = 64;
    private static final int OF_THE_JDK = 62;

    private static final int LOOK_AGAIN = 100; // signals; looking takes much longer than sending

    private final Background<?> waiter;
    private final int signal;
    private List<Integer> targets = List.of();
    private int sent;

    /** For the waiter itself, or for the threads that wait in the kernel in a virtual thread's place. */
    Storm(Background<?> waiter) throws IOException {
        this.waiter = waiter;
        // Any call that could wait brings the signal's handler with it, should the waiter not have got that far.
        new Resource(0).run((handle, memory, size, argument, flags) -> 0, MemorySegment.NULL, 0, 0, 0, Deadline.NEVER);
        this.signal = wakeupSignal();
    }

    /** Sends the wake-up signal. */
    void strike() throws IOException {
        if (sent++ % LOOK_AGAIN == 0) {
            targets = waiter.thread().isVirtual() ? substitutes() : List.of(waiter.tid());
        }
        for (int tid : targets) {
            Processes.tgkill(tid, signal);
        }
    }

    private static List<Integer> substitutes() throws IOException {
        var found = new ArrayList<Integer>();
        try (var tasks = Files.list(TASKS)) {
            for (Path task : tasks.toList()) {
                if (name(task).matches("parley-(poller|helper)")) {
                    found.add(Integer.valueOf(task.getFileName().toString()));
                }
            }
        }
        return found;
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // has ended
        }
    }

    /** The highest real-time signal with a handler, the JDK's own aside: the library takes the first free one from above. */
    private static int wakeupSignal() throws IOException {
        long caught = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigCgt:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16))
                .findFirst()
                .orElseThrow();
        for (int signal = HIGHEST; signal >= LOWEST; signal--) {
            if (signal != OF_THE_JDK && (caught >>> (signal - 1) & 1) == 1) {
                return signal;
            }
        }
        throw new AssertionError("no real-time signal has a handler");
    }
}
