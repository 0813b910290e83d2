package dev.parley.socket;

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One side of a TCP connection. See tcp(7).
 *
 * <p>A {@link dev.parley.ByteStream}: see there for who waits and what ends it. What one side writes in one call the other may
 * read in several, or several in one. Nothing says who the other side is, and a peer whose machine vanished is noticed only by
 * {@link #setKeepAlive} or {@link #setUserTimeout}.
 */
public final class TcpSocket extends StreamSocket {
    private final InetSocketAddress local;
    private final InetSocketAddress peer;

    TcpSocket(Fd fd, InetSocketAddress local, InetSocketAddress peer) {
        super(fd);
        this.local = local;
        this.peer = peer;
    }

    /**
     * When the kernel asks a silent peer whether it is still there.
     *
     * @param idle after how long a silence; whole seconds, rounded up
     * @param interval how long after a question that got no answer the next one is put; whole seconds, rounded up
     * @param count after how many questions without an answer the connection is given up, with {@code ETIMEDOUT}
     */
    public record KeepAlive(Duration idle, Duration interval, int count) {
        public KeepAlive {
            if (idle.compareTo(Duration.ZERO) <= 0 || interval.compareTo(Duration.ZERO) <= 0 || count <= 0) {
                throw new IllegalArgumentException("times and count are more than zero: idle=" + idle + ", interval="
                        + interval + ", count=" + count);
            }
        }
    }

    /**
     * Connects, waiting for an answer as long as the kernel does: about two minutes for a machine that is silent. All addresses
     * of a name are tried in turn. Looking up a name waits for the resolver, which an interrupt does not end.
     *
     * @throws dev.parley.NotFoundException if the name has no address
     * @throws dev.parley.PeerGoneException {@code ECONNREFUSED} if nobody listens on that port
     * @throws dev.parley.TimedOutException if the other machine does not answer
     */
    public static TcpSocket connect(String host, int port) throws IOException {
        InetNames.requirePort(port, 1);
        return connectToAny(InetNames.lookUp(host, port), port, Deadline.NEVER);
    }

    /**
     * Connects, waiting for an answer at most this long altogether; each address of a name gets an equal share of what is left.
     * Looking up a name waits for the resolver first, which neither the timeout nor an interrupt ends.
     *
     * @throws IOException as {@link #connect(String, int)}
     */
    public static TcpSocket connect(String host, int port, Duration timeout) throws IOException {
        InetNames.requirePort(port, 1);
        InetAddress[] addresses = InetNames.lookUp(host, port);
        return connectToAny(addresses, port, Deadline.after(timeout));
    }

    /** As {@link #connect(String, int)}; a name that was not looked up yet is looked up. */
    public static TcpSocket connect(InetSocketAddress address) throws IOException {
        return address.isUnresolved()
                ? connect(address.getHostString(), address.getPort())
                : connectToAny(new InetAddress[] {address.getAddress()}, address.getPort(), Deadline.NEVER);
    }

    /** As {@link #connect(String, int, Duration)}; a name that was not looked up yet is looked up. */
    public static TcpSocket connect(InetSocketAddress address, Duration timeout) throws IOException {
        return address.isUnresolved()
                ? connect(address.getHostString(), address.getPort(), timeout)
                : connectToAny(new InetAddress[] {address.getAddress()}, address.getPort(), Deadline.after(timeout));
    }

    /** Listens, with the default {@link TcpServer.Options}. Port 0 lets the kernel choose: {@link TcpServer#localAddress()}. */
    public static TcpServer listen(InetSocketAddress address) throws IOException {
        return listen(address, TcpServer.Options.DEFAULT);
    }

    /**
     * Listens.
     *
     * @param address the loopback address for this machine alone; {@code 0.0.0.0} or {@code ::} for every interface
     * @throws dev.parley.AlreadyExistsException {@code EADDRINUSE} if the port is taken
     * @throws dev.parley.PermissionException {@code EACCES} if the port is privileged
     * @throws IpcException {@code EADDRNOTAVAIL} if this machine does not have that address
     */
    public static TcpServer listen(InetSocketAddress address, TcpServer.Options options) throws IOException {
        return TcpServer.listen(address, options);
    }

    private static TcpSocket connectToAny(InetAddress[] addresses, int port, long deadline) throws IOException {
        InetNames.requirePort(port, 1);
        IpcException failure = null;
        for (int i = 0; i < addresses.length; i++) {
            try {
                return connect(new InetSocketAddress(addresses[i], port), share(deadline, addresses.length - i));
            } catch (IpcException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure;
    }

    private static long share(long deadline, int ways) {
        if (deadline == Deadline.NEVER || deadline == Deadline.NOW || ways == 1) {
            return deadline;
        }
        return System.nanoTime() + Deadline.remaining(deadline) / ways;
    }

    private static TcpSocket connect(InetSocketAddress address, long deadline) throws IOException {
        String object = InetNames.text(address);
        long start = System.nanoTime();
        Fd fd = newSocket(address.getAddress(), object);
        try {
            long result = connect(fd, address, deadline);
            if (Failures.isTimeout(result) && Deadline.passed(deadline)) {
                throw Failures.timedOut(
                        "connect", object, "no answer came", Duration.ofNanos(System.nanoTime() - start));
            }
            InetSocketAddress local = result < 0 ? null : InetNames.local(fd.handle(), object);
            // A port of the kernel's choosing may be the very one that nobody listens on: TCP then connects to itself.
            if (result < 0 || local.equals(address)) {
                throw InetNames.failedToConnect(object, result < 0 ? result : Errno.ECONNREFUSED.result());
            }
            return new TcpSocket(fd, local, address);
        } catch (Throwable e) {
            fd.close();
            throw e;
        }
    }

    static Fd newSocket(InetAddress address, Object object) throws IOException {
        int number = Sockets.socket(InetNames.family(address), Sockets.SOCK_STREAM, 0);
        return Fd.own((int) Failures.check(number, "socket", object));
    }

    /** Never waits inside connect(2), which a signal would leave half done: it starts there, and is waited for by poll(2). */
    private static long connect(Fd fd, InetSocketAddress address, long deadline) throws IOException {
        long result;
        try (Scratch scratch = Scratch.take(SocketAddresses.SIZE)) {
            int length = SocketAddresses.inet(scratch.segment(), address.getAddress(), address.getPort());
            result = fd.run(Sockets.CONNECT_CALL, scratch.segment(), length, 0, 0, Polls.POLLOUT, Deadline.NOW);
        }
        if (Errno.EINPROGRESS.is(result)) {
            if (!fd.await(Polls.POLLOUT, deadline)) {
                return Errno.ETIMEDOUT.result();
            }
            result = -Sockets.option(fd.handle(), Sockets.SOL_SOCKET, Sockets.SO_ERROR);
        }
        if (result == 0 && !Thread.currentThread().isVirtual()) {
            fd.restoreBlocking();
        }
        return result;
    }

    /** Whether what is written is sent at once. */
    public boolean noDelay() throws IOException {
        return option(Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY) != 0;
    }

    /**
     * Sends what is written at once, instead of holding small pieces back until the peer has acknowledged the one before. Off by
     * default; on is right for request and answer, where a piece held back costs up to 40 ms. See TCP_NODELAY in tcp(7).
     */
    public void setNoDelay(boolean on) throws IOException {
        setOption(Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY, on ? 1 : 0);
    }

    /** When the kernel asks a silent peer whether it is still there; empty if it does not. */
    public Optional<KeepAlive> keepAlive() throws IOException {
        if (option(Sockets.SOL_SOCKET, Sockets.SO_KEEPALIVE) == 0) {
            return Optional.empty();
        }
        return Optional.of(new KeepAlive(
                Duration.ofSeconds(option(Sockets.IPPROTO_TCP, Sockets.TCP_KEEPIDLE)),
                Duration.ofSeconds(option(Sockets.IPPROTO_TCP, Sockets.TCP_KEEPINTVL)),
                option(Sockets.IPPROTO_TCP, Sockets.TCP_KEEPCNT)));
    }

    /** Has the kernel ask a silent peer whether it is still there. Off by default. See SO_KEEPALIVE in socket(7). */
    public void setKeepAlive(KeepAlive when) throws IOException {
        setOption(Sockets.IPPROTO_TCP, Sockets.TCP_KEEPIDLE, seconds(when.idle()));
        setOption(Sockets.IPPROTO_TCP, Sockets.TCP_KEEPINTVL, seconds(when.interval()));
        setOption(Sockets.IPPROTO_TCP, Sockets.TCP_KEEPCNT, when.count());
        setOption(Sockets.SOL_SOCKET, Sockets.SO_KEEPALIVE, 1);
    }

    /** Lets a silent peer be silent. */
    public void clearKeepAlive() throws IOException {
        setOption(Sockets.SOL_SOCKET, Sockets.SO_KEEPALIVE, 0);
    }

    /** How long the last close waits for the peer to take what was sent; empty if the kernel does that by itself. */
    public Optional<Duration> linger() throws IOException {
        Files.Result<Integer> linger = askDescriptor(Sockets::linger);
        Failures.check(linger.error(), "getsockopt", this);
        return linger.value() < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(linger.value()));
    }

    /**
     * Changes what closing does with bytes that the peer has not taken yet. Zero throws them away and resets the connection: the
     * peer gets {@code ECONNRESET}. More than zero makes {@link #close()} <b>wait</b> for the peer that long, in whole seconds,
     * rounded up. See SO_LINGER in socket(7).
     */
    public void setLinger(Duration time) throws IOException {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: time=" + time);
        }
        int seconds = seconds(time);
        Failures.check(onDescriptor(number -> Sockets.setLinger(number, seconds)), "setsockopt", this);
    }

    /** Closing returns at once, and the kernel goes on sending by itself. The default. */
    public void clearLinger() throws IOException {
        Failures.check(onDescriptor(number -> Sockets.setLinger(number, -1)), "setsockopt", this);
    }

    /** Has the kernel acknowledge at once, for now: it falls back by itself. See TCP_QUICKACK in tcp(7). */
    public void setQuickAck(boolean on) throws IOException {
        setOption(Sockets.IPPROTO_TCP, Sockets.TCP_QUICKACK, on ? 1 : 0);
    }

    /** How long sent bytes may stay unacknowledged; zero is the kernel's default, about a quarter of an hour. */
    public Duration userTimeout() throws IOException {
        return Duration.ofMillis(option(Sockets.IPPROTO_TCP, Sockets.TCP_USER_TIMEOUT));
    }

    /**
     * Gives a connection up, with {@code ETIMEDOUT}, once sent bytes have stayed unacknowledged this long. See TCP_USER_TIMEOUT
     * in tcp(7).
     *
     * @param time in milliseconds, rounded up; zero for the kernel's default
     */
    public void setUserTimeout(Duration time) throws IOException {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: time=" + time);
        }
        long millis = time.plusNanos(999_999).toMillis();
        setOption(Sockets.IPPROTO_TCP, Sockets.TCP_USER_TIMEOUT, (int) Math.min(millis, Integer.MAX_VALUE));
    }

    private static int seconds(Duration time) {
        long seconds = time.getSeconds() + (time.getNano() > 0 ? 1 : 0);
        return (int) Math.min(seconds, Integer.MAX_VALUE);
    }

    /** Where this side is. */
    public InetSocketAddress localAddress() {
        return local;
    }

    /** Where the other side is. */
    public InetSocketAddress peerAddress() {
        return peer;
    }

    /** The other side's address. */
    @Override
    public String toString() {
        return InetNames.text(peer);
    }
}
