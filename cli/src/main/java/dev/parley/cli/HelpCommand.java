package dev.parley.cli;

import dev.parley.cli.terminal.Output;
import dev.parley.endpoint.Endpoint;
import java.io.IOException;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley --help}, and {@code parley help VERB}. */
final class HelpCommand implements Verb {
    @Override
    public CommandSpec spec() {
        return Specs.verb("help", "Shows what there is, or what a verb does.")
                .addPositional(Specs.words("0..*", "VERB", "A verb to explain."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        String[] verbs = Specs.words(given, 0);
        if (verbs == null) {
            Output.standard().text(overview());
        } else {
            for (String verb : verbs) {
                Output.standard().text(new CommandLine(Verbs.find(verb).spec()).getUsageMessage());
            }
        }
        return Exit.OK;
    }

    private static String overview() {
        var text = new StringBuilder(
                "Usage: parley VERB ...\n\nLets processes on this machine talk, and looks at how they do.\n\n");
        for (Verbs verb : Verbs.listed()) {
            String[] description = verb.make().spec().usageMessage().description();
            text.append("  ").append(verb).repeat(' ', 12 - verb.toString().length());
            text.append(description[0]).append('\n');
        }
        text.append("\nparley VERB --help explains a verb. An ADDRESS is SCHEME:REST[?option=value&...]:\n");
        text.append(Schemes.table(new TreeSet<>(Endpoint.schemes())));
        return text.append("""

                Exit: 0 done, 1 failed, 2 wrong usage, 3 only in part, 4 not supported by this
                kernel, 124 timed out, 130 and 143 ended by a signal.
                """).toString();
    }
}
