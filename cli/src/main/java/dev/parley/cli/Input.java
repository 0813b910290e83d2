package dev.parley.cli;

import dev.parley.Address;
import dev.parley.endpoint.Endpoint;
import dev.parley.endpoint.Message;
import dev.parley.endpoint.Receiving;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Standard input as one piece. */
final class Input {
    private Input() {}

    /** All of it. Of input that is longer than the maximum, or has no end, one byte more than the maximum. */
    static byte[] upTo(long maximum) throws IOException {
        return upTo(maximum, UnaryOperator.identity());
    }

    /** As {@link #upTo(long)}, of what a filter leaves. */
    static byte[] upTo(long maximum, UnaryOperator<byte[]> filter) throws IOException {
        var whole = new ByteArrayOutputStream();
        try (Receiving input = Endpoint.receiving(Address.STANDARD)) {
            Optional<Message> piece = input.receive();
            while (piece.isPresent()) {
                whole.writeBytes(filter.apply(piece.get().bytes()));
                piece = whole.size() > maximum ? Optional.empty() : input.receive();
            }
        }
        byte[] bytes = whole.toByteArray();
        return bytes.length > maximum ? Arrays.copyOf(bytes, (int) maximum + 1) : bytes;
    }
}
