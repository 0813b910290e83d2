package dev.parley.cli;

import dev.parley.Address;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        String[] words = Specs.words(given, 1);
        byte[] text =
                words == null ? null : content(given, String.join(" ", words).getBytes(StandardCharsets.UTF_8));
        if (text != null) {
            requireLength(text, length); // before the memory is made
        }
        try (Board board = Board.open(address, true)) {
            long room = length < 0 ? board.room(offset) : length;
            byte[] content = text == null ? input(given, room) : text;
            requireLength(content, length);
            MemorySegment part = board.part("poke", offset, length < 0 ? content.length : length);
            part.asSlice(0, content.length).copyFrom(MemorySegment.ofArray(content));
            part.asSlice(content.length).fill((byte) 0);
        }
        return Exit.OK;
    }

    private static void requireLength(byte[] content, long length) {
        if (length >= 0 && content.length > length) {
            throw new IllegalArgumentException("what is to be written is longer than " + LENGTH + ": length=" + length);
        }
    }

    /** Standard input, or so much of it that it does not fit. */
    private static byte[] input(ParseResult given, long room) throws IOException {
        boolean hex = Specs.isGiven(given, HEX);
        return content(given, hex ? Input.upTo(2 * room + 1, Texts::withoutBlanks) : Input.upTo(room));
    }

    private static byte[] content(ParseResult given, byte[] text) {
        byte[] content = Specs.isGiven(given, HEX) ? Texts.unhex(new String(text, StandardCharsets.UTF_8)) : text;
        return Specs.isGiven(given, CSTRING) ? Arrays.copyOf(content, content.length + 1) : content;
    }
}
