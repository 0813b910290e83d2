package dev.parley.socket;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;

class UnixConnectTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        UnixAddress name = UnixPair.freeName();
        return new Connecting(UnixSocket.listen(name, UnixServer.Options.DEFAULT.withBacklog(0))) {
            @Override
            StreamSocket connect() throws IOException {
                return UnixSocket.connect(name);
            }

            @Override
            StreamSocket connect(Duration timeout) throws IOException {
                return UnixSocket.connect(name, timeout);
            }
        };
    }
}
