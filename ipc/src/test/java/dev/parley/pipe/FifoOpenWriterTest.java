package dev.parley.pipe;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;

class FifoOpenWriterTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        return new FifoOpening() {
            @Override
            PipeSink open(Fifo fifo) throws IOException {
                return fifo.openWriter();
            }

            @Override
            PipeSink open(Fifo fifo, Duration timeout) throws IOException {
                return fifo.openWriter(timeout);
            }
        };
    }
}
