package dev.parley.cli;

import dev.parley.cli.terminal.Output;
import dev.parley.cli.terminal.OutputClosedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs the verb that the command line names. */
final class Main {
    private Main() {}

    /** Exits with one of {@link Exit}'s codes, or as a shell expects when a signal ended it. */
    public static void main(String[] arguments) {
        // Not exit: it sets up logging first, only to find out that nobody wants its going logged.
        Runtime.getRuntime().halt(runInterruptibly(arguments));
    }

    /** Runs a verb in this process, on this thread, which a signal interrupts. */
    static int runInterruptibly(String[] arguments) {
        Interruption interruption = Interruption.of(Thread.currentThread());
        try {
            return run(arguments, interruption::caused);
        } finally {
            interruption.workIsDone();
        }
    }

    /**
     * Runs a verb in this process and gives its exit code.
     *
     * @param cancelled whether a failure is only that the user told it to end, and so not worth telling
     */
    private static int run(String[] arguments, Predicate<Throwable> cancelled) {
        boolean debug = false;
        try {
            requireText(arguments);
            int first = 0;
            while (first < arguments.length && arguments[first].equals(Specs.DEBUG)) {
                debug = true;
                first++;
            }
            String[] rest = Arrays.copyOfRange(arguments, first, arguments.length);
            Verb verb = Verbs.find(rest.length == 0 ? "help" : rest[0]);
            var parser = new CommandLine(verb.spec());
            ParseResult given = parser.parseArgs(rest.length == 0 ? rest : Arrays.copyOfRange(rest, 1, rest.length));
            debug |= Specs.isGiven(given, Specs.DEBUG);
            if (given.isUsageHelpRequested()) {
                Output.standard().text(parser.getUsageMessage());
                return Exit.OK;
            }
            return verb.run(given);
        } catch (ParameterException e) {
            String name = e.getCommandLine().getCommandName();
            return complain(new IllegalArgumentException(e.getMessage() + "; see " + name + " --help", e), debug);
        } catch (OutputClosedException e) {
            return Exit.OK; // whoever read it had enough
        } catch (IOException | RuntimeException | Error e) {
            return cancelled.test(e) ? Exit.FAILED : complain(e, debug);
        }
    }

    /** The JVM puts U+FFFD for bytes that are not UTF-8, and nobody wants that sent instead. */
    private static void requireText(String[] words) {
        for (String word : words) {
            if (word.indexOf('\uFFFD') >= 0) {
                throw new IllegalArgumentException(
                        "not UTF-8: such bytes go through standard input, and in an address as %XX: word=" + word);
            }
        }
    }

    private static int complain(Throwable failure, boolean debug) {
        System.err.println("parley: " + Failure.line(failure));
        if (debug) {
            failure.printStackTrace();
        }
        return Failure.exitCode(failure);
    }
}
