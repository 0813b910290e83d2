package dev.parley.cli;

import dev.parley.IpcException;
import dev.parley.PeerGoneException;
import dev.parley.TimedOutException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;

/** What a failure is to the user: one line, and an exit code. */
final class Failure {
    /** How a kernel says that it was built, or started, without something. */
    private static final Set<String> UNSUPPORTED = Set.of("ENOSYS", "EOPNOTSUPP", "EAFNOSUPPORT", "EPROTONOSUPPORT");

    private Failure() {}

    /** The line, without the tool's name before it. */
    static String line(Throwable failure) {
        String message = failure.getMessage();
        boolean expected = failure instanceof IOException || failure instanceof IllegalArgumentException;
        if (!expected || message == null) {
            message = "failed: " + failure + "; tell us, with what " + Specs.DEBUG + " shows";
        }
        boolean named = failure instanceof FileSystemException; // its text is the file alone
        return oneLine(named ? failure.getClass().getSimpleName() + ": " + message : message);
    }

    static int exitCode(Throwable failure) {
        return switch (failure) {
            case IllegalArgumentException _ -> Exit.USAGE;
            case TimedOutException _ -> Exit.TIMED_OUT;
            case IpcException e -> isUnsupported(e.errno()) ? Exit.UNSUPPORTED : Exit.FAILED;
            default -> Exit.FAILED;
        };
    }

    /**
     * Whether another process may have ended and so caused this. Ctrl-C reaches the whole group of processes, and children
     * may be quicker to end than the tool is to notice.
     */
    static boolean mayComeFromASignal(Throwable failure) {
        if (failure instanceof IpcException e) {
            return e instanceof PeerGoneException || e.errno().equals("ECHILD");
        }
        return failure instanceof IOException;
    }

    private static boolean isUnsupported(String errno) {
        return UNSUPPORTED.contains(errno);
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
