package dev.parley.cli;

import dev.parley.cli.tour.JavaPeers;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley __peer PROGRAM ...}: the other process in {@code tour}. */
final class PeerCommand implements Verb {
    @Override
    public CommandSpec spec() {
        var spec = Specs.verb(JavaPeers.VERB, "Is the other process in a tour.")
                .addPositional(Specs.words("0..*", "ARGUMENT", "The program to be, and its arguments."));
        spec.parser().stopAtPositional(true);
        return spec;
    }

    @Override
    public int run(ParseResult given) throws IOException {
        String[] words = Specs.words(given, 0);
        JavaPeers.run(words == null ? new String[0] : words);
        return Exit.OK;
    }
}
