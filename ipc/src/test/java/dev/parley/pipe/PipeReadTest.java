package dev.parley.pipe;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

class PipeReadTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        Pipe pipe = Pipe.open();
        return new Situation() {
            @Override
            public Object call() throws IOException {
                return pipe.source().read(ByteBuffer.allocate(1));
            }

            @Override
            public Object call(Duration timeout) throws IOException {
                return pipe.source().read(ByteBuffer.allocate(1), timeout);
            }

            @Override
            public void unblock() throws IOException {
                pipe.sink().write("x");
            }

            @Override
            public void closeHandle() {
                pipe.source().close();
            }

            @Override
            public void close() {
                pipe.close();
            }
        };
    }
}
