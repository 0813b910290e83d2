package dev.parley.endpoint;

import dev.parley.Address;
import java.time.Duration;
import java.util.Optional;

/** What an address says about its stream; read before anything is opened, so that a mistake in it has no effect. */
record StreamOptions(Framing framing, Optional<Duration> timeout) {
    static StreamOptions of(Address address) {
        return new StreamOptions(Framing.of(address), Options.timeout(address));
    }
}
