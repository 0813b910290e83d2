package dev.parley.pipe;

import dev.parley.Handle;
import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;

/** Opening one end of a FIFO while nobody holds the other. */
abstract class FifoOpening implements Situation {
    private final TemporaryFifo temporary = new TemporaryFifo();
    private PipeSource others;

    FifoOpening() throws IOException {}

    abstract Handle open(Fifo fifo) throws IOException;

    abstract Handle open(Fifo fifo, Duration timeout) throws IOException;

    @Override
    public final Object call() throws IOException {
        return opened(open(temporary.fifo()));
    }

    @Override
    public final Object call(Duration timeout) throws IOException {
        return opened(open(temporary.fifo(), timeout));
    }

    /** Both others leave, and the FIFO is as it was. */
    private synchronized Object opened(Handle end) throws IOException {
        end.close();
        others.close();
        return end;
    }

    /** Opens both ends: whichever the waiter waits for. */
    @Override
    public final synchronized void unblock() throws IOException {
        others = temporary.fifo().openReaderAcrossWriters();
    }

    @Override
    public final void closeHandle() {
        throw new IllegalStateException("there is nothing to close before the FIFO is open");
    }

    @Override
    public final boolean isClosable() {
        return false;
    }

    @Override
    public final void close() throws IOException {
        temporary.close();
    }
}
