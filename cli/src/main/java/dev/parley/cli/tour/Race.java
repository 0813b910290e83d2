package dev.parley.cli.tour;

import dev.parley.cli.Output;
import java.io.IOException;

final class Race {
    Race(Output output, Style style) {}
    void run() throws IOException {}
}
