package dev.parley.cli;

import dev.parley.Address;
import dev.parley.endpoint.Endpoint;
import dev.parley.endpoint.Message;
import dev.parley.endpoint.Receiving;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley poke ADDRESS [TEXT...]}. */
final class PokeCommand implements Verb {
    private static final String OFFSET = "--offset";
    private static final String LENGTH = "--length";
    private static final String CSTRING = "--cstring";
    private static final String HEX = "--hex";

    @Override
    public CommandSpec spec() {
        return Specs.verb("poke", "Writes into shared memory.")
                .addOption(Specs.value(OFFSET, "BYTES", "Where to begin; 0 if not given."))
                .addOption(Specs.value(LENGTH, "BYTES", "How much; zeros fill what the text does not."))
                .addOption(Specs.flag(CSTRING, "With a NUL behind it, as C ends a string."))
                .addOption(Specs.flag(HEX, "The text is hexadecimal digits."))
                .addPositional(Specs.address("Which memory, such as sysv-shm:PATH#PROJ."))
                .addPositional(Specs.words("1..*", "TEXT", "What to write; without it, standard input."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        long offset = Specs.number(given, OFFSET, 0, 0);
        long length = Specs.number(given, LENGTH, -1, 0);
        byte[] content = content(given);
        if (length >= 0 && content.length > length) {
            throw new IllegalArgumentException(
                    "longer than " + LENGTH + ": bytes=" + content.length + ", length=" + length);
        }
        byte[] bytes = length < 0 ? content : Arrays.copyOf(content, Math.toIntExact(length));
        try (Board board = Board.open(address, true)) {
            board.part("poke", offset, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
        }
        return Exit.OK;
    }

    private static byte[] content(ParseResult given) throws IOException {
        String[] words = Specs.words(given, 1);
        byte[] content = words == null ? input() : String.join(" ", words).getBytes(StandardCharsets.UTF_8);
        if (Specs.isGiven(given, HEX)) {
            content = Texts.unhex(new String(content, StandardCharsets.UTF_8));
        }
        return Specs.isGiven(given, CSTRING) ? Arrays.copyOf(content, content.length + 1) : content;
    }

    private static byte[] input() throws IOException {
        try (Receiving input = Endpoint.receiving(Address.STANDARD)) {
            var whole = new ByteArrayOutputStream();
            for (Optional<Message> piece = input.receive(); piece.isPresent(); piece = input.receive()) {
                whole.writeBytes(piece.get().bytes());
            }
            return whole.toByteArray();
        }
    }
}
