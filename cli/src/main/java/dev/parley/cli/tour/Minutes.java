package dev.parley.cli.tour;

import dev.parley.cli.terminal.Output;
import dev.parley.cli.terminal.Style;
import java.io.IOException;

/** Writes down who said what, as it is heard. */
final class Minutes {
    private static final int TEXT_WIDTH = 25;
    private static final String WE_ARE = "Java";

    private final Output output;
    private final Style style;
    private final int pidWidth = Integer.toString(ownPid()).length();
    private int spoken;
    private int misheard;

    Minutes(Output output, Style style) {
        this.output = output;
        this.style = style;
    }

    /** Something new begins. */
    void heading(String text) throws IOException {
        output.text(style.bold(text) + "\n");
    }

    /** A line of its own. */
    void note(String text) throws IOException {
        output.text(text + "\n");
    }

    /** This process said something, and the other one told what it heard. */
    void toldThem(OtherProcess other, String said, String heard, String remark) throws IOException {
        write(other, true, said.equals(heard), quote(heard), remark);
    }

    /** The other process said something, and this one heard it. */
    void toldUs(OtherProcess other, String said, String heard, String remark) throws IOException {
        write(other, false, said.equals(heard), quote(heard), remark);
    }

    /** One process woke the other. */
    void woke(OtherProcess other, boolean them, String what, String remark) throws IOException {
        write(other, them, true, what, remark);
    }

    static String quote(String text) {
        return '"' + text + '"';
    }

    private static int ownPid() {
        return (int) ProcessHandle.current().pid();
    }

    private void write(OtherProcess other, boolean right, boolean correct, String what, String remark)
            throws IOException {
        spoken++;
        var line = new StringBuilder("  ");
        line.append(speaker(WE_ARE, ownPid()));
        line.append(' ').append(style.arrow(right)).append(' ');
        line.append(speaker(other.language(), other.pid())).append("  ");
        line.append(correct ? style.good(what) : style.bad(what));
        if (!correct) {
            misheard++;
            line.append(style.bad("  (this is not what was said)"));
        } else if (!remark.isEmpty()) {
            line.repeat(' ', Math.max(0, TEXT_WIDTH - what.length()))
                    .append(' ')
                    .append(style.faint(remark));
        }
        output.text(line.append('\n').toString());
    }

    private String speaker(String language, int pid) {
        String number = Integer.toString(pid);
        return language
                + " ".repeat(WE_ARE.length() - language.length() + 1)
                + style.faint(number)
                + " ".repeat(Math.max(0, pidWidth - number.length()));
    }

    /** How many things were said. */
    int spoken() {
        return spoken;
    }

    /** How many of them did not arrive as they were said. */
    int misheard() {
        return misheard;
    }
}
