package dev.parley.cli.tour;

import java.util.Locale;

/**
 * What this output can show: colours only on a terminal, where {@code NO_COLOR} is not set; arrows and blocks only where text
 * is UTF-8.
 */
final class Style {
    private final boolean colours;
    private final boolean unicode;

    private Style(boolean colours, boolean unicode) {
        this.colours = colours;
        this.unicode = unicode;
    }

    static Style ofThisProcess() {
        String noColour = System.getenv("NO_COLOR");
        boolean wanted = (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Style(wanted && isTerminal(), isUtf8());
    }

    static Style of(boolean colours, boolean unicode) {
        return new Style(colours, unicode);
    }

    /** Whether somebody watches. */
    static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /** As the C library finds out, from the environment. */
    private static boolean isUtf8() {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = System.getenv(name);
            if (value != null && !value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    String bold(String text) {
        return escape("1", text);
    }

    String faint(String text) {
        return escape("2", text);
    }

    String good(String text) {
        return escape("32", text);
    }

    String bad(String text) {
        return escape("31;1", text);
    }

    private String escape(String code, String text) {
        return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    String arrow(boolean right) {
        if (unicode) {
            return right ? "──▶" : "◀──";
        }
        return right ? "-->" : "<--";
    }

    /** At the end of a bar that would go on. */
    String beyond() {
        return unicode ? "▶" : ">";
    }

    String micro() {
        return unicode ? "µs" : "us";
    }

    /** A bar of a length from 0 to 1, where {@code width} characters are 1. */
    String bar(double length, int width) {
        if (!unicode) {
            return "#".repeat(Math.max(1, (int) Math.round(length * width)));
        }
        int eighths = Math.max(1, (int) Math.round(length * width * 8));
        String whole = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? whole : whole + (char) ('█' + 8 - eighths % 8);
    }
}
