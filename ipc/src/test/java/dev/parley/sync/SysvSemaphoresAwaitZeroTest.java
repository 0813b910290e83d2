package dev.parley.sync;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;

class SysvSemaphoresAwaitZeroTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        return new SysvSemaphoresBlocking.AwaitingZero();
    }
}
