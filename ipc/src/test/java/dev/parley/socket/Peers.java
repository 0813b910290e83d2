package dev.parley.socket;

import dev.parley.IpcException;
import dev.parley.LimitException;
import dev.parley.kernel.Errno;
import dev.parley.kernel.Fd;
import dev.parley.kernel.SocketAddresses;
import dev.parley.kernel.Sockets;
import dev.parley.testing.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The other side, in a JVM of its own. An address is a path, {@code @name}, or a port of the loopback interface. */
final class Peers {
    static final Duration LONG = Duration.ofSeconds(30);
    static final int RECORD = 24;

    private Peers() {}

    static StreamSocket connect(String address) throws IOException {
        return Character.isDigit(address.charAt(0))
                ? TcpSocket.connect("127.0.0.1", Integer.parseInt(address))
                : UnixSocket.connect(unix(address));
    }

    static StreamServer<?> listen(String address) throws IOException {
        return Character.isDigit(address.charAt(0))
                ? TcpSocket.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(address)))
                : UnixSocket.listen(unix(address));
    }

    static UnixAddress unix(String address) {
        return address.startsWith("@")
                ? UnixAddress.abstractName(address.substring(1))
                : UnixAddress.of(Path.of(address));
    }

    /** What somebody in another process would have to be told. */
    static String addressOf(StreamServer<?> server) {
        return switch (server) {
            case TcpServer tcp -> Integer.toString(tcp.localAddress().getPort());
            case UnixServer unix -> unix.toString().substring("unix:".length());
        };
    }

    /** Reads until the buffer is full. */
    static boolean readFully(StreamSocket socket, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer, LONG) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    /** Connects and sends back what comes. */
    static final class Echo {
        private Echo() {}

        static void main(String... args) throws IOException {
            try (StreamSocket socket = connect(args[0])) {
                echo(socket);
            }
        }

        static void echo(StreamSocket socket) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
            while (socket.read(buffer) >= 0) {
                socket.write(buffer.flip());
                buffer.clear();
            }
            socket.shutdownOutput();
        }
    }

    /** Listens, and sends back to each client what comes from it. */
    static final class Server {
        private Server() {}

        static void main(String... args) throws IOException {
            try (StreamServer<?> server = listen(args[0])) {
                System.out.println("ready " + addressOf(server));
                for (; ; ) {
                    StreamSocket client = server.accept();
                    Thread.startVirtualThread(() -> {
                        try (client) {
                            Echo.echo(client);
                        } catch (IOException e) {
                            System.err.println(e);
                        }
                    });
                }
            }
        }
    }

    /** Connects and writes records that begin with 0, 1, 2... for as long as it lives. */
    static final class Numbers {
        private Numbers() {}

        static void main(String... args) throws IOException {
            ByteBuffer record = ByteBuffer.allocate(RECORD);
            try (StreamSocket socket = connect(args[0])) {
                for (long i = 0; ; i++) {
                    socket.write(record.clear().putLong(0, i));
                }
            }
        }
    }

    /** Connects, and says how that went. */
    static final class Visitor {
        private Visitor() {}

        static void main(String... args) {
            try (StreamSocket socket = connect(args[0])) {
                System.out.println("connected " + socket);
                socket.readAllBytes();
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Accepts one connection on a descriptor that it was started with. */
    static final class Heir {
        private Heir() {}

        static void main(String... args) throws IOException {
            Fd accepted = Fd.own(Sockets.accept4(Integer.parseInt(args[0])));
            try (var socket = new UnixSocket(accepted, UnixAddress.unnamed(), null)) {
                socket.write("from the heir");
            }
        }
    }

    /** Runs out of descriptors while somebody waits to be accepted. Started with a low limit. */
    static final class Exhausted {
        private Exhausted() {}

        static void main(String... args) throws Exception {
            IpcException ignored = IpcException.of("load", "this class", Errno.EMFILE.result());
            try (StreamServer<?> server = listen(args[0])) {
                for (var form : forms(server)) { // while classes can still be loaded
                    StreamSocket client = connect(addressOf(server));
                    form.call().close();
                    client.close();
                }
                try (StreamSocket client = connect(addressOf(server))) {
                    client.write("kept");
                    List<Integer> hoard = hoard();
                    for (var form : forms(server)) {
                        refuse(form);
                    }
                    hoard.forEach(dev.parley.kernel.Files::close);
                    try (StreamSocket accepted = server.accept(LONG)) {
                        ByteBuffer buffer = ByteBuffer.allocate(4);
                        readFully(accepted, buffer);
                        System.out.println(new String(buffer.array()));
                    }
                }
            }
        }

        private static List<Callable<StreamSocket>> forms(StreamServer<?> server) {
            return List.of(
                    () -> server.accept(),
                    () -> server.accept(LONG),
                    () -> {
                        try (var virtual = Background.<StreamSocket>virtual(() -> server.accept(LONG))) {
                            return virtual.result();
                        }
                    },
                    () -> server.tryAccept().orElseThrow());
        }

        private static void refuse(Callable<StreamSocket> form) throws Exception {
            try {
                System.out.println("accepted " + form.call());
            } catch (LimitException e) {
                System.out.println(e.getMessage());
            }
        }

        private static List<Integer> hoard() {
            var hoard = new ArrayList<Integer>();
            for (; ; ) {
                int fd = Sockets.socket(SocketAddresses.AF_UNIX, Sockets.SOCK_STREAM, 0);
                if (fd < 0) {
                    return hoard;
                }
                hoard.add(fd);
            }
        }
    }
}
