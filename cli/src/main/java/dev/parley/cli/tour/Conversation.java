package dev.parley.cli.tour;

import java.io.IOException;
import java.time.Duration;

/** One mechanism, with something said in each direction. */
interface Conversation {
    /** The longest that either side takes to do its part; two busy JVMs need a while to start. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** What the mechanism is called. */
    String name();

    /** Talks with a partner: first this process says something, then the other one does. */
    void hold(Partner partner, Place place, Minutes minutes) throws IOException;
}
