package dev.parley.socket;

import dev.parley.Credentials;
import dev.parley.IpcException;
import dev.parley.io.Failures;
import dev.parley.kernel.Deadline;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Files;
import dev.parley.kernel.Polls;
import dev.parley.kernel.Scratch;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.time.Duration;

/**
 * One side of a connection between two processes of this machine. See unix(7).
 *
 * <p>A {@link dev.parley.ByteStream}: see there for who waits and what ends it. What one side writes in one call the other may
 * read in several, or several in one. Each side learns from the kernel who the other is.
 */
public final class UnixSocket extends StreamSocket {
    private final UnixAddress local;
    private final UnixAddress peer; // null if the kernel has to be asked

    UnixSocket(Fd fd, UnixAddress local, UnixAddress peer) {
        super(fd);
        this.local = local;
        this.peer = peer;
    }

    /**
     * Connects to a server. If its backlog is full, waits for ever until it has accepted somebody.
     *
     * @throws dev.parley.NotFoundException if there is no socket file of that name
     * @throws dev.parley.PeerGoneException {@code ECONNREFUSED} if nobody listens
     * @throws dev.parley.PermissionException if this process may not write to the socket file, or not reach it
     */
    public static UnixSocket connect(UnixAddress address) throws IOException {
        return connect(address, Deadline.NEVER, null);
    }

    /**
     * Connects to a server. If its backlog is full, waits at most this long until it has accepted somebody.
     *
     * @throws dev.parley.TimedOutException if the backlog stayed full
     * @throws IOException as {@link #connect(UnixAddress)}
     */
    public static UnixSocket connect(UnixAddress address, Duration timeout) throws IOException {
        return connect(address, Deadline.after(timeout), timeout);
    }

    /** Listens, with the default {@link UnixServer.Options}: a socket file has mode 0600. */
    public static UnixServer listen(UnixAddress address) throws IOException {
        return listen(address, UnixServer.Options.DEFAULT);
    }

    /**
     * Listens.
     *
     * @throws dev.parley.AlreadyExistsException {@code EADDRINUSE} if the name is taken; the message says whether by somebody
     *     who listens or by a stale file, which {@link UnixServer.Options#withTakeOverStale} replaces
     * @throws dev.parley.NotFoundException if the directory does not exist
     * @throws dev.parley.PermissionException if this process may not write to the directory
     */
    public static UnixServer listen(UnixAddress address, UnixServer.Options options) throws IOException {
        return UnixServer.listen(address, options);
    }

    private static UnixSocket connect(UnixAddress address, long deadline, Duration timeout) throws IOException {
        address.requireNamed();
        Files.Result<SocketName> named = SocketName.toConnect(address);
        if (named.error() < 0) {
            throw refused(address, named.error());
        }
        try (SocketName name = named.value()) {
            Fd fd = newSocket(address);
            try {
                long result = connect(fd, name, deadline);
                if (timeout != null && Failures.isTimeout(result)) {
                    throw Failures.timedOut(
                            "connect", address, "the backlog is full: the server accepted nobody", timeout);
                }
                if (result < 0) {
                    throw refused(address, result);
                }
                return new UnixSocket(fd, UnixAddress.unnamed(), address);
            } catch (Throwable e) {
                fd.close();
                throw e;
            }
        }
    }

    static Fd newSocket(UnixAddress address) throws IOException {
        int number = Sockets.socket(SocketAddresses.AF_UNIX, Sockets.SOCK_STREAM, 0);
        return Fd.own((int) Failures.check(number, "socket", address));
    }

    /** While the backlog is full there is nothing to poll for: the kernel has to be waited in. */
    private static long connect(Fd fd, SocketName name, long deadline) throws IOException {
        if (deadline == Deadline.NOW || Thread.currentThread().isVirtual()) {
            long result = fd.run(Sockets.CONNECT_CALL, name.memory(), name.length(), 0, 0, Polls.POLLOUT, Deadline.NOW);
            if (!Errno.EAGAIN.is(result) || deadline == Deadline.NOW) {
                return result;
            }
            fd.restoreBlocking();
        }
        return fd.run(Sockets.CONNECT_CALL, name.memory(), name.length(), 0, 0, deadline);
    }

    private static IpcException refused(UnixAddress address, long result) {
        String sentence = switch (Errno.of(result)) {
            case ECONNREFUSED -> nobodyListens(address);
            case ENOENT -> "there is no such socket file: is the server running?";
            case EACCES -> noAccess(address);
            case EPROTOTYPE -> "the socket there is not a stream: it takes datagrams or packets";
            case null -> "error number " + -result;
            default -> Errno.of(result).sentence();
        };
        return IpcException.of("connect", address, result, sentence);
    }

    private static String nobodyListens(UnixAddress address) {
        if (address.isAbstract()) {
            return "nobody listens on that name in this network namespace";
        }
        return switch (SocketFile.probe(address)) {
            case FOREIGN -> "the file is not a socket";
            case STALE -> "nobody listens there (the socket file is stale)";
            default -> "nobody listens there";
        };
    }

    private static String noAccess(UnixAddress address) {
        Files.Result<Files.Stat> stat = Files.stat(address.path().orElseThrow().toString());
        if (stat.error() < 0) {
            return "a directory on the way may not be searched";
        }
        return String.format(
                "no write permission on the socket file (mode %04o, owner uid %d)",
                stat.value().permissions(), stat.value().uid());
    }

    /**
     * Who is on the other side, in the words of the kernel: of an accepted connection the process that connected, of one that
     * was made the process that listened. It is what they were at that moment: a descriptor that was handed on, or inherited
     * by a child, still shows the first holder, and the pid of a process that has ended may be somebody else's by now. See
     * SO_PEERCRED in unix(7).
     */
    public Credentials credentials() throws IOException {
        Files.Result<Sockets.Ucred> peer = askDescriptor(Sockets::peerCredentials);
        Failures.check(peer.error(), "getsockopt", this);
        Sockets.Ucred ucred = peer.value();
        return new Credentials(ucred.pid(), ucred.uid(), ucred.gid());
    }

    /** The name of this side: the server's if the connection was accepted, none if it was made. */
    public UnixAddress localAddress() {
        return local;
    }

    /** The name of the other side: the server's if the connection was made; usually none if it was accepted. */
    public UnixAddress peerAddress() throws IOException {
        if (peer != null) {
            return peer;
        }
        try (Scratch scratch = Scratch.take(SocketAddresses.SIZE)) {
            int length = onDescriptor(number -> Sockets.getpeername(number, scratch.segment()));
            Failures.check(length, "getpeername", this);
            return UnixAddress.ofKernel(SocketAddresses.unix(scratch.segment(), length));
        }
    }

    /** The server's address. */
    @Override
    public String toString() {
        return (local.isUnnamed() && peer != null ? peer : local).toString();
    }
}
