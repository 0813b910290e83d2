package dev.parley.cli;

import java.util.List;

/** All verbs, in the order of the help text. Only the one that is asked for is made. */
enum Verbs {
    TOUR("tour"),
    SEND("send"),
    RECV("recv"),
    PEEK("peek"),
    POKE("poke"),
    CREATE("create"),
    RM("rm"),
    STAT("stat"),
    BENCH("bench"),
    COMPLETION("completion"),
    HELP("help"),
    /** The other process in {@link #TOUR}; not for users. */
    PEER("__peer");

    private final String text;

    Verbs(String text) {
        this.text = text;
    }

    /**
     * The verb of that name, or of the option that stands for one.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Verb find(String name) {
        for (Verbs verb : values()) {
            if (verb.text.equals(name)) {
                return verb.make();
            }
        }
        return switch (name) {
            case "--help", "-h" -> new HelpCommand();
            case "--version", "-V" -> new VersionCommand();
            default -> throw new IllegalArgumentException("no such verb; see parley --help: verb=" + name);
        };
    }

    /** The verbs for users. */
    static List<Verbs> listed() {
        return List.of(values()).subList(0, PEER.ordinal());
    }

    Verb make() {
        return switch (this) {
            case TOUR -> new TourCommand();
            case SEND -> new SendCommand();
            case RECV -> new RecvCommand();
            case PEEK -> new PeekCommand();
            case POKE -> new PokeCommand();
            case CREATE -> new CreateCommand();
            case RM -> new RemoveCommand();
            case STAT -> new StatCommand();
            case BENCH -> new BenchCommand();
            case COMPLETION -> new CompletionCommand();
            case HELP -> new HelpCommand();
            case PEER -> new PeerCommand();
        };
    }

    /** The name, as on a command line. */
    @Override
    public String toString() {
        return text;
    }
}
