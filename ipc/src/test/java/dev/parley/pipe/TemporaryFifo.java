package dev.parley.pipe;

import dev.parley.contract.Ends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A FIFO in a folder of its own, gone when closed. */
final class TemporaryFifo implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("parley-fifo");
    private final Fifo fifo = Fifo.create(folder.resolve("fifo"));

    TemporaryFifo() throws IOException {}

    Fifo fifo() {
        return fifo;
    }

    /** Both ends of a new FIFO, opened as two processes would; its name is gone already. */
    static Ends ends() throws IOException {
        try (var temporary = new TemporaryFifo();
                var _ = temporary.fifo.openReaderAcrossWriters()) {
            PipeSource source = temporary.fifo.openReader();
            return new Ends(source, temporary.fifo.openWriter());
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(fifo.path());
        Files.delete(folder);
    }
}
