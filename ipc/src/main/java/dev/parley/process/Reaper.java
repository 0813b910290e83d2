package dev.parley.process;

import dev.parley.kernel.Deadline;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Polls;
import dev.parley.kernel.Processes;
import java.io.IOException;

/** Waits for children whose handles were closed while they still ran, so that they do not stay zombies. */
final class Reaper {
    private Reaper() {}

    /** Closes a child's handle, and waits for the child now if it has ended, in the background if not. */
    static void takeOver(Fd pidfd) {
        int copy;
        try {
            pidfd.acquire();
        } catch (IOException closedAlready) {
            return;
        }
        try {
            Files.Result<Processes.Exit> exit = Processes.reap(pidfd.handle());
            boolean running = exit.error() == 0 && exit.value() == null;
            copy = running ? Files.fcntl(pidfd.handle(), Files.F_DUPFD_CLOEXEC, 0) : -1;
        } finally {
            pidfd.release();
        }
        pidfd.close();
        if (copy >= 0) {
            Thread.ofVirtual().name("parley-reaper").start(() -> await(Fd.own(copy)));
        }
    }

    private static void await(Fd pidfd) {
        try (pidfd) {
            pidfd.await(Polls.POLLIN, Deadline.NEVER);
            Processes.reap(pidfd.handle());
        } catch (IOException e) {
            throw new AssertionError(e); // nobody else has this descriptor, and nobody interrupts this thread
        }
    }
}
