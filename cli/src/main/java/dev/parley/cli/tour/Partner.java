package dev.parley.cli.tour;

import dev.parley.DescriptorHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who is at the other end: a set of programs in one language. */
interface Partner {
    /** {@code Java} or {@code C}. */
    String language();

    /** The command that starts one of the programs. */
    List<String> command(String program);

    /** Starts a program. */
    default OtherProcess start(String program, Object... arguments) throws IOException {
        return start(program, Map.of(), arguments);
    }

    /** Starts a program with more descriptors than its standard streams. */
    default OtherProcess start(
            String program, Map<Integer, ? extends DescriptorHandle> descriptors, Object... arguments)
            throws IOException {
        var command = new ArrayList<>(command(program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return OtherProcess.start(language(), command, descriptors);
    }
}
