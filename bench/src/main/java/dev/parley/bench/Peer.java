package dev.parley.bench;

/** What the two processes are. The one named first asks and measures; the other answers. */
public enum Peer {
    JAVA("java", true, true),
    C("c", false, false),
    JAVA_TO_C("java-c", true, false),
    C_TO_JAVA("c-java", false, true);

    private final String text;
    private final boolean javaClient;
    private final boolean javaServer;

    Peer(String text, boolean javaClient, boolean javaServer) {
        this.text = text;
        this.javaClient = javaClient;
        this.javaServer = javaServer;
    }

    /** The peer of that name. */
    public static Peer of(String name) {
        return Names.find(values(), name, "peer");
    }

    /** Whether it takes a C compiler. */
    public boolean needsC() {
        return !(javaClient && javaServer);
    }

    boolean isJava(Side side) {
        return side == Side.CLIENT ? javaClient : javaServer;
    }

    /** The name as on a command line. */
    @Override
    public String toString() {
        return text;
    }
}
