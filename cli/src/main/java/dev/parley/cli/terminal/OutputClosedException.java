package dev.parley.cli.terminal;

import java.io.IOException;

/** Nobody reads standard output any more, as when {@code head} has seen enough. */
public final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1;
}
