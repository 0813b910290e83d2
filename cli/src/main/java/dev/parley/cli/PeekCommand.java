package dev.parley.cli;

import dev.parley.Address;
import dev.parley.cli.terminal.Output;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley peek ADDRESS}. */
final class PeekCommand implements Verb {
    private static final String OFFSET = "--offset";
    private static final String LENGTH = "--length";
    private static final String CSTRING = "--cstring";
    private static final String HEX = "--hex";
    private static final int PIECE = 1 << 20;

    @Override
    public CommandSpec spec() {
        return Specs.verb("peek", "Prints what is in shared memory.")
                .addOption(Specs.value(OFFSET, "BYTES", "Where to begin; 0 if not given."))
                .addOption(Specs.value(LENGTH, "BYTES", "How much; up to the end if not given."))
                .addOption(Specs.flag(CSTRING, "Only what is before the first NUL, as C reads a string."))
                .addOption(Specs.flag(HEX, "As hexadecimal digits."))
                .addPositional(Specs.address("Which memory, such as sysv-shm:PATH#PROJ."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        long offset = Specs.number(given, OFFSET, 0, 0);
        long length = Specs.number(given, LENGTH, -1, 0);
        boolean hex = Specs.isGiven(given, HEX);
        boolean cstring = Specs.isGiven(given, CSTRING);
        try (Board board = Board.open(address, false)) {
            MemorySegment part = board.part("peek", offset, length);
            print(cstring ? upToNul(part) : part, hex);
        }
        if (hex || cstring) {
            Output.standard().text("\n");
        }
        return Exit.OK;
    }

    private static MemorySegment upToNul(MemorySegment part) {
        long end = 0;
        while (end < part.byteSize() && part.get(ValueLayout.JAVA_BYTE, end) != 0) {
            end++;
        }
        return part.asSlice(0, end);
    }

    private static void print(MemorySegment part, boolean hex) throws IOException {
        var output = Output.standard();
        for (long at = 0; at < part.byteSize(); at += PIECE) {
            // A copy: others write while we look.
            byte[] piece =
                    part.asSlice(at, Math.min(PIECE, part.byteSize() - at)).toArray(ValueLayout.JAVA_BYTE);
            if (hex) {
                output.text(Texts.hex(piece));
            } else {
                output.bytes(piece, 0, piece.length);
            }
        }
    }
}
