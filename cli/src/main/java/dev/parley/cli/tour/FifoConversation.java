package dev.parley.cli.tour;

import dev.parley.pipe.Fifo;
import java.io.IOException;
import java.nio.file.Path;

/** A FIFO, where either side may come first. */
final class FifoConversation implements Conversation {
    @Override
    public String name() {
        return "FIFO";
    }

    @Override
    public void hold(Partner partner, Place place, Minutes minutes) throws IOException {
        Path path = place.path("myfifo");
        Fifo fifo = Fifo.create(path);
        try (var reader = partner.start("fifo_reader", path)) {
            try (var sink = fifo.openWriter(PATIENCE)) {
                sink.write("Hello, FIFO!");
            }
            reader.line("ready");
            minutes.toldThem(reader, "Hello, FIFO!", reader.line(), "");
            reader.finish();
        }
        try (var writer = partner.start("fifo_writer", path, "Hello from the other end!");
                var source = fifo.openReader(PATIENCE)) {
            minutes.toldUs(writer, "Hello from the other end!", source.readText(), "");
            writer.finish();
        }
        fifo.remove();
    }
}
