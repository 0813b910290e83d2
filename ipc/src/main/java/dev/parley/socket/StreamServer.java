package dev.parley.socket;

import dev.parley.Descriptor;
import dev.parley.DescriptorHandle;
import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Polls;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a listening stream socket can do, whatever its family.
 *
 * @param <S> what it accepts
 */
abstract sealed class StreamServer<S extends StreamSocket> implements DescriptorHandle permits UnixServer, TcpServer {
    private final Fd fd;
    private final AtomicBoolean closing = new AtomicBoolean();

    StreamServer(Fd fd) {
        this.fd = fd;
    }

    /** The accepted connection as what it is; takes over the descriptor, also when it fails. */
    abstract S connection(Fd accepted) throws IOException;

    /** Lets go of the name, while the socket still listens. */
    void releaseName() {}

    /**
     * The next connection, waiting for it for ever.
     *
     * @throws dev.parley.LimitException {@code EMFILE}, {@code ENFILE}: no descriptor is left; the connection stays in the
     *     backlog, so accepting later gets it
     */
    public S accept() throws IOException {
        return accepted(await(Deadline.NEVER));
    }

    /**
     * The next connection, waiting for it at most this long.
     *
     * @throws dev.parley.TimedOutException if nobody connected in time
     * @throws dev.parley.LimitException as {@link #accept()}
     */
    public S accept(Duration timeout) throws IOException {
        long result = await(Deadline.after(timeout));
        if (Failures.isTimeout(result)) {
            throw Failures.timedOut("accept4", this, "nobody connected", timeout);
        }
        return accepted(result);
    }

    /**
     * The next connection, if there is one now.
     *
     * @throws dev.parley.LimitException as {@link #accept()}
     */
    public Optional<S> tryAccept() throws IOException {
        long result = await(Deadline.NOW);
        return Errno.EAGAIN.is(result) ? Optional.empty() : Optional.of(accepted(result));
    }

    private long await(long deadline) throws IOException {
        if (closing.get()) {
            throw new ClosedChannelException();
        }
        try {
            long result;
            do {
                result = fd.run(Sockets.ACCEPT_CALL, MemorySegment.NULL, 0, 0, 0, Polls.POLLIN, deadline);
            } while (isOfThatConnection(result));
            if (Errno.EINVAL.is(result) && closing.get()) {
                throw new AsynchronousCloseException(); // shut down, and about to be closed
            }
            return result;
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException(); // whichever of shutdown and close it was that woke this thread
        }
    }

    /** Whether the error is a connection's that ended before it was accepted: not the server's, which goes on. */
    static boolean isOfThatConnection(long result) {
        return result < 0
                && switch (Errno.of(result)) {
                    case ECONNABORTED, EPROTO, ENOPROTOOPT, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ENONET ->
                        true;
                    case null, default -> false;
                };
    }

    private S accepted(long result) throws IOException {
        if (Errno.EMFILE.is(result) || Errno.ENFILE.is(result)) {
            String sentence = Errno.of(result).sentence() + "; whoever connected stays in the backlog";
            throw IpcException.of("accept4", this, result, sentence);
        }
        return connection(Fd.own((int) Failures.check(result, "accept4", this)));
    }

    @Override
    public Descriptor descriptor() {
        return OwnedDescriptor.ofListener(fd);
    }

    @Override
    public boolean isOpen() {
        return !closing.get() && fd.isOpen();
    }

    /**
     * Stops listening: threads that wait to accept get {@link AsynchronousCloseException}, whoever connects from now on is
     * refused, and whoever connected but was not accepted is reset. Connections that were accepted stay. It ends the listening
     * also for a process that shares the descriptor; one that was handed it has it for itself.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            fd.acquire();
        } catch (ClosedChannelException e) {
            return; // handed over, and the name with it
        }
        try {
            releaseName();
            // Without this, connections would still be taken into the backlog until the last thread has left accept.
            Sockets.shutdown(fd.handle(), Sockets.SHUT_RDWR);
        } finally {
            fd.release();
        }
        fd.close();
    }
}
