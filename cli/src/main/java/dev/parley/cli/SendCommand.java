package dev.parley.cli;

import dev.parley.Address;
import dev.parley.IpcException;
import dev.parley.endpoint.Endpoint;
import dev.parley.endpoint.Message;
import dev.parley.endpoint.Receiving;
import dev.parley.endpoint.Sending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley send ADDRESS [TEXT...]}. */
final class SendCommand implements Verb {
    private static final String LINES = "--lines";

    @Override
    public CommandSpec spec() {
        return Specs.verb("send", "Sends a message, or standard input.")
                .addOption(Specs.flag(LINES, "Each line of standard input is a message; otherwise all of it is one."))
                .addPositional(Specs.address("Where to."))
                .addPositional(Specs.words("1..*", "TEXT", "The message; words are joined by a space."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        String[] words = Specs.words(given, 1);
        boolean lines = Specs.isGiven(given, LINES);
        if (words != null && lines) {
            throw new IllegalArgumentException("either TEXT or " + LINES + ", which reads standard input");
        }
        if (words == null && address.scheme().equals("fd") && address.rest().equals("0")) {
            throw new IllegalArgumentException("standard input cannot be both ends: address=" + address);
        }
        try (Sending to = Ends.sending(address)) {
            if (words != null) {
                to.send(String.join(" ", words));
            } else {
                sendInput(to, address, lines);
            }
            to.finish();
        }
        return Exit.OK;
    }

    private static void sendInput(Sending to, Address address, boolean lines) throws IOException {
        if (lines) {
            sendLines(to);
        } else if (to.keepsBoundaries()) {
            sendWhole(to, address);
        } else {
            sendPieces(to);
        }
    }

    private static void sendLines(Sending to) throws IOException {
        try (Receiving input = Endpoint.receiving("fd:0?frame=line")) {
            for (Optional<Message> line = input.receive(); line.isPresent(); line = input.receive()) {
                byte[] bytes = line.get().bytes();
                to.send(ByteBuffer.wrap(to.keepsBoundaries() ? bytes : withNewline(bytes)));
            }
        }
    }

    /** In a stream only the newline tells lines apart. */
    private static byte[] withNewline(byte[] line) {
        byte[] longer = Arrays.copyOf(line, line.length + 1);
        longer[line.length] = '\n';
        return longer;
    }

    private static void sendWhole(Sending to, Address address) throws IOException {
        byte[] message = Input.upTo(to.maximumSize());
        if (message.length > to.maximumSize()) {
            String sentence = "standard input is longer than the " + to.maximumSize()
                    + " bytes that one message may have; with " + LINES + " each line is a message";
            throw new IpcException("send", address.toString(), "EMSGSIZE", 90, sentence);
        }
        to.send(ByteBuffer.wrap(message));
    }

    private static void sendPieces(Sending to) throws IOException {
        try (Receiving input = Endpoint.receiving(Address.STANDARD)) {
            for (Optional<Message> piece = input.receive(); piece.isPresent(); piece = input.receive()) {
                to.send(ByteBuffer.wrap(piece.get().bytes()));
            }
        }
    }
}
