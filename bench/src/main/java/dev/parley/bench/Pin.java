package dev.parley.bench;

/** Which CPUs the two processes run on, with all of their threads. See taskset(1). */
public enum Pin {
    /** Both on the first CPU: what a call costs, and a switch between two processes. */
    SAME("same"),

    /** The client on the first and the server on the second: what waking another CPU costs. */
    SPLIT("split"),

    /** Wherever the scheduler puts them. Numbers are not comparable from one run to the next. */
    FREE("free");

    private final String text;

    Pin(String text) {
        this.text = text;
    }

    /** The placement of that name. */
    public static Pin of(String name) {
        return Names.find(values(), name, "pin");
    }

    /** The name as on a command line. */
    @Override
    public String toString() {
        return text;
    }
}
