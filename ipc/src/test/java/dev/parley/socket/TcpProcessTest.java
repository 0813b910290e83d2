package dev.parley.socket;

class TcpProcessTest extends StreamProcessContract {
    @Override
    String freeAddress() {
        return "0";
    }
}
