package dev.parley.pipe;

import dev.parley.DescriptorHandle;
import dev.parley.Handle;
import dev.parley.io.Failures;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Pipes;
import java.io.IOException;

/**
 * An anonymous pipe: what is written to the {@link #sink()} is read from the {@link #source()}. See pipe(7).
 *
 * <p>Both ends are close-on-exec; a child gets the end it is handed and no other. The reader sees the end of the stream once
 * the last copy of the sink is closed, in every process that holds one. The kernel holds up to {@link PipeSink#capacity()}
 * bytes (64 KiB by default); a writer waits while it is full.
 */
public final class Pipe implements Handle {
    /** Writes of at most this many bytes are atomic: never interleaved with others', never written in part. */
    public static final int PIPE_BUF = Pipes.PIPE_BUF;

    private final PipeSource source;
    private final PipeSink sink;

    private Pipe(PipeSource source, PipeSink sink) {
        this.source = source;
        this.sink = sink;
    }

    /**
     * A new pipe that carries a stream of bytes.
     *
     * @throws dev.parley.LimitException {@code EMFILE}, {@code ENFILE}: too many descriptors
     */
    public static Pipe open() throws IOException {
        return open(0);
    }

    /**
     * A new pipe in packet mode (O_DIRECT): each write of at most {@link #PIPE_BUF} bytes is one packet, longer writes are
     * several, and a read returns one packet. What does not fit the reader's buffer is lost.
     *
     * @throws dev.parley.LimitException {@code EMFILE}, {@code ENFILE}: too many descriptors
     */
    public static Pipe openPackets() throws IOException {
        return open(Files.O_DIRECT);
    }

    private static Pipe open(int flags) throws IOException {
        long ends = Failures.check(Pipes.pipe2(flags), "pipe2", "pipe");
        int read = (int) ends;
        int write = (int) (ends >>> Integer.SIZE);
        return new Pipe(new PipeSource(Fd.own(read), "pipe"), new PipeSink(Fd.own(write), "pipe"));
    }

    /** The end to read from. */
    public PipeSource source() {
        return source;
    }

    /** The end to write to. */
    public PipeSink sink() {
        return sink;
    }

    /**
     * Moves bytes between two descriptors inside the kernel, without copying them through this process. One of them must be
     * a pipe. Waits for ever until there is something to move and room for it. See splice(2).
     *
     * @param from a pipe, socket or file to read from
     * @param to a pipe, socket or file to write to
     * @param size at most how many bytes
     * @return how many bytes were moved, at least one, or -1 at the end of the stream
     * @throws dev.parley.IpcException {@code EINVAL} if neither is a pipe, or one cannot be spliced
     * @throws dev.parley.PeerGoneException {@code EPIPE} if nobody will read what would be moved
     */
    public static long splice(DescriptorHandle from, DescriptorHandle to, long size) throws IOException {
        return Transfer.run(Pipes.SPLICE_CALL, "splice", from, to, size);
    }

    /**
     * Copies bytes from one pipe to another inside the kernel and leaves them in the first. Waits for ever until there is
     * something to copy and room for it. See tee(2).
     *
     * @param size at most how many bytes
     * @return how many bytes were copied, at least one, or -1 at the end of the stream
     * @throws dev.parley.PeerGoneException {@code EPIPE} if nobody will read what would be copied
     */
    public static long tee(PipeSource from, PipeSink to, long size) throws IOException {
        return Transfer.run(Pipes.TEE_CALL, "tee", from, to, size);
    }

    /** Whether either end is open. */
    @Override
    public boolean isOpen() {
        return source.isOpen() || sink.isOpen();
    }

    /** Closes both ends. */
    @Override
    public void close() {
        sink.close();
        source.close();
    }

    @Override
    public String toString() {
        return "pipe";
    }
}
