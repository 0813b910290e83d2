package dev.parley.socket;

import dev.parley.contract.ByteSourceContract;
import dev.parley.contract.Ends;
import java.io.IOException;

class TcpReadTest extends ByteSourceContract {
    @Override
    protected Ends open() throws IOException {
        return TcpPair.open().ends();
    }
}
