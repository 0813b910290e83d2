package dev.parley.bench;

/** How the two processes talk. */
public enum Pattern {
    /** One message there, the same message back, and so on: how long an answer takes. */
    ROUND_TRIP("round-trip"),

    /** Messages one way without waiting; one echo at the end stops the clock: how many get through. */
    STREAMING("streaming");

    private final String text;

    Pattern(String text) {
        this.text = text;
    }

    /** The pattern of that name. */
    public static Pattern of(String name) {
        return Names.find(values(), name, "pattern");
    }

    /** The name as on a command line. */
    @Override
    public String toString() {
        return text;
    }
}
