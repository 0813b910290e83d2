package dev.parley.examples;

import dev.parley.SysvKey;
import dev.parley.TimedOutException;
import dev.parley.sync.SemaphoreOperation;
import dev.parley.sync.SysvSemaphores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A System V semaphore set: a lock that survives its owner's death, several counters at once, and waiting for nobody.
 *
 * <pre>
 * locked
 * [0, 2]
 * not both
 * [1, 0]
 * all gone
 * </pre>
 */
public final class SysvSemaphoresTurns {
    private static final int LOCK = 0;
    private static final int SLOTS = 1;

    private SysvSemaphoresTurns() {}

    public static void main(String[] arguments) throws IOException {
        Path semfile = Files.createTempFile("semfile", null);
        // Several processes may do this at once: one of them sets the values, the others wait until it has.
        try (var set = SysvSemaphores.openOrCreate(SysvKey.of(semfile, 65), 1, 3)) {
            lock(set);
            together(set);
            set.remove();
        } finally {
            Files.delete(semfile);
        }
    }

    private static void lock(SysvSemaphores set) throws IOException {
        SysvSemaphores lock = set.withUndo(); // if this process is killed, the kernel gives it back
        lock.acquire(LOCK, Duration.ofSeconds(5));
        try {
            System.out.println("locked");
            set.acquire(SLOTS);
            System.out.println(Arrays.toString(set.values()));
        } finally {
            lock.release(LOCK);
        }
    }

    private static void together(SysvSemaphores set) throws IOException {
        // The lock and all of the slots, or nothing.
        var both = List.of(SemaphoreOperation.acquire(LOCK), SemaphoreOperation.acquire(SLOTS, 3));
        try {
            set.operate(both, Duration.ofMillis(10));
        } catch (TimedOutException e) {
            System.out.println("not both");
        }
        set.acquire(SLOTS, 2);
        System.out.println(Arrays.toString(set.values()));
        set.awaitZero(SLOTS, Duration.ofSeconds(1));
        System.out.println("all gone");
    }
}
