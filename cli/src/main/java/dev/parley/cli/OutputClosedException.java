package dev.parley.cli;

import java.io.IOException;

/** Nobody reads standard output any more, as when {@code head} has seen enough. */
final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1;
}
