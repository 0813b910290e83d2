package dev.parley.cli.tour;

import dev.parley.ByteStream;
import dev.parley.Descriptor;
import dev.parley.SysvKey;
import dev.parley.cli.terminal.Output;
import dev.parley.memory.SysvMemory;
import dev.parley.pipe.Fifo;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import dev.parley.queue.Select;
import dev.parley.queue.SysvQueue;
import dev.parley.socket.TcpSocket;
import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixSocket;
import dev.parley.sync.SysvSemaphores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The programs at the other end, in Java: their names, their arguments and what they print are those of the C programs. */
public final class JavaPeers {
    /** The verb that runs one of them. */
    public static final String VERB = "__peer";

    private final String[] arguments;

    private JavaPeers(String[] arguments) {
        this.arguments = arguments;
    }

    /**
     * Runs a program.
     *
     * @param arguments its name and its arguments
     */
    public static void run(String... arguments) throws IOException {
        new JavaPeers(arguments).run();
    }

    private void run() throws IOException {
        switch (text(0)) {
            case "pipe_reader" -> readPipe();
            case "pipe_writer" -> writePipe();
            case "fifo_reader" -> readFifo();
            case "fifo_writer" -> writeFifo();
            case "sysv_queue_receive" -> receive();
            case "sysv_queue_send" -> send();
            case "sysv_shm_read" -> readMemory();
            case "sysv_shm_write" -> writeMemory();
            case "sysv_sem" -> operate();
            case "tcp_server" -> serveTcp();
            case "tcp_client" -> callTcp();
            case "unix_server" -> serveUnix();
            case "unix_client" -> callUnix();
            default -> throw new IllegalArgumentException("no such program: program=" + text(0));
        }
    }

    private String text(int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException("an argument is missing: index=" + index);
        }
        return arguments[index];
    }

    private int number(int index) {
        return Integer.parseInt(text(index));
    }

    private SysvKey key() throws IOException {
        return SysvKey.of(Path.of(text(1)), number(2));
    }

    private static void say(String line) throws IOException {
        Output.standard().text(line + "\n");
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void sayReceived(String text) throws IOException {
        say(text + "\nend after " + size(text) + " bytes");
    }

    private void readPipe() throws IOException {
        try (var source = PipeSource.of(Descriptor.inherited(0))) {
            say("ready");
            sayReceived(source.readText());
        }
    }

    private void writePipe() throws IOException {
        try (var sink = PipeSink.of(Descriptor.inherited(number(1)))) {
            sink.write(text(2));
        }
        say("wrote " + size(text(2)) + " bytes");
    }

    private void readFifo() throws IOException {
        Fifo fifo = Fifo.openOrCreate(Path.of(text(1)));
        say("ready");
        try (var source = fifo.openReader()) {
            sayReceived(source.readText());
        }
    }

    private void writeFifo() throws IOException {
        Fifo fifo = Fifo.openOrCreate(Path.of(text(1)));
        say("ready");
        try (var sink = fifo.openWriter()) {
            sink.write(text(2));
        }
        say("wrote " + size(text(2)) + " bytes");
    }

    private void receive() throws IOException {
        try (var queue = SysvQueue.open(key())) {
            say("ready");
            var message = queue.receive(Select.type(number(3)));
            say("received type=" + message.type() + " size=" + message.size() + " text=" + message.cString());
        }
    }

    private void send() throws IOException {
        try (var queue = SysvQueue.open(key())) {
            say("ready");
            queue.send(number(3), text(4));
            say("sent type=" + number(3) + " size=" + size(text(4)) + " text=" + text(4));
        }
    }

    private void readMemory() throws IOException {
        try (var memory = SysvMemory.openReadOnly(key())) {
            say("read " + memory.segment().getString(0));
            say("size=" + memory.size() + " nattch=" + memory.status().attached());
        }
    }

    private void writeMemory() throws IOException {
        try (var memory = SysvMemory.openOrCreate(key(), number(3))) {
            memory.segment().setString(0, text(4));
            say("wrote " + text(4));
        }
    }

    private void operate() throws IOException {
        try (var semaphores = SysvSemaphores.open(key())) {
            say("ready");
            if (text(3).equals("wait")) {
                semaphores.acquire(number(4));
            } else {
                semaphores.release(number(4));
            }
            say("done value=" + semaphores.value(number(4)));
        }
    }

    private void serveTcp() throws IOException {
        try (var server = TcpSocket.listen(loopback(number(1)))) {
            say("ready port=" + server.localAddress().getPort());
            try (var socket = server.accept()) {
                answer(socket);
            }
        }
    }

    private void callTcp() throws IOException {
        try (var socket = TcpSocket.connect(loopback(number(1)))) {
            ask(socket);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private void serveUnix() throws IOException {
        try (var server = UnixSocket.listen(unixAddress())) {
            say("ready");
            try (var socket = server.accept()) {
                var who = socket.credentials();
                say("peer pid=" + who.pid() + " uid=" + who.uid() + " gid=" + who.gid());
                answer(socket);
            }
        }
    }

    private void callUnix() throws IOException {
        try (var socket = UnixSocket.connect(unixAddress())) {
            ask(socket);
        }
    }

    private UnixAddress unixAddress() {
        String name = text(1);
        return name.startsWith("@") ? UnixAddress.abstractName(name.substring(1)) : UnixAddress.of(Path.of(name));
    }

    private void answer(ByteStream socket) throws IOException {
        sayReceived(socket.readText());
        socket.write(text(2));
    }

    private void ask(ByteStream socket) throws IOException {
        socket.write(text(2));
        socket.shutdownOutput();
        say("sent " + size(text(2)) + " bytes");
        sayReceived(socket.readText());
    }
}
