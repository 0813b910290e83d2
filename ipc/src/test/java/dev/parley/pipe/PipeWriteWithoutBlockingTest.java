package dev.parley.pipe;

import dev.parley.contract.ByteSinkContract;
import dev.parley.contract.Ends;
import java.io.IOException;

/** A pipe that was filled without waiting, so that its descriptor does not block any more. */
class PipeWriteWithoutBlockingTest extends ByteSinkContract {
    @Override
    protected Ends open() throws IOException {
        Pipe pipe = Pipe.open();
        return new Ends(pipe.source(), pipe.sink());
    }
}
