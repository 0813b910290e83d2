package dev.parley.socket;

import dev.parley.contract.ByteSinkContract;
import dev.parley.contract.Ends;
import java.io.IOException;

class UnixWriteTest extends ByteSinkContract {
    @Override
    protected Ends open() throws IOException {
        return UnixPair.open().ends();
    }
}
