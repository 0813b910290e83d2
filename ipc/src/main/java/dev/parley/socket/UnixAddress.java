package dev.parley.socket;

import dev.parley.io.Paths;
import dev.parley.kernel.SocketAddresses;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The name of a Unix socket: a path, an abstract name, or none. See unix(7).
 *
 * <p>A path is a file that {@code bind} makes; its mode says who may connect, and it stays when its server dies. An abstract
 * name lives in the network namespace, vanishes with its server, and <b>anybody</b> in the namespace may connect to it: look at
 * {@link UnixSocket#credentials()}. Its length counts: {@code "a"} and {@code "a\0"} are two names.
 */
public final class UnixAddress {
    /** The most bytes that an abstract name has. */
    public static final int LONGEST_ABSTRACT_NAME = SocketAddresses.UNIX_PATH_MAX - 1;

    private static final UnixAddress UNNAMED = new UnixAddress(new byte[0]);
    private static final String SPECIAL = "%?&";

    private final byte[] name; // as the kernel has it: an abstract one begins with NUL

    private UnixAddress(byte[] name) {
        this.name = name;
    }

    /**
     * A socket file. Any path will do, also one longer than the 108 bytes that the kernel's address has room for.
     *
     * @throws IllegalArgumentException if the path is empty
     */
    public static UnixAddress of(Path path) {
        String text = Paths.name(path);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a socket file has a name: path=" + path);
        }
        return new UnixAddress(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An abstract name: these characters in UTF-8, no NUL added.
     *
     * @throws IllegalArgumentException if it is empty or longer than {@link #LONGEST_ABSTRACT_NAME} bytes
     */
    public static UnixAddress abstractName(String name) {
        return abstractName(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An abstract name: exactly these bytes, which may be any, NUL included.
     *
     * @throws IllegalArgumentException if there is none, or more than {@link #LONGEST_ABSTRACT_NAME}
     */
    public static UnixAddress abstractName(byte[] name) {
        if (name.length == 0 || name.length > LONGEST_ABSTRACT_NAME) {
            throw new IllegalArgumentException(
                    "an abstract name has 1 to " + LONGEST_ABSTRACT_NAME + " bytes: length=" + name.length);
        }
        byte[] whole = new byte[name.length + 1];
        System.arraycopy(name, 0, whole, 1, name.length);
        return new UnixAddress(whole);
    }

    /** No name: what a client has that did not bind one. */
    public static UnixAddress unnamed() {
        return UNNAMED;
    }

    /** A name as the kernel has it. */
    static UnixAddress ofKernel(byte[] name) {
        return name.length == 0 ? UNNAMED : new UnixAddress(name);
    }

    /** Whether it is an abstract name. */
    public boolean isAbstract() {
        return name.length > 0 && name[0] == 0;
    }

    /** Whether it is no name. */
    public boolean isUnnamed() {
        return name.length == 0;
    }

    /** The socket file; empty if this is not a path. */
    public Optional<Path> path() {
        return isAbstract() || isUnnamed()
                ? Optional.empty()
                : Optional.of(Path.of(new String(name, StandardCharsets.UTF_8)));
    }

    /** The bytes of the abstract name, without the NUL in front that the kernel tells it from a path by; or of the path. */
    public byte[] name() {
        return Arrays.copyOfRange(name, isAbstract() ? 1 : 0, name.length);
    }

    /** As the kernel takes it. */
    byte[] kernelName() {
        return name;
    }

    /** Refuses no name. */
    UnixAddress requireNamed() {
        if (isUnnamed()) {
            throw new IllegalArgumentException("a path or an abstract name is needed: address=" + this);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnixAddress that && Arrays.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(name);
    }

    /** {@code unix:/path} or {@code unix:@name}; bytes that are not plain ASCII are {@code %XX}. */
    @Override
    public String toString() {
        if (isUnnamed()) {
            return "unix:(unnamed)";
        }
        var text = new StringBuilder("unix:");
        if (isAbstract()) {
            text.append('@');
        } else if (name[0] == '@') {
            text.append("./"); // a file in the working directory, not an abstract name
        }
        for (int i = isAbstract() ? 1 : 0; i < name.length; i++) {
            append(text, name[i]);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte b) {
        if (b > ' ' && b < 0x7f && SPECIAL.indexOf(b) < 0) {
            text.append((char) b);
        } else {
            text.append(String.format("%%%02X", b));
        }
    }
}
