package dev.parley.cli.terminal;

import java.util.Locale;

/**
 * What this output can show: colours only on a terminal, where {@code NO_COLOR} is not set; arrows and blocks only where text
 * is UTF-8.
 */
public final class Style {
    /** Empties a terminal, and goes to its first line. */
    public static final String CLEAR = "\033[H\033[2J";

    private final boolean colours;
    private final boolean unicode;

    private Style(boolean colours, boolean unicode) {
        this.colours = colours;
        this.unicode = unicode;
    }

    /** What standard output and the environment allow. */
    public static Style ofThisProcess() {
        String noColour = System.getenv("NO_COLOR");
        boolean wanted = (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Style(wanted && isTerminal(), isUtf8());
    }

    /** What it is told. */
    public static Style of(boolean colours, boolean unicode) {
        return new Style(colours, unicode);
    }

    /** Whether somebody watches. */
    public static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** As the C library finds out, from the environment; unless the launcher, who may have changed that, says otherwise. */
    private static boolean isUtf8() {
        if (Boolean.getBoolean("parley.ascii")) {
            return false;
        }
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    /** A heading. */
    public String bold(String text) {
        return escape("1", text);
    }

    /** Less important. */
    public String faint(String text) {
        return escape("2", text);
    }

    /** As it should be. */
    public String good(String text) {
        return escape("32", text);
    }

    /** Not as it should be. */
    public String bad(String text) {
        return escape("31;1", text);
    }

    private String escape(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /** From left to right, or back. */
    public String arrow(boolean right) {
        if (unicode) {
            return right ? "──▶" : "◀──";
        }
        return right ? "-->" : "<--";
    }

    /** At the end of a bar that would go on. */
    public String beyond() {
        return unicode ? "▶" : ">";
    }

    /** The unit of microseconds. */
    public String micro() {
        return unicode ? "µs" : "us";
    }

    /** A bar of a length from 0 to 1, where {@code width} characters are 1. */
    public String bar(double length, int width) {
        if (!unicode) {
            return "#".repeat(Math.max(1, (int) Math.round(length * width)));
        }
        int eighths = Math.max(1, (int) Math.round(length * width * 8));
        String whole = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? whole : whole + (char) ('█' + 8 - eighths % 8);
    }
}
