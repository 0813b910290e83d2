package dev.parley.pipe;

import dev.parley.contract.ByteSourceContract;
import dev.parley.contract.Ends;
import java.io.IOException;

class PipeReadTest extends ByteSourceContract {
    @Override
    protected Ends open() throws IOException {
        Pipe pipe = Pipe.open();
        return new Ends(pipe.source(), pipe.sink());
    }
}
