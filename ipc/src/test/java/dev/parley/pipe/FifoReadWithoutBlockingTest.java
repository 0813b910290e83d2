package dev.parley.pipe;

import dev.parley.contract.ByteSourceContract;
import dev.parley.contract.Ends;
import java.io.IOException;

/** A reader that was opened before there was a writer. */
class FifoReadWithoutBlockingTest extends ByteSourceContract {
    @Override
    protected Ends open() throws IOException {
        try (var temporary = new TemporaryFifo()) {
            PipeSource source = temporary.fifo().tryOpenReader();
            return new Ends(source, temporary.fifo().openWriter());
        }
    }
}
