package dev.parley.process;

import dev.parley.Descriptor;
import dev.parley.DescriptorHandle;
import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Polls;
import dev.parley.kernel.Processes;
import dev.parley.kernel.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that this one started. See posix_spawn(3), pidfd_open(2) and waitid(2).
 *
 * <p>It is held by a pidfd, which means this very process for as long as the handle is open: a signal never reaches another
 * one that got its pid. {@link #close()} lets go without ending the child; whenever the child ends, open handle or not, it is
 * waited for, so it never stays a zombie.
 */
public final class Child implements DescriptorHandle {
    private final int pid;
    private final Fd pidfd;
    private final String program;
    private ExitStatus status; // guarded by this

    Child(int pid, Fd pidfd, String program) {
        this.pid = pid;
        this.pidfd = pidfd;
        this.program = program;
    }

    /**
     * A program to start, with its arguments; nothing in them is interpreted. A name without a slash is looked up in PATH.
     */
    public static ChildCommand command(String... command) {
        return command(List.of(command));
    }

    /** As {@link #command(String...)}. */
    public static ChildCommand command(List<String> command) {
        return new ChildCommand(command);
    }

    /** Its process id. After the child ended the number may be somebody else's. */
    public int pid() {
        return pid;
    }

    /** Waits for ever until the child ended. Waiting again gives the same answer. */
    public ExitStatus await() throws IOException {
        return await(Deadline.NEVER).orElseThrow();
    }

    /**
     * Waits at most this long until the child ended. Waiting again gives the same answer.
     *
     * @throws dev.parley.TimedOutException if it still runs
     */
    public ExitStatus await(Duration timeout) throws IOException {
        var ended = await(Deadline.after(timeout));
        if (ended.isEmpty()) {
            throw Failures.timedOut("waitid", this, "the child did not end", timeout);
        }
        return ended.get();
    }

    /** How the child ended; empty while it runs. */
    public Optional<ExitStatus> tryAwait() throws IOException {
        return await(Deadline.NOW);
    }

    private Optional<ExitStatus> await(long deadline) throws IOException {
        synchronized (this) {
            if (status != null) {
                return Optional.of(status);
            }
        }
        return pidfd.await(Polls.POLLIN, deadline) ? Optional.of(reap()) : Optional.empty();
    }

    /** Takes the status of a child that has ended. Only one thread can; the others get what it got. */
    private synchronized ExitStatus reap() throws IOException {
        if (status == null) {
            pidfd.acquire();
            try {
                Files.Result<Processes.Exit> exit = Processes.reap(pidfd.handle());
                if (Errno.ECHILD.is(exit.error())) {
                    throw IpcException.of(
                            "waitid", this, exit.error(), "something else in this process waited for it first");
                }
                Failures.check(exit.error(), "waitid", this);
                int number = exit.value().number();
                status = exit.value().signalled() ? new ExitStatus.Killed(number) : new ExitStatus.Exited(number);
            } finally {
                pidfd.release();
            }
        }
        return status;
    }

    /** Whether the child has not ended yet. */
    public boolean isAlive() throws IOException {
        return tryAwait().isEmpty();
    }

    /** Asks the child to end: SIGTERM. Does nothing if it has ended. */
    public void terminate() throws IOException {
        signal(Signals.SIGTERM);
    }

    /** Ends the child: SIGKILL. Does nothing if it has ended. Does not wait: see {@link #await()}. */
    public void kill() throws IOException {
        signal(Signals.SIGKILL);
    }

    /**
     * Sends the child a signal. Does nothing if it has ended.
     *
     * @param number the signal's number, 1 to 64
     * @throws dev.parley.PermissionException if the child became another user
     */
    public void signal(int number) throws IOException {
        if (number < 1 || number > 64) {
            throw new IllegalArgumentException("a signal is 1 to 64: number=" + number);
        }
        pidfd.acquire();
        try {
            int result = Processes.pidfd_send_signal(pidfd.handle(), number);
            if (!Errno.ESRCH.is(result)) {
                Failures.check(result, "pidfd_send_signal", this);
            }
        } finally {
            pidfd.release();
        }
    }

    /** The pidfd. */
    @Override
    public Descriptor descriptor() {
        return new OwnedDescriptor(pidfd);
    }

    @Override
    public boolean isOpen() {
        return pidfd.isOpen();
    }

    /** Lets go of the child, which goes on if it runs. It is still waited for when it ends. */
    @Override
    public void close() {
        if (pidfd.isOpen()) {
            Reaper.takeOver(pidfd);
        }
    }

    @Override
    public String toString() {
        return "exec:" + program + " (pid " + pid + ")";
    }
}
