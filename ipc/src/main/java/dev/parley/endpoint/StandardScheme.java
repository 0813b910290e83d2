package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.Descriptor;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import java.io.IOException;
import java.util.Set;

/** {@code -}: standard input to receive from, standard output to send to. */
final class StandardScheme implements Scheme {
    @Override
    public String name() {
        return Address.STANDARD;
    }

    @Override
    public Sending openSending(Address address) throws IOException {
        address.allowOptions(Set.of());
        return StreamEnds.sending(
                PipeSink.of(Descriptor.inherited(1)), StreamOptions.of(address), StreamEnds.Ending.NONE);
    }

    @Override
    public Receiving openReceiving(Address address) throws IOException {
        address.allowOptions(Set.of());
        return StreamEnds.receiving(
                PipeSource.of(Descriptor.inherited(0)), StreamOptions.of(address), StreamEnds.Ending.NONE);
    }
}
