package dev.parley.socket;

import dev.parley.contract.BlockingContract;
import dev.parley.contract.Situation;
import java.io.IOException;

class TcpAcceptTest extends BlockingContract {
    @Override
    protected Situation situation() throws IOException {
        TcpServer server = TcpSocket.listen(TcpPair.ANY_PORT);
        return new Accepting(server) {
            @Override
            StreamSocket connect() throws IOException {
                return TcpSocket.connect(server.localAddress());
            }
        };
    }
}
