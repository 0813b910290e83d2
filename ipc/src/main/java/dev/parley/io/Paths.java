package dev.parley.io;

import java.nio.file.Path;

/** Paths as system calls take them. */
public final class Paths {
    private Paths() {}

    /** The path as text without the one character it cannot have. */
    public static String name(Path path) {
        return path.toString(); // a Path cannot hold NUL
    }

    /** Enough bytes for the name in UTF-8 and its NUL. */
    public static long sizeOf(String name) {
        return 3L * name.length() + 1;
    }

    /** Refuses a mode that has more than permission bits. */
    public static void requireMode(int mode) {
        if ((mode & ~0777) != 0) {
            throw new IllegalArgumentException(String.format("a mode is permission bits, 0 to 0777: mode=%#o", mode));
        }
    }
}
