package dev.parley.socket;

import dev.parley.io.Failures;
import dev.parley.kernel.Fd;
import dev.parley.kernel.Scratch;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A TCP socket that listens. See tcp(7), listen(2) and accept(2).
 *
 * <p>Made by {@link TcpSocket#listen(InetSocketAddress)}. A port whose last server has gone can be bound again at once, also
 * while its old connections linger in TIME_WAIT (SO_REUSEADDR is always set).
 */
public final class TcpServer extends StreamServer<TcpSocket> {
    private final InetSocketAddress local;

    private TcpServer(Fd fd, InetSocketAddress local) {
        super(fd);
        this.local = local;
    }

    /**
     * How to listen.
     *
     * @param backlog how many connections may wait to be accepted, besides one; others get no answer and try again by
     *     themselves. The kernel silently cuts it to {@code net.core.somaxconn}
     * @param reusePort whether other sockets of this user that ask for it too may have the same port: the kernel spreads
     *     connections over them. See SO_REUSEPORT in socket(7)
     * @param dualStack whether a server on {@code ::} also takes IPv4. Of no meaning for other addresses
     */
    public record Options(int backlog, boolean reusePort, boolean dualStack) {
        /** The longest backlog the system allows, a port of its own, IPv4 too on {@code ::}. */
        public static final Options DEFAULT = new Options(Integer.MAX_VALUE, false, true);

        public Options {
            if (backlog < 0) {
                throw new IllegalArgumentException("a backlog is not negative: backlog=" + backlog);
            }
        }

        /** These with another backlog. */
        public Options withBacklog(int value) {
            return new Options(value, reusePort, dualStack);
        }

        /** These, but sharing the port with whoever shares it too. */
        public Options withReusePort() {
            return new Options(backlog, true, dualStack);
        }

        /** These, but on {@code ::} only IPv6. */
        public Options withoutDualStack() {
            return new Options(backlog, reusePort, false);
        }
    }

    static TcpServer listen(InetSocketAddress wanted, Options options) throws IOException {
        InetSocketAddress address = resolved(wanted);
        String object = InetNames.text(address);
        Fd fd = TcpSocket.newSocket(address.getAddress(), object);
        try {
            prepare(fd.handle(), address.getAddress(), options, object);
            int result = bind(fd.handle(), address);
            if (result < 0) {
                throw InetNames.failedToListen("bind", address, result);
            }
            result = Sockets.listen(fd.handle(), options.backlog());
            if (result < 0) {
                throw InetNames.failedToListen(
                        "listen", address, result); // two sockets may bind a port, one may listen
            }
            return new TcpServer(fd, InetNames.local(fd.handle(), object));
        } catch (Throwable e) {
            fd.close();
            throw e;
        }
    }

    private static InetSocketAddress resolved(InetSocketAddress address) throws IOException {
        if (!address.isUnresolved()) {
            return address;
        }
        InetAddress first = InetNames.lookUp(address.getHostString(), address.getPort())[0];
        return new InetSocketAddress(first, address.getPort());
    }

    private static void prepare(int socket, InetAddress address, Options options, String object) throws IOException {
        set(socket, Sockets.SOL_SOCKET, Sockets.SO_REUSEADDR, true, object);
        if (options.reusePort()) {
            set(socket, Sockets.SOL_SOCKET, Sockets.SO_REUSEPORT, true, object);
        }
        if (address instanceof Inet6Address) {
            set(socket, Sockets.IPPROTO_IPV6, Sockets.IPV6_V6ONLY, !options.dualStack(), object);
        }
    }

    private static void set(int socket, int level, int option, boolean on, String object) throws IOException {
        Failures.check(Sockets.setOption(socket, level, option, on ? 1 : 0), "setsockopt", object);
    }

    private static int bind(int socket, InetSocketAddress address) {
        try (Scratch scratch = Scratch.take(SocketAddresses.SIZE)) {
            int length = SocketAddresses.inet(scratch.segment(), address.getAddress(), address.getPort());
            return Sockets.bind(socket, scratch.segment(), length);
        }
    }

    @Override
    TcpSocket connection(Fd accepted) throws IOException {
        try {
            int number = accepted.handle();
            boolean v6 = local.getAddress() instanceof Inet6Address;
            return new TcpSocket(accepted, InetNames.local(number, this), InetNames.peer(number, v6, this));
        } catch (Throwable e) {
            accepted.close();
            throw e;
        }
    }

    /** Where it listens, with the port that the kernel chose if it was to choose. */
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public String toString() {
        return InetNames.text(local);
    }
}
