package dev.parley.pipe;

import dev.parley.AlreadyExistsException;
import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.io.Failures;
import dev.parley.io.Paths;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Pipes;
import dev.parley.kernel.Resource;
import dev.parley.kernel.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A FIFO: a pipe with a name in the file system, where any two processes can meet. See fifo(7).
 *
 * <p>This is the name; it holds nothing open and needs no closing. Opening an end waits until the other end is opened too,
 * by whichever process: that is how two processes meet. The name stays until {@link #remove()}, and can be opened again and
 * again; the bytes of a pipe that nobody holds are gone.
 */
public final class Fifo {
    private static final int OWNER_ONLY = 0600;
    private static final long MOMENT = 1_000_000; // nanoseconds

    private final Path path;

    private Fifo(Path path) {
        this.path = path;
    }

    /**
     * Makes a FIFO that only its owner may open.
     *
     * @throws dev.parley.AlreadyExistsException if something has that name
     * @throws NotFoundException if the directory does not exist
     * @throws dev.parley.PermissionException if this process may not write to the directory
     */
    public static Fifo create(Path path) throws IOException {
        return create(path, OWNER_ONLY);
    }

    /**
     * Makes a FIFO with exactly this mode, whatever the umask.
     *
     * @param mode permission bits, such as 0660
     * @throws IOException as {@link #create(Path)}
     */
    public static Fifo create(Path path, int mode) throws IOException {
        Paths.requireMode(mode);
        String name = Paths.name(path);
        var fifo = new Fifo(path);
        // First for the owner alone, so that nobody gets in under a mode that is not meant yet.
        Failures.check(Pipes.mkfifo(name, mode & OWNER_ONLY), "mkfifo", fifo);
        int result = Files.chmod(name, mode);
        if (result < 0) {
            Files.unlink(name);
            throw IpcException.of("chmod", fifo, result);
        }
        return fifo;
    }

    /**
     * A FIFO that exists.
     *
     * @throws NotFoundException if it does not
     * @throws IpcException {@code EINVAL} if the file is something else
     */
    public static Fifo open(Path path) throws IOException {
        var fifo = new Fifo(path);
        Files.Result<Files.Stat> stat = Files.stat(Paths.name(path));
        Failures.check(stat.error(), "stat", fifo);
        if (!stat.value().is(Files.S_IFIFO)) {
            throw IpcException.of("open", fifo, Errno.EINVAL.result(), "the file exists and is not a FIFO");
        }
        return fifo;
    }

    /** The FIFO of that name, made with mode 0600 if there is none. */
    public static Fifo openOrCreate(Path path) throws IOException {
        return openOrCreate(path, OWNER_ONLY);
    }

    /**
     * The FIFO of that name, made with this mode if there is none.
     *
     * @throws IOException as {@link #create(Path)} and {@link #open}
     */
    public static Fifo openOrCreate(Path path, int mode) throws IOException {
        for (; ; ) {
            try {
                return create(path, mode);
            } catch (AlreadyExistsException e) {
                try {
                    return open(path);
                } catch (NotFoundException removedMeanwhile) {
                    continue;
                }
            }
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Opens the end to read from, waiting for ever until a writer opens the other. */
    public PipeSource openReader() throws IOException {
        return new PipeSource(Fd.own(open(Files.O_RDONLY, Deadline.NEVER)), toString());
    }

    /**
     * Opens the end to read from, waiting at most this long until a writer opens the other.
     *
     * @throws dev.parley.TimedOutException if no writer came in time
     */
    public PipeSource openReader(Duration timeout) throws IOException {
        return new PipeSource(Fd.own(open(Files.O_RDONLY, timeout, "writer")), toString());
    }

    /**
     * Opens the end to read from at once, whether or not there is a writer. Reading waits for the first writer (or finds
     * nothing, with {@code tryRead}); the end of the stream comes only once a writer has been there and the last one left.
     */
    public PipeSource tryOpenReader() throws IOException {
        int fd = open(Files.O_RDONLY | Files.O_NONBLOCK, Deadline.NEVER);
        return new PipeSource(Fd.ownNonBlocking(fd), toString(), Pipes.READ_AFTER_FIRST_WRITER_CALL);
    }

    /**
     * Opens the end to read from at once, and keeps it open across writers: the stream does not end when the last writer
     * leaves, and reading waits for the next one. As long as this reader is open, writers always find one.
     */
    public PipeSource openReaderAcrossWriters() throws IOException {
        // Our own hold on the write end is what keeps the stream from ending.
        return new PipeSource(Fd.own(open(Files.O_RDWR, Deadline.NEVER)), toString());
    }

    /** Opens the end to write to, waiting for ever until a reader opens the other. */
    public PipeSink openWriter() throws IOException {
        return new PipeSink(Fd.own(open(Files.O_WRONLY, Deadline.NEVER)), toString());
    }

    /**
     * Opens the end to write to, waiting at most this long until a reader opens the other.
     *
     * @throws dev.parley.TimedOutException if no reader came in time
     */
    public PipeSink openWriter(Duration timeout) throws IOException {
        return new PipeSink(Fd.own(open(Files.O_WRONLY, timeout, "reader")), toString());
    }

    /** Opens the end to write to if there is a reader now; empty if nobody reads ({@code ENXIO}). */
    public Optional<PipeSink> tryOpenWriter() throws IOException {
        long result = attempt(Files.O_WRONLY | Files.O_NONBLOCK, Deadline.NEVER);
        if (Errno.ENXIO.is(result)) {
            return Optional.empty();
        }
        int fd = (int) Failures.check(result, "open", this);
        return Optional.of(new PipeSink(Fd.ownNonBlocking(fd), toString()));
    }

    /**
     * Removes the name. Ends that are open stay connected.
     *
     * @throws NotFoundException if it is gone already
     */
    public void remove() throws IOException {
        Failures.check(Files.unlink(Paths.name(path)), "unlink", this);
    }

    private int open(int flags, Duration timeout, String other) throws IOException {
        // The kernel's own rendez-vous, cut short. It has no form that does not wait, so even no time is a moment.
        long deadline = Math.max(Deadline.after(timeout), System.nanoTime() + MOMENT);
        long result = attempt(flags, deadline);
        if (Failures.isTimeout(result)) {
            throw Failures.timedOut("open", this, "no " + other + " came", timeout);
        }
        return (int) Failures.check(result, "open", this);
    }

    private int open(int flags, long deadline) throws IOException {
        return (int) Failures.check(attempt(flags, deadline), "open", this);
    }

    private long attempt(int flags, long deadline) throws IOException {
        String name = Paths.name(path);
        try (Scratch scratch = Scratch.take(Paths.sizeOf(name))) {
            scratch.segment().setString(0, name);
            return new Resource(0).run(Files.OPEN_PATH, scratch.segment(), 0, 0, flags, deadline);
        }
    }

    @Override
    public String toString() {
        return "fifo:" + path;
    }
}
