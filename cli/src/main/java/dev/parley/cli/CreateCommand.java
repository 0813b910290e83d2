package dev.parley.cli;

import dev.parley.Address;
import dev.parley.endpoint.Endpoint;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley create ADDRESS}. */
final class CreateCommand implements Verb {
    @Override
    public CommandSpec spec() {
        return Specs.verb("create", "Makes an object; with ?exclusive only if there is none yet.")
                .addPositional(
                        Specs.address("What to make, such as fifo:PATH?mode=0660 or sysv-shm:PATH#PROJ?size=4096."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        Endpoint.scheme(address).create(address);
        return Exit.OK;
    }
}
