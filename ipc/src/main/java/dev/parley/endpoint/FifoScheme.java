package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.pipe.Fifo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * {@code fifo:PATH}: made when missing, by every verb but rm and stat. {@code ?keep} lets a receiver stay when the last writer
 * leaves.
 */
final class FifoScheme implements Scheme {
    private static final String KEEP = "keep";
    private static final Set<String> OBJECT = Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE);
    private static final Set<String> SEND =
            Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE, Options.TIMEOUT, Options.FRAME);
    private static final Set<String> RECEIVE =
            Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE, Options.TIMEOUT, Options.FRAME, KEEP);

    @Override
    public String name() {
        return "fifo";
    }

    @Override
    public Sending openSending(Address address) throws IOException {
        address.allowOptions(SEND);
        var options = StreamOptions.of(address);
        Fifo fifo = make(address);
        var sink = options.timeout().isPresent()
                ? fifo.openWriter(options.timeout().get())
                : fifo.openWriter();
        return StreamEnds.sending(sink, options, StreamEnds.Ending.NONE);
    }

    @Override
    public Receiving openReceiving(Address address) throws IOException {
        address.allowOptions(RECEIVE);
        var options = StreamOptions.of(address);
        Fifo fifo = make(address);
        if (address.has(KEEP)) {
            return StreamEnds.receiving(fifo.openReaderAcrossWriters(), options, StreamEnds.Ending.NONE);
        }
        var source = options.timeout().isPresent()
                ? fifo.openReader(options.timeout().get())
                : fifo.openReader();
        return StreamEnds.receiving(source, options, StreamEnds.Ending.NONE);
    }

    @Override
    public void create(Address address) throws IOException {
        address.allowOptions(OBJECT);
        make(address);
    }

    private static Fifo make(Address address) throws IOException {
        int mode = Options.mode(address);
        return address.has(Options.EXCLUSIVE)
                ? Fifo.create(path(address), mode)
                : Fifo.openOrCreate(path(address), mode);
    }

    @Override
    public void remove(Address address) throws IOException {
        address.allowOptions(Set.of());
        Fifo.open(path(address)).remove();
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        Fifo fifo = Fifo.open(path(address));
        return FileStatus.of(fifo.path(), fifo);
    }

    private static Path path(Address address) {
        if (address.rest().isEmpty()) {
            throw new IllegalArgumentException("a FIFO has a path: address=" + address);
        }
        return Path.of(address.rest());
    }
}
