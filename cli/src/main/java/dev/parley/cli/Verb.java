package dev.parley.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb of the tool. */
interface Verb {
    /** Its options and parameters. */
    CommandSpec spec();

    /**
     * Does it. Runs on the main thread, which a signal interrupts.
     *
     * @param given what the command line says, checked against {@link #spec()}
     * @return the exit code
     * @throws IllegalArgumentException if the user asked for something that makes no sense
     */
    int run(ParseResult given) throws IOException;
}
