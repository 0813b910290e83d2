package dev.parley.cli.tour;

import dev.parley.socket.TcpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A TCP port of the loopback interface. Whoever connects speaks first, and is answered. */
final class TcpConversation implements Conversation {
    @Override
    public String name() {
        return "TCP port";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (var server = partner.start("tcp_server", 0, "Welcome!")) {
            int port = Integer.parseInt(server.line("ready port="));
            try (var socket = TcpSocket.connect(new InetSocketAddress(loopback, port), PATIENCE)) {
                socket.write("Hello, Server!");
                socket.shutdownOutput();
                String answer = Minutes.quote(socket.readText());
                minutes.toldThem(server, "Hello, Server!", server.line(), "answer " + answer);
            }
            server.finish();
        }
        try (var listener = TcpSocket.listen(new InetSocketAddress(loopback, 0));
                var client = partner.start("tcp_client", listener.localAddress().getPort(), "Hello, Java!");
                var socket = listener.accept(PATIENCE)) {
            String heard = socket.readText();
            socket.write("Welcome!");
            socket.shutdownOutput();
            client.line("sent ");
            minutes.toldUs(client, "Hello, Java!", heard, "answer " + Minutes.quote(client.line()));
            client.finish();
        }
    }
}
