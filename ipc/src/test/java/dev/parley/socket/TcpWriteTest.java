package dev.parley.socket;

import dev.parley.contract.ByteSinkContract;
import dev.parley.contract.Ends;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

class TcpWriteTest extends ByteSinkContract {
    private static final long SETTLED = Duration.ofMillis(100).toNanos();

    @Override
    protected Ends open() throws IOException {
        return TcpPair.open().ends();
    }

    /** An acknowledgement comes up to 40 ms late, and makes room again. */
    @Override
    protected void fill(Ends ends) throws IOException {
        long since = System.nanoTime();
        while (System.nanoTime() - since < SETTLED) {
            if (ends.sink().tryWrite(ByteBuffer.allocate(4096)) > 0) {
                since = System.nanoTime();
            }
            Thread.yield();
        }
    }
}
