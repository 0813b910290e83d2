package dev.parley.socket;

import dev.parley.IpcException;
import dev.parley.NotFoundException;
import dev.parley.io.Failures;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Scratch;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Internet addresses: asked of the kernel, looked up, and written as {@code tcp:host:port}. */
final class InetNames {
    private InetNames() {}

    /** Where a socket is bound. */
    static InetSocketAddress local(int socket, Object object) throws IOException {
        try (Scratch scratch = Scratch.take(SocketAddresses.SIZE)) {
            Failures.check(Sockets.getsockname(socket, scratch.segment()), "getsockname", object);
            return SocketAddresses.inet(scratch.segment());
        }
    }

    /** Whom an accepted socket is connected to, also if the peer has reset the connection by now. */
    static InetSocketAddress peer(int socket, boolean v6, Object object) throws IOException {
        try (Scratch scratch = Scratch.take(SocketAddresses.SIZE)) {
            int result = Sockets.getpeername(socket, scratch.segment());
            if (Errno.ENOTCONN.is(result)) {
                int family = v6 ? SocketAddresses.AF_INET6 : SocketAddresses.AF_INET;
                result = Sockets.peerName(socket, scratch.segment(), SocketAddresses.inetLength(family));
            }
            Failures.check(result, "getpeername", object);
            return SocketAddresses.inet(scratch.segment());
        }
    }

    /** All addresses of a name. Numbers need no looking up. */
    static InetAddress[] lookUp(String host, int port) throws NotFoundException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            var failure = new NotFoundException(
                    "getaddrinfo", "tcp:" + host + ":" + port, "EAI_NONAME", 0, "the name has no address");
            failure.initCause(e);
            throw failure;
        }
    }

    static int family(InetAddress address) {
        return address instanceof Inet6Address ? SocketAddresses.AF_INET6 : SocketAddresses.AF_INET;
    }

    static void requirePort(int port, int lowest) {
        if (port < lowest || port > 0xffff) {
            throw new IllegalArgumentException("a port is " + lowest + " to 65535: port=" + port);
        }
    }

    /** {@code tcp:127.0.0.1:80}, {@code tcp:[::1]:80}. */
    static String text(InetSocketAddress address) {
        return "tcp:" + text(address.getAddress()) + ":" + address.getPort();
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address v6 ? "[" + shortened(v6) + "]" : address.getHostAddress();
    }

    /** The JDK writes every group; people leave out the longest run of zeros, see RFC 5952. */
    private static String shortened(Inet6Address address) {
        String all = address.getHostAddress();
        int percent = all.indexOf('%');
        String[] groups = (percent < 0 ? all : all.substring(0, percent)).split(":");
        int from = 0;
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        if (length < 2) {
            return all;
        }
        String scope = percent < 0 ? "" : all.substring(percent);
        String before = String.join(":", Arrays.copyOfRange(groups, 0, from));
        String after = String.join(":", Arrays.copyOfRange(groups, from + length, groups.length));
        return before + "::" + after + scope;
    }

    /** The exception for a server that cannot be made. */
    static IpcException failedToListen(String operation, InetSocketAddress address, int result) {
        int port = address.getPort();
        String sentence = switch (Errno.of(result)) {
            case EADDRINUSE -> "port " + port + " is taken: ss -tlnp sport = :" + port + " shows by whom";
            case EACCES ->
                "port " + port + " is privileged: choose one above net.ipv4.ip_unprivileged_port_start, or run with"
                        + " CAP_NET_BIND_SERVICE";
            case null -> "error number " + -result;
            default -> Errno.of(result).sentence();
        };
        return IpcException.of(operation, text(address), result, sentence);
    }

    /** The exception for a connection that cannot be made. */
    static IpcException failedToConnect(String object, long result) {
        String sentence = switch (Errno.of(result)) {
            case ECONNREFUSED -> "nobody listens on that port";
            case ETIMEDOUT -> "the other machine did not answer: is it up, and does a firewall let this through?";
            case EADDRNOTAVAIL -> "no local port is left for another connection there, or it is not an address";
            case null -> "error number " + -result;
            default -> Errno.of(result).sentence();
        };
        return IpcException.of("connect", object, result, sentence);
    }
}
