package dev.parley.cli;

import dev.parley.cli.terminal.Output;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley --version}. */
final class VersionCommand implements Verb {
    @Override
    public CommandSpec spec() {
        return Specs.verb("--version", "Shows the version.");
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Output.standard()
                .text("parley " + version() + " (Java " + Runtime.version() + ", Linux "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch") + ")\n");
        return Exit.OK;
    }

    private static String version() {
        var descriptor = Main.class.getModule().getDescriptor();
        return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
    }
}
