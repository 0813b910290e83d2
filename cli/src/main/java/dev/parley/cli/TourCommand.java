package dev.parley.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley tour}. */
final class TourCommand implements Verb {
    @Override
    public CommandSpec spec() {
        return Specs.verb("tour", "TODO");
    }

    @Override
    public int run(ParseResult given) throws IOException {
        return Exit.OK;
    }
}
