package dev.parley.socket;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;

class UnixAcceptTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        UnixAddress name = UnixPair.freeName();
        return new Accepting(UnixSocket.listen(name)) {
            @Override
            StreamSocket connect() throws IOException {
                return UnixSocket.connect(name);
            }
        };
    }
}
