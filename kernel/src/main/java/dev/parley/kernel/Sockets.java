package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Sockets: socket(2), bind(2), listen(2), accept4(2), connect(2), shutdown(2), send(2), recv(2), and their options. */
public final class Sockets {
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int SO_REUSEADDR = 2;
    public static final int SO_ERROR = 4;
    public static final int SO_SNDBUF = 7;
    public static final int SO_RCVBUF = 8;
    public static final int SO_KEEPALIVE = 9;
    public static final int SO_LINGER = 13;
    public static final int SO_REUSEPORT = 15;
    public static final int SO_PEERCRED = 17;
    public static final int SO_PEERNAME = 28;
    public static final int SO_ACCEPTCONN = 30;
    public static final int SO_DOMAIN = 39;
    public static final int IPPROTO_TCP = 6;
    public static final int IPPROTO_IPV6 = 41;
    public static final int IPV6_V6ONLY = 26;
    public static final int TCP_NODELAY = 1;
    public static final int TCP_KEEPIDLE = 4;
    public static final int TCP_KEEPINTVL = 5;
    public static final int TCP_KEEPCNT = 6;
    public static final int TCP_QUICKACK = 12;
    public static final int TCP_USER_TIMEOUT = 18;
    public static final int MSG_PEEK = 2;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int SHUT_RD = 0;
    public static final int SHUT_WR = 1;
    public static final int SHUT_RDWR = 2;

    static final StructLayout UCRED = MemoryLayout.structLayout(
                    JAVA_INT.withName("pid"), JAVA_INT.withName("uid"), JAVA_INT.withName("gid"))
            .withName("ucred");

    static final StructLayout LINGER = MemoryLayout.structLayout(
                    JAVA_INT.withName("l_onoff"), JAVA_INT.withName("l_linger"))
            .withName("linger");

    private static final long UID = UCRED.byteOffset(groupElement("uid"));
    private static final long GID = UCRED.byteOffset(groupElement("gid"));

    private static final MethodHandle SOCKET = Libc.call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = Libc.call("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LISTEN = Libc.call("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle ACCEPT4 = Libc.call("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT = Libc.call("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SHUTDOWN = Libc.call("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEND = Libc.call("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV = Libc.call("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            Libc.call("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle SETSOCKOPT =
            Libc.call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = Libc.call("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle GETPEERNAME = Libc.call("getpeername", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

    /** {@link #accept4}; the arguments are not used. */
    public static final BlockingCall ACCEPT_CALL = (fd, memory, size, argument, flags) -> accept4(fd);

    /** {@link #connect} to the address of {@code size} bytes in {@code memory}. */
    public static final BlockingCall CONNECT_CALL =
            (fd, memory, size, argument, flags) -> connect(fd, memory, (int) size);

    /** {@link #send} from {@code memory}; MSG_NOSIGNAL is added. */
    public static final BlockingCall SEND_CALL =
            (fd, memory, size, argument, flags) -> send(fd, memory, size, flags | MSG_NOSIGNAL);

    /** {@link #recv} into {@code memory}. */
    public static final BlockingCall RECV_CALL = (fd, memory, size, argument, flags) -> recv(fd, memory, size, flags);

    private Sockets() {}

    /** socket(2). {@code SOCK_CLOEXEC} is always added. */
    public static int socket(int domain, int type, int protocol) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SOCKET.invokeExact(state, domain, type | SOCK_CLOEXEC, protocol), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** bind(2). */
    public static int bind(int fd, MemorySegment address, int length) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) BIND.invokeExact(state, fd, address, length), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** listen(2). */
    public static int listen(int fd, int backlog) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) LISTEN.invokeExact(state, fd, backlog), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** accept4(2) without asking for the peer's address. The new descriptor blocks and is close-on-exec. */
    public static int accept4(int fd) {
        MemorySegment state = Libc.state();
        MemorySegment none = MemorySegment.NULL;
        try {
            return Libc.result((int) ACCEPT4.invokeExact(state, fd, none, none, SOCK_CLOEXEC), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** connect(2). After {@code EINTR} a TCP connection goes on being made: wait for POLLOUT, then ask SO_ERROR. */
    public static int connect(int fd, MemorySegment address, int length) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) CONNECT.invokeExact(state, fd, address, length), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** shutdown(2). */
    public static int shutdown(int fd, int how) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SHUTDOWN.invokeExact(state, fd, how), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** send(2). */
    public static long send(int fd, MemorySegment memory, long size, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) SEND.invokeExact(state, fd, memory, size, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** recv(2). Zero is the end of the stream. */
    public static long recv(int fd, MemorySegment memory, long size, int flags) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((long) RECV.invokeExact(state, fd, memory, size, flags), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** getsockname(2). The memory must hold {@link SocketAddresses#SIZE} bytes. */
    public static int getsockname(int fd, MemorySegment address) {
        return name(GETSOCKNAME, fd, address);
    }

    /** getpeername(2). The memory must hold {@link SocketAddresses#SIZE} bytes. */
    public static int getpeername(int fd, MemorySegment address) {
        return name(GETPEERNAME, fd, address);
    }

    /**
     * getsockopt(2) SO_PEERNAME: as {@link #getpeername}, but also of a connection that the peer has reset already.
     *
     * @param length the length of an address of this socket's family; the memory holds four bytes more
     * @return 0 or {@code -errno}
     */
    public static int peerName(int fd, MemorySegment address, int length) {
        return getsockopt(fd, SOL_SOCKET, SO_PEERNAME, address, length);
    }

    /** @return the address's length, or {@code -errno} */
    private static int name(MethodHandle call, int fd, MemorySegment address) {
        MemorySegment state = Libc.state();
        try (Scratch scratch = Scratch.take(4)) {
            MemorySegment length = scratch.segment();
            length.set(JAVA_INT, 0, SocketAddresses.SIZE);
            int error = Libc.result((int) call.invokeExact(state, fd, address, length), state);
            return error < 0 ? error : length.get(JAVA_INT, 0);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** setsockopt(2) of an int. */
    public static int setOption(int fd, int level, int option, int value) {
        try (Scratch scratch = Scratch.take(4)) {
            scratch.segment().set(JAVA_INT, 0, value);
            return setsockopt(fd, level, option, scratch.segment(), 4);
        }
    }

    /** getsockopt(2) of an int that is never negative; else {@code -errno}. */
    public static int option(int fd, int level, int option) {
        try (Scratch scratch = Scratch.take(8)) {
            int error = getsockopt(fd, level, option, scratch.segment(), 4);
            return error < 0 ? error : scratch.segment().get(JAVA_INT, 0);
        }
    }

    /** setsockopt(2) SO_LINGER; a negative number of seconds turns it off. */
    public static int setLinger(int fd, int seconds) {
        try (Scratch scratch = Scratch.take(LINGER.byteSize())) {
            scratch.segment().set(JAVA_INT, 0, seconds < 0 ? 0 : 1);
            scratch.segment().set(JAVA_INT, 4, Math.max(0, seconds));
            return setsockopt(fd, SOL_SOCKET, SO_LINGER, scratch.segment(), (int) LINGER.byteSize());
        }
    }

    /** getsockopt(2) SO_LINGER: how many seconds, -1 if it is off. */
    public static Files.Result<Integer> linger(int fd) {
        try (Scratch scratch = Scratch.take(LINGER.byteSize() + 4)) {
            MemorySegment linger = scratch.segment();
            int error = getsockopt(fd, SOL_SOCKET, SO_LINGER, linger, (int) LINGER.byteSize());
            if (error < 0) {
                return Files.Result.failed(error);
            }
            return Files.Result.of(linger.get(JAVA_INT, 0) == 0 ? -1 : linger.get(JAVA_INT, 4));
        }
    }

    /** {@code struct ucred}. */
    public record Ucred(int pid, int uid, int gid) {}

    /** getsockopt(2) SO_PEERCRED: who connected, or who listens. */
    public static Files.Result<Ucred> peerCredentials(int fd) {
        try (Scratch scratch = Scratch.take(UCRED.byteSize() + 4)) {
            MemorySegment ucred = scratch.segment();
            int error = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, ucred, (int) UCRED.byteSize());
            return error < 0
                    ? Files.Result.failed(error)
                    : Files.Result.of(
                            new Ucred(ucred.get(JAVA_INT, 0), ucred.get(JAVA_INT, UID), ucred.get(JAVA_INT, GID)));
        }
    }

    private static int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
        MemorySegment state = Libc.state();
        try {
            return Libc.result((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, length), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }

    /** The length goes behind the value, in the same memory. */
    private static int getsockopt(int fd, int level, int option, MemorySegment value, int length) {
        MemorySegment state = Libc.state();
        MemorySegment size = value.asSlice(length, 4);
        size.set(JAVA_INT, 0, length);
        try {
            return Libc.result((int) GETSOCKOPT.invokeExact(state, fd, level, option, value, size), state);
        } catch (Throwable t) {
            throw Libc.unexpected(t);
        }
    }
}
