package dev.parley.pipe;

import dev.parley.contract.ByteSourceContract;
import dev.parley.contract.Ends;
import java.io.IOException;

class FifoReadTest extends ByteSourceContract {
    @Override
    protected Ends open() throws IOException {
        return TemporaryFifo.ends();
    }
}
