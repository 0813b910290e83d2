package dev.parley.socket;

import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The file of a Unix server: whose it is, and what may be done with it.
 *
 * <p>Nothing is ever unlinked but the file this process bound, and a file that no process has bound any more. A bound socket
 * holds its file, so while it is open no other file has the same number.
 */
final class SocketFile {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private final UnixAddress address;
    private final Files.Stat bound;

    private SocketFile(UnixAddress address, Files.Stat bound) {
        this.address = address;
        this.bound = bound;
    }

    /** What a path turned out to be. */
    enum State {
        ABSENT("something had that name a moment ago: try again"),
        STALE("the socket file is stale, its server has ended: remove it, or listen with takeOverStale"),
        IN_USE("somebody listens there already: ss -xlp shows who"),
        FOREIGN("a file that is not a socket has that name: choose another"),
        HIDDEN(
                "a socket file of somebody else's is there, and its mode does not let this process see whether it is used");

        private final String sentence;

        State(String sentence) {
            this.sentence = sentence;
        }
    }

    /** Takes note of the file that was just bound, and gives it exactly this mode, whatever the umask. */
    static SocketFile bound(UnixAddress address, int mode) throws IOException {
        String path = path(address);
        int descriptor = Files.open(path, Files.O_PATH | Files.O_NOFOLLOW);
        try {
            Failures.check(descriptor, "open", address);
            Files.Result<Files.Stat> stat = Files.fstat(descriptor);
            Failures.check(stat.error(), "statx", address);
            if (stat.value().permissions() != mode) {
                Failures.check(Files.chmod(SocketName.through(descriptor), mode), "chmod", address);
            }
            return new SocketFile(address, stat.value());
        } catch (IOException e) {
            Files.unlink(path);
            throw e;
        } finally {
            Files.close(descriptor); // of a negative number: harmless
        }
    }

    /** Removes the file if it is still the one that was bound. To be called while the socket is open. */
    void remove() {
        String path = path(address);
        Files.Result<Files.Stat> now = Files.lstat(path);
        if (now.error() == 0 && now.value().isSameFileAs(bound)) {
            Files.unlink(path);
        }
    }

    /** Keeps other processes that take over stale files out of the directory, until closed. */
    static Fd lockDirectory(UnixAddress address) throws IOException {
        Path directory = SocketName.directoryOf(address.path().orElseThrow());
        int number = Files.open(directory.toString(), Files.O_RDONLY | Files.O_DIRECTORY);
        Fd lock = Fd.own((int) Failures.check(number, "open", directory));
        try {
            long result =
                    lock.run(Files.FLOCK_CALL, MemorySegment.NULL, 0, 0, Files.LOCK_EX, Deadline.after(LOCK_PATIENCE));
            if (Failures.isTimeout(result)) {
                throw Failures.timedOut(
                        "flock", directory, "another process did not let go of the lock", LOCK_PATIENCE);
            }
            Failures.check(result, "flock", directory);
            return lock;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Removes a file that no process has bound. The directory must be locked.
     *
     * @throws dev.parley.AlreadyExistsException if it is in use, or not a socket
     */
    static void removeStale(UnixAddress address) throws IOException {
        String path = path(address);
        int file = Files.open(path, Files.O_PATH | Files.O_NOFOLLOW);
        if (Errno.ENOENT.is(file)) {
            return;
        }
        Failures.check(file, "open", address);
        try {
            State state = probe(file);
            if (state != State.STALE) {
                throw inUse(address, state);
            }
            // The name may have got another file since; the descriptor keeps the number of the stale one from being
            // used again.
            Files.Result<Files.Stat> now = Files.lstat(path);
            if (now.error() == 0 && now.value().isSameFileAs(Files.fstat(file).value())) {
                int error = Files.unlink(path);
                if (!Errno.ENOENT.is(error)) {
                    Failures.check(error, "unlink", address);
                }
            }
        } finally {
            Files.close(file);
        }
    }

    /** Why a path cannot be bound. */
    static IpcException inUse(UnixAddress address) {
        return inUse(address, probe(address));
    }

    private static IpcException inUse(UnixAddress address, State state) {
        return IpcException.of("bind", address, Errno.EADDRINUSE.result(), state.sentence);
    }

    /** What is at a path now. */
    static State probe(UnixAddress address) {
        int file = Files.open(path(address), Files.O_PATH | Files.O_NOFOLLOW);
        if (file < 0) {
            return Errno.ENOENT.is(file) ? State.ABSENT : State.HIDDEN;
        }
        try {
            return probe(file);
        } finally {
            Files.close(file);
        }
    }

    /**
     * Asks with a datagram socket: the kernel looks for whoever has bound the file before it looks at types, so the answer is
     * exact, a server that has bound but does not listen yet counts, and no server ever sees a connection.
     */
    private static State probe(int file) {
        Files.Result<Files.Stat> stat = Files.fstat(file);
        if (stat.error() < 0) {
            return State.HIDDEN;
        }
        if (!stat.value().is(Files.S_IFSOCK)) {
            return State.FOREIGN;
        }
        int socket = Sockets.socket(SocketAddresses.AF_UNIX, Sockets.SOCK_DGRAM, 0);
        if (socket < 0) {
            return State.HIDDEN;
        }
        try (var name = SocketName.ofFile(file)) {
            int result = Sockets.connect(socket, name.memory(), name.length());
            boolean used = result == 0 || Errno.EPROTOTYPE.is(result) || Errno.EPERM.is(result);
            return used ? State.IN_USE : Errno.ECONNREFUSED.is(result) ? State.STALE : State.HIDDEN;
        } finally {
            Files.close(socket);
        }
    }

    private static String path(UnixAddress address) {
        return address.path().orElseThrow().toString();
    }
}
