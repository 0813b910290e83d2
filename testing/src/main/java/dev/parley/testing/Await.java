package dev.parley.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a condition with a deadline: the replacement for sleeping in a test.
 *
 * <p>Every method polls about once a millisecond and throws {@link AssertionError} when {@link #DEADLINE} (or the given
 * duration) passes first. All methods may be called from any thread. See proc(5) for the files looked at.
 */
public final class Await {
    /**
     * How long a test waits for what must happen: 30 seconds, or the system property {@code parley.test.deadline} in
     * seconds. Long, because it bounds hanging on a loaded machine and is never spent by a passing test.
     */
    public static final Duration DEADLINE = Duration.ofSeconds(Long.getLong("parley.test.deadline", 30));

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int COMM_LENGTH = 15;

    private Await() {}

    /**
     * Returns as soon as {@code condition} holds; {@code description} completes the sentence "waited 5s for ...".
     *
     * @throws AssertionError when the condition does not hold within {@code limit}, or the thread is interrupted
     */
    public static void until(Duration limit, BooleanSupplier condition, Supplier<String> description) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("waited %s for %s".formatted(limit, description.get()));
            }
            pause(description);
        }
    }

    /** {@link #until(Duration, BooleanSupplier, Supplier)} with {@link #DEADLINE} and a fixed description. */
    public static void until(String description, BooleanSupplier condition) {
        until(DEADLINE, condition, () -> description);
    }

    /**
     * Returns once thread {@code tid} of this process sleeps in a system call other than futex(2). A thread that waits
     * for a Java lock or is parked sleeps in futex and does not count.
     */
    public static void blockedInKernel(int tid) {
        until(
                DEADLINE,
                () -> SystemCall.of(tid) >= 0 && !SystemCall.in(tid, "futex"),
                () -> "thread " + tid + " to block in the kernel; " + describe(tid));
    }

    /**
     * Like {@link #blockedInKernel(int)} for a started platform thread, which is found by its name: the first 15
     * characters must be its own among the live threads.
     */
    public static void blockedInKernel(Thread thread) {
        blockedInKernel(tidOf(thread));
    }

    /** Returns once thread {@code tid} of this process sleeps in one of the named system calls, such as "msgrcv". */
    public static void blockedIn(int tid, String... calls) {
        until(
                DEADLINE,
                () -> SystemCall.in(tid, calls),
                () -> "thread " + tid + " to block in " + List.of(calls) + "; " + describe(tid));
    }

    /** Returns once a thread of this process that has this name sleeps in one of the named system calls. */
    public static void blockedIn(String threadName, String... calls) {
        until(
                DEADLINE,
                () -> named(threadName).stream().anyMatch(tid -> SystemCall.in(tid, calls)),
                () -> "a thread named " + threadName + " to block in " + List.of(calls));
    }

    /** Returns once a Java thread, platform or virtual, waits (is parked, sleeps, or wants a monitor). */
    public static void parked(Thread thread) {
        until(
                DEADLINE,
                () -> switch (thread.getState()) {
                    case WAITING, TIMED_WAITING, BLOCKED -> true;
                    default -> false;
                },
                () -> thread + " to wait; it is " + thread.getState());
    }

    /** Returns once process {@code pid} is in a state of proc_pid_stat(5), such as 'T' stopped or 'Z' zombie. */
    public static void processState(long pid, char state) {
        Path stat = Path.of("/proc/" + pid + "/stat");
        until(
                DEADLINE,
                () -> state(stat) == state,
                () -> "process " + pid + " to be in state " + state + "; it is in " + state(stat));
    }

    /** Returns once the only thread, or the main thread, of another process sleeps in one of the named system calls. */
    public static void processBlockedIn(long pid, String... calls) {
        until(
                DEADLINE,
                () -> SystemCall.processIn(pid, calls),
                () -> "process " + pid + " to block in " + List.of(calls));
    }

    /** Returns once no process {@code pid} exists, not even as a zombie. */
    public static void processGone(long pid) {
        until(DEADLINE, () -> !Files.exists(Path.of("/proc/" + pid)), () -> "process " + pid + " to be gone");
    }

    /** The kernel's number of the calling thread; on a virtual thread that of its present carrier. */
    public static int currentTid() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
            return Integer.parseInt(link.substring(link.lastIndexOf('/') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int tidOf(Thread thread) {
        String name = thread.getName();
        String comm = name.substring(0, Math.min(COMM_LENGTH, name.length()));
        until(DEADLINE, () -> named(comm).size() == 1, () -> "exactly one live thread named " + comm);
        return named(comm).getFirst();
    }

    private static List<Integer> named(String comm) {
        try (var tasks = Files.list(TASKS)) {
            return tasks.filter(task -> text(task.resolve("comm")).equals(comm))
                    .map(task -> Integer.valueOf(task.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(int tid) {
        Path task = TASKS.resolve(Integer.toString(tid));
        return "state=%s wchan=%s syscall=%s"
                .formatted(state(task.resolve("stat")), text(task.resolve("wchan")), text(task.resolve("syscall")));
    }

    /** The state letter of a stat file, '-' when the process or thread is gone. */
    private static char state(Path stat) {
        String line = text(stat);
        // The command name in parentheses may itself hold spaces and parentheses.
        int end = line.lastIndexOf(") ");
        return end < 0 ? '-' : line.charAt(end + 2);
    }

    /** The content of a proc file, empty when its process or thread is gone. */
    static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static void pause(Supplier<String> description) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + description.get(), e);
        }
    }
}
