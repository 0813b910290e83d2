package dev.parley.kernel;

/** The processor architectures whose numbers and layouts this module knows. */
public enum Arch {
    X86_64,
    AARCH64;

    /** Names the architecture whose tables to use instead of this machine's. For printing tables, never for calling. */
    public static final String PROPERTY = "parley.kernel.arch";

    private static final Arch CURRENT = parse(System.getProperty(PROPERTY, System.getProperty("os.arch")));

    /** The architecture of this process. */
    public static Arch current() {
        return CURRENT;
    }

    /** Picks the value that belongs to this architecture. */
    static int select(int x86, int aarch64) {
        return CURRENT == X86_64 ? x86 : aarch64;
    }

    private static Arch parse(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> throw new UnsatisfiedLinkError("Parley knows x86-64 and aarch64: os.arch=" + name);
        };
    }
}
