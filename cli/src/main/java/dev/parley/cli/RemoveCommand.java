package dev.parley.cli;

import dev.parley.Address;
import dev.parley.endpoint.Endpoint;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley rm ADDRESS}. */
final class RemoveCommand implements Verb {
    @Override
    public CommandSpec spec() {
        return Specs.verb("rm", "Destroys an object.").addPositional(Specs.address("What to destroy."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        Endpoint.scheme(address).remove(address);
        return Exit.OK;
    }
}
