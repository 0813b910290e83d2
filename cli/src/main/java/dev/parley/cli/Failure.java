package dev.parley.cli;

import dev.parley.IpcException;
import dev.parley.TimedOutException;
import java.io.IOException;

/** What a failure is to the user: one line, and an exit code. */
final class Failure {
    private Failure() {}

    /** The line, without the tool's name before it. */
    static String line(Throwable failure) {
        String message = failure.getMessage();
        boolean expected = failure instanceof IOException || failure instanceof IllegalArgumentException;
        if (!expected || message == null) {
            message = "failed: " + failure + "; tell us, with what " + Specs.DEBUG + " shows";
        }
        return oneLine(message);
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case IllegalArgumentException _ -> Exit.USAGE;
            case TimedOutException _ -> Exit.TIMED_OUT;
            case IpcException e -> isUnsupported(e.errno()) ? Exit.UNSUPPORTED : Exit.FAILED;
            default -> Exit.FAILED;
        };
    }

    private static boolean isUnsupported(String errno) {
        return errno.equals("ENOSYS") || errno.equals("EOPNOTSUPP");
    }

    /** Names of objects are other people's; a line stays a line, and a terminal is not told what to do. */
    private static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? '?' : c);
        }
        return line.toString();
    }
}
