package dev.parley.pipe;

import dev.parley.contract.ByteSinkContract;
import dev.parley.contract.Ends;
import java.io.IOException;
import java.nio.ByteBuffer;

class PipeWriteTest extends ByteSinkContract {
    @Override
    protected Ends open() throws IOException {
        Pipe pipe = Pipe.open();
        return new Ends(pipe.source(), pipe.sink());
    }

    /** Leaves the descriptor blocking, so that platform threads wait in write(2) itself. */
    @Override
    protected void fill(Ends ends) throws IOException {
        int room = ((PipeSink) ends.sink()).capacity() - ends.source().available();
        ends.sink().write(ByteBuffer.allocate(room));
    }
}
