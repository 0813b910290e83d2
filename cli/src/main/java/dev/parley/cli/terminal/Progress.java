package dev.parley.cli.terminal;

/** One line on the terminal's standard error that tells what is going on; nothing at all without a terminal. */
public final class Progress {
    private final boolean shown = Style.isTerminal();
    private boolean dirty;

    /** Shows what is done now, and how far it is. */
    public void show(String what, int number, int of) {
        if (shown) {
            System.err.printf("\r\033[K%s (%d of %d)", what, number, of);
            System.err.flush();
            dirty = true;
        }
    }

    /** Leaves the line empty. */
    public void clear() {
        if (dirty) {
            System.err.print("\r\033[K");
            System.err.flush();
            dirty = false;
        }
    }
}
