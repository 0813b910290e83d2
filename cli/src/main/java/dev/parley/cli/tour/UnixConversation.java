package dev.parley.cli.tour;

import dev.parley.socket.UnixAddress;
import dev.parley.socket.UnixSocket;
import java.io.IOException;
import java.nio.file.Path;

/** A Unix stream socket; the kernel says who is at the other end. */
final class UnixConversation implements Conversation {
    @Override
    public String name() {
        return "Unix socket";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        Path path = place.path("desk-" + partner.language());
        try (var server = partner.start("unix_server", path, "Welcome!")) {
            server.line("ready");
            try (var socket = UnixSocket.connect(UnixAddress.of(path), PATIENCE)) {
                socket.write("Hello, Unix socket!");
                socket.shutdownOutput();
                String answer = Minutes.quote(socket.readText());
                server.line("peer pid=" + ProcessHandle.current().pid());
                minutes.toldThem(server, "Hello, Unix socket!", server.line(), "answer " + answer);
            }
            server.finish();
        }
        String name = "parley-tour-" + ProcessHandle.current().pid();
        try (var listener = UnixSocket.listen(UnixAddress.abstractName(name));
                var client = partner.start("unix_client", "@" + name, "Guess who!");
                var socket = listener.accept(PATIENCE)) {
            String heard = socket.readText();
            var who = socket.credentials();
            socket.write("You are " + who.pid() + "!");
            socket.shutdownOutput();
            client.line("sent ");
            minutes.toldUs(client, "Guess who!", heard, "answer " + Minutes.quote(client.line()));
            client.finish();
        }
    }
}
