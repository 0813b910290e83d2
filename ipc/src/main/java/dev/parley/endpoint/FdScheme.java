package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.Descriptor;
import dev.parley.pipe.PipeSink;
import dev.parley.pipe.PipeSource;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** {@code fd:N}: a descriptor that this process was started with. */
final class FdScheme implements Scheme {
    private static final Set<String> OPTIONS = Set.of(Options.FRAME, Options.TIMEOUT);

    @Override
    public String name() {
        return "fd";
    }

    @Override
    public Sending openSending(Address address) throws IOException {
        address.allowOptions(OPTIONS);
        var options = StreamOptions.of(address);
        return StreamEnds.sending(PipeSink.of(descriptor(address)), options, StreamEnds.Ending.NONE);
    }

    @Override
    public Receiving openReceiving(Address address) throws IOException {
        address.allowOptions(OPTIONS);
        var options = StreamOptions.of(address);
        return StreamEnds.receiving(PipeSource.of(descriptor(address)), options, StreamEnds.Ending.NONE);
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        return FileStatus.of(descriptor(address));
    }

    private static Descriptor descriptor(Address address) throws IOException {
        try {
            return Descriptor.inherited(Integer.parseInt(address.rest()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a descriptor is a number: address=" + address, e);
        }
    }
}
