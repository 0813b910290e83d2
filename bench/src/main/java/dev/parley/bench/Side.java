package dev.parley.bench;

/** Who speaks first. */
enum Side {
    CLIENT("client"),
    SERVER("server");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    static Side of(String name) {
        return Names.find(values(), name, "role");
    }

    @Override
    public String toString() {
        return text;
    }
}
