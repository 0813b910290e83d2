package dev.parley.socket;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;
import java.time.Duration;

/** The kernel does not answer while the backlog is full, and asks again after a second: that is what these tests take. */
class TcpConnectTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        TcpServer server = TcpSocket.listen(TcpPair.ANY_PORT, TcpServer.Options.DEFAULT.withBacklog(0));
        return new Connecting(server) {
            @Override
            StreamSocket connect() throws IOException {
                return TcpSocket.connect(server.localAddress());
            }

            @Override
            StreamSocket connect(Duration timeout) throws IOException {
                return TcpSocket.connect(server.localAddress(), timeout);
            }
        };
    }
}
