package dev.parley.socket;

import dev.parley.ByteStream;
import dev.parley.Descriptor;
import dev.parley.PeerGoneException;
import dev.parley.io.ByteInput;
import dev.parley.io.ByteOutput;
import dev.parley.io.Failures;
import dev.parley.io.OwnedDescriptor;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/** What a connected stream socket can do, whatever its family. */
abstract sealed class StreamSocket implements ByteStream permits UnixSocket, TcpSocket {
    private static final long SOON = 100_000; // nanoseconds

    private final Fd fd;
    private final ByteInput input;
    private final ByteOutput output;
    private final AtomicInteger writers = new AtomicInteger();
    private volatile boolean outputEnded;

    StreamSocket(Fd fd) {
        this.fd = fd;
        this.input = new ByteInput(fd, Sockets.RECV_CALL, this);
        this.output = new ByteOutput(fd, Sockets.SEND_CALL, this);
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return input.read(buffer);
    }

    @Override
    public int read(ByteBuffer buffer, Duration timeout) throws IOException {
        return input.read(buffer, timeout);
    }

    @Override
    public int tryRead(ByteBuffer buffer) throws IOException {
        return input.tryRead(buffer);
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return input.read(buffers, offset, length);
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        enterOutput();
        try {
            return output.write(buffer);
        } catch (PeerGoneException e) {
            throw outputEndedOr(e);
        } finally {
            writers.decrementAndGet();
        }
    }

    @Override
    public int write(ByteBuffer buffer, Duration timeout) throws IOException {
        enterOutput();
        try {
            return output.write(buffer, timeout);
        } catch (PeerGoneException e) {
            throw outputEndedOr(e);
        } finally {
            writers.decrementAndGet();
        }
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        enterOutput();
        try {
            return output.tryWrite(buffer);
        } catch (PeerGoneException e) {
            throw outputEndedOr(e);
        } finally {
            writers.decrementAndGet();
        }
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
        enterOutput();
        try {
            return output.write(buffers, offset, length);
        } catch (PeerGoneException e) {
            throw outputEndedOr(e);
        } finally {
            writers.decrementAndGet();
        }
    }

    private void enterOutput() throws ClosedChannelException {
        writers.incrementAndGet();
        if (outputEnded) {
            writers.decrementAndGet();
            throw new ClosedChannelException();
        }
    }

    /** To the kernel, an output that this side ended is the same as a peer that has gone. */
    private IOException outputEndedOr(PeerGoneException gone) {
        return outputEnded ? new AsynchronousCloseException() : gone;
    }

    /**
     * Ends the outgoing direction: the peer reads what was sent and then the end of the stream, and can still send. Writing is
     * {@link ClosedChannelException} from now on; a thread that waits for room gets {@link AsynchronousCloseException}.
     */
    @Override
    public void shutdownOutput() throws IOException {
        outputEnded = true;
        shutdown(Sockets.SHUT_WR);
        // Polling for room on a Unix socket does not report that its own output was ended.
        while (writers.get() > 0 && fd.isOpen()) {
            fd.wakeToTryAgain();
            LockSupport.parkNanos(SOON);
        }
    }

    /**
     * Ends the incoming direction: reading gives what has arrived and then the end of the stream, also to a thread that waits.
     * Over a Unix socket the peer can send no more ({@code EPIPE}); over TCP it does not notice. A peer that already polls for
     * room, as a virtual thread does, learns of it only when this side reads or closes: poll(2) does not report it.
     */
    @Override
    public void shutdownInput() throws IOException {
        shutdown(Sockets.SHUT_RD);
    }

    private void shutdown(int how) throws IOException {
        int result = onDescriptor(number -> Sockets.shutdown(number, how));
        if (!Errno.ENOTCONN.is(result)) { // the peer has reset the connection: that direction has ended anyway
            Failures.check(result, "shutdown", this);
        }
    }

    /** How many bytes the kernel holds for this side to send, its own bookkeeping included. See SO_SNDBUF in socket(7). */
    public int sendBufferSize() throws IOException {
        return option(Sockets.SOL_SOCKET, Sockets.SO_SNDBUF);
    }

    /**
     * Sets how many bytes the kernel holds for this side to send. It doubles the number, for its bookkeeping, and silently cuts
     * it to {@code net.core.wmem_max}.
     *
     * @return the new size, as {@link #sendBufferSize()}
     */
    public int setSendBufferSize(int bytes) throws IOException {
        return setBufferSize(Sockets.SO_SNDBUF, bytes);
    }

    /** How many bytes the kernel holds until this side reads them. See SO_RCVBUF in socket(7). */
    public int receiveBufferSize() throws IOException {
        return option(Sockets.SOL_SOCKET, Sockets.SO_RCVBUF);
    }

    /**
     * Sets how many bytes the kernel holds until this side reads them. It doubles the number, for its bookkeeping, and silently
     * cuts it to {@code net.core.rmem_max}. A Unix socket has no such buffer: there the sender's counts.
     *
     * @return the new size, as {@link #receiveBufferSize()}
     */
    public int setReceiveBufferSize(int bytes) throws IOException {
        return setBufferSize(Sockets.SO_RCVBUF, bytes);
    }

    private int setBufferSize(int option, int bytes) throws IOException {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a buffer holds something: bytes=" + bytes);
        }
        setOption(Sockets.SOL_SOCKET, option, bytes);
        return option(Sockets.SOL_SOCKET, option);
    }

    final int option(int level, int option) throws IOException {
        return (int) Failures.check(onDescriptor(number -> Sockets.option(number, level, option)), "getsockopt", this);
    }

    final void setOption(int level, int option, int value) throws IOException {
        Failures.check(onDescriptor(number -> Sockets.setOption(number, level, option, value)), "setsockopt", this);
    }

    /** Makes a call that does not block; the number stays this socket's meanwhile. */
    final int onDescriptor(IntUnaryOperator call) throws ClosedChannelException {
        fd.acquire();
        try {
            return call.applyAsInt(fd.handle());
        } finally {
            fd.release();
        }
    }

    /** As {@link #onDescriptor}, for calls that return more than a number. */
    final <T> T askDescriptor(IntFunction<T> call) throws ClosedChannelException {
        fd.acquire();
        try {
            return call.apply(fd.handle());
        } finally {
            fd.release();
        }
    }

    @Override
    public Descriptor descriptor() {
        return new OwnedDescriptor(fd);
    }

    @Override
    public boolean isOpen() {
        return fd.isOpen();
    }

    /**
     * Closes both directions; threads that wait get {@link AsynchronousCloseException}. The peer reads what was sent and then
     * the end of the stream; but if this side has not read everything that came, the peer's next read is
     * {@link PeerGoneException} ({@code ECONNRESET}), which over TCP can overtake what was sent.
     */
    @Override
    public void close() {
        fd.close();
    }
}
