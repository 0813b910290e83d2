package dev.parley.socket;

import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.io.Paths;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Sockets;
import java.io.IOException;

/**
 * A Unix socket that listens. See unix(7), listen(2) and accept(2).
 *
 * <p>Made by {@link UnixSocket#listen(UnixAddress)}. Closing it also removes its socket file, if that is still the one it made.
 * A server that was killed leaves its file: see {@link Options#withTakeOverStale}.
 */
public final class UnixServer extends StreamServer<UnixSocket> {
    private final UnixAddress address;
    private final SocketFile file; // null if the name is abstract

    private UnixServer(Fd fd, UnixAddress address, SocketFile file) {
        super(fd);
        this.address = address;
        this.file = file;
    }

    /**
     * How to listen.
     *
     * @param backlog how many connections may wait to be accepted, besides one; more wait in {@code connect}. The kernel
     *     silently cuts it to {@code net.core.somaxconn}
     * @param mode the permission bits of the socket file, exactly these whatever the umask; whoever may write may connect. An
     *     abstract name has none
     * @param takeOverStale whether to replace a socket file that no process has bound any more. One that is in use is never
     *     replaced, and of several servers that try at once one gets it
     */
    public record Options(int backlog, int mode, boolean takeOverStale) {
        /** The longest backlog the system allows, mode 0600, a stale file is an error. */
        public static final Options DEFAULT = new Options(Integer.MAX_VALUE, 0600, false);

        public Options {
            if (backlog < 0) {
                throw new IllegalArgumentException("a backlog is not negative: backlog=" + backlog);
            }
            Paths.requireMode(mode);
        }

        /** These with another backlog. */
        public Options withBacklog(int value) {
            return new Options(value, mode, takeOverStale);
        }

        /** These with another mode, such as 0660. */
        public Options withMode(int value) {
            return new Options(backlog, value, takeOverStale);
        }

        /** These, but a stale socket file is replaced. */
        public Options withTakeOverStale() {
            return new Options(backlog, mode, true);
        }
    }

    static UnixServer listen(UnixAddress address, Options options) throws IOException {
        address.requireNamed();
        Fd fd = UnixSocket.newSocket(address);
        SocketFile file = null;
        try {
            // Before the file exists: at no moment does it have a wider mode than meant.
            Failures.check(Files.fchmod(fd.handle(), options.mode()), "fchmod", address);
            bind(fd, address, options.takeOverStale());
            if (!address.isAbstract()) {
                file = SocketFile.bound(address, options.mode());
            }
            Failures.check(Sockets.listen(fd.handle(), options.backlog()), "listen", address);
            return new UnixServer(fd, address, file);
        } catch (Throwable e) {
            if (file != null) {
                file.remove();
            }
            fd.close();
            throw e;
        }
    }

    private static void bind(Fd fd, UnixAddress address, boolean takeOverStale) throws IOException {
        int result = tryBind(fd, address);
        if (Errno.EADDRINUSE.is(result) && takeOverStale && !address.isAbstract()) {
            try (Fd _ = SocketFile.lockDirectory(address)) {
                SocketFile.removeStale(address);
                result = tryBind(fd, address);
            }
        }
        if (result < 0) {
            throw failedToBind(address, result);
        }
    }

    private static int tryBind(Fd fd, UnixAddress address) throws IOException {
        try (SocketName name = SocketName.toBind(address)) {
            return Sockets.bind(fd.handle(), name.memory(), name.length());
        }
    }

    private static IpcException failedToBind(UnixAddress address, int result) {
        return switch (Errno.of(result)) {
            case EADDRINUSE -> address.isAbstract() ? nameTaken(address, result) : SocketFile.inUse(address);
            case ENOENT -> IpcException.of("bind", address, result, "there is no such directory: make it first");
            case EACCES -> IpcException.of("bind", address, result, "no write permission on the directory");
            case null, default -> IpcException.of("bind", address, result);
        };
    }

    private static IpcException nameTaken(UnixAddress address, int result) {
        return IpcException.of("bind", address, result, "somebody has that name already: ss -xlp shows who");
    }

    @Override
    UnixSocket connection(Fd accepted) {
        return new UnixSocket(accepted, address, null);
    }

    /** Where it listens. */
    public UnixAddress localAddress() {
        return address;
    }

    @Override
    void releaseName() {
        if (file != null) {
            file.remove();
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
