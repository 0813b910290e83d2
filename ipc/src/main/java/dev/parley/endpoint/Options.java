package dev.parley.endpoint;

import dev.parley.Address;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that many schemes understand, read from an address. */
final class Options {
    static final String MODE = "mode";
    static final String TIMEOUT = "timeout";
    static final String FRAME = "frame";
    static final String CREATE = "create";
    static final String EXCLUSIVE = "exclusive";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m|h)?");

    private Options() {}

    /** Permission bits, always octal; owner-only if not given. */
    static int mode(Address address) {
        String text = address.option(MODE).orElse("0600");
        try {
            int mode = Integer.parseInt(text, 8);
            if (mode >= 0 && mode <= 0777) {
                return mode;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("a mode is octal, 0 to 0777: mode=" + text);
    }

    /** How long to wait; empty for ever. */
    static Optional<Duration> timeout(Address address) {
        return address.option(TIMEOUT).map(Options::duration);
    }

    /** A number with a unit: us, ms, s, m or h; seconds if none is given. */
    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a time is a number and us, ms, s, m or h: time=" + text);
        }
        double unit = switch (matcher.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            case null, default -> 1e9;
        };
        return Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * unit));
    }

    /** A whole number, decimal or with 0x; the fallback if not given. */
    static long number(Address address, String option, long fallback, long lowest, long highest) {
        String text = address.option(option).orElse(null);
        if (text == null) {
            return fallback;
        }
        try {
            long number = Long.decode(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "a whole number from " + lowest + " to " + highest + " is needed: " + option + "=" + text);
    }
}
