package dev.parley.cli;

import dev.parley.Address;
import dev.parley.endpoint.Endpoint;
import dev.parley.endpoint.Receiving;
import dev.parley.endpoint.Sending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Opens the ends of addresses, and takes back a FIFO that was made for a meeting to which nobody came. */
final class Ends {
    private Ends() {}

    static Sending sending(Address address) throws IOException {
        boolean ours = isFifoToBeMade(address);
        try {
            return Endpoint.sending(address);
        } catch (IOException | RuntimeException e) {
            takeBack(ours, address, e);
            throw e;
        }
    }

    static Receiving receiving(Address address) throws IOException {
        boolean ours = isFifoToBeMade(address);
        try {
            return Endpoint.receiving(address);
        } catch (IOException | RuntimeException e) {
            takeBack(ours, address, e);
            throw e;
        }
    }

    private static boolean isFifoToBeMade(Address address) {
        return address.scheme().equals("fifo") && !Files.exists(Path.of(address.rest()), LinkOption.NOFOLLOW_LINKS);
    }

    private static void takeBack(boolean ours, Address address, Exception reason) {
        if (!ours || !Files.exists(Path.of(address.rest()), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            var bare = new Address(address.scheme(), address.rest(), Map.of());
            Endpoint.scheme(bare).remove(bare);
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
