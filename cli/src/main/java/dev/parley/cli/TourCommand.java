package dev.parley.cli;

import dev.parley.cli.tour.Tour;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley tour}. */
final class TourCommand implements Verb {
    private static final String NO_TABLE = "--no-table";

    @Override
    public CommandSpec spec() {
        return Specs.verb("tour", "Lets two processes talk in every way, and shows what each said and how fast.")
                .addOption(Specs.flag(NO_TABLE, "Only the conversations."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        String main = Main.class.getModule().getName() + "/" + Main.class.getName();
        return Tour.run(main, !Specs.isGiven(given, NO_TABLE)) ? Exit.OK : Exit.FAILED;
    }
}
