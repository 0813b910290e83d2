package dev.parley.cli;

import dev.parley.cli.terminal.Output;
import dev.parley.cli.terminal.Style;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code -w[SECONDS]}: shows the same again and again, until Ctrl-C; on a terminal each time in place of the last. */
final class Watch {
    private static final String OPTION = "-w";
    private static final String USUAL_SECONDS = "2";

    private final Duration pause;

    private Watch(Duration pause) {
        this.pause = pause;
    }

    /** Something to show; returns the exit code. */
    @FunctionalInterface
    interface Showing {
        int show() throws IOException;
    }

    static OptionSpec option() {
        return Specs.attached(
                OPTION, "SECONDS", USUAL_SECONDS, "Again every so many seconds, or " + USUAL_SECONDS + ".");
    }

    /** The watch that was asked for, or one that looks once. */
    static Watch of(ParseResult given) {
        String text = Specs.text(given, OPTION);
        if (text == null) {
            return new Watch(null);
        }
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0.01 && seconds <= 86_400) {
                return new Watch(Duration.ofNanos((long) (seconds * 1e9)));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("seconds from 0.01 to 86400 are needed: " + OPTION + text);
    }

    /** Shows once and returns the exit code, or shows until interrupted or something fails. */
    int repeat(Showing what) throws IOException {
        if (pause == null) {
            return what.show();
        }
        boolean inPlace = Style.isTerminal();
        while (true) {
            if (inPlace) {
                Output.standard().text(Style.CLEAR);
            }
            what.show();
            sleep();
        }
    }

    private void sleep() throws InterruptedIOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while waiting to look again");
        }
    }
}
