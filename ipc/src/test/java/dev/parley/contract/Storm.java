package dev.parley.contract;

import dev.parley.kernel.Processes;
import dev.parley.testing.Background;
import java.io.IOException;
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

    private Storm() {}

    /** Sends the wake-up signal to the waiter, or to the threads that wait in the kernel in a virtual thread's place. */
    static void strike(Background<?> waiter) throws IOException {
        int signal = wakeupSignal();
        for (int tid : waiter.thread().isVirtual() ? substitutes() : List.of(waiter.tid())) {
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
