package dev.parley.queue;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;

class SysvQueueSendTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        return new SysvQueueBlocking.Sending();
    }
}
