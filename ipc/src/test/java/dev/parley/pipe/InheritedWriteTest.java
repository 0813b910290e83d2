package dev.parley.pipe;

import dev.parley.contract.ByteSinkContract;
import dev.parley.contract.Ends;
import java.io.IOException;

class InheritedWriteTest extends ByteSinkContract {
    @Override
    protected Ends open() throws IOException {
        return InheritedEnds.open();
    }
}
