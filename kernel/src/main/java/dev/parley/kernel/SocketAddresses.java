package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Socket addresses in memory: unix(7), ip(7), ipv6(7). */
public final class SocketAddresses {
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;

    /** Bytes enough for any address here, with a byte to spare: Linux reports 111 for a path of 108. */
    public static final int SIZE = 128;

    static final StructLayout SOCKADDR_UN = MemoryLayout.structLayout(
                    JAVA_SHORT.withName("sun_family"),
                    MemoryLayout.sequenceLayout(108, JAVA_BYTE).withName("sun_path"))
            .withName("sockaddr_un");

    private static final ValueLayout.OfShort BIG_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    static final StructLayout SOCKADDR_IN = MemoryLayout.structLayout(
                    JAVA_SHORT.withName("sin_family"),
                    BIG_SHORT.withName("sin_port"),
                    MemoryLayout.sequenceLayout(4, JAVA_BYTE).withName("sin_addr"),
                    MemoryLayout.sequenceLayout(8, JAVA_BYTE).withName("sin_zero"))
            .withName("sockaddr_in");

    static final StructLayout SOCKADDR_IN6 = MemoryLayout.structLayout(
                    JAVA_SHORT.withName("sin6_family"),
                    BIG_SHORT.withName("sin6_port"),
                    JAVA_INT.withName("sin6_flowinfo"),
                    MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
                    JAVA_INT.withName("sin6_scope_id"))
            .withName("sockaddr_in6");

    /** The longest path or name of a Unix socket in bytes. A path may use all of them: Linux needs no NUL at the end. */
    public static final int UNIX_PATH_MAX =
            (int) SOCKADDR_UN.select(groupElement("sun_path")).byteSize();

    private static final long SUN_PATH = SOCKADDR_UN.byteOffset(groupElement("sun_path"));
    private static final long PORT = SOCKADDR_IN.byteOffset(groupElement("sin_port")); // in both families
    private static final long ADDR = SOCKADDR_IN.byteOffset(groupElement("sin_addr"));
    private static final long ADDR6 = SOCKADDR_IN6.byteOffset(groupElement("sin6_addr"));
    private static final long SCOPE = SOCKADDR_IN6.byteOffset(groupElement("sin6_scope_id"));

    private SocketAddresses() {}

    /**
     * Writes a Unix address.
     *
     * @param name a path, or an abstract name with its leading NUL byte; at most {@link #UNIX_PATH_MAX} bytes
     * @return its exact length: an abstract name is all of its bytes, so padding would be another name
     */
    public static int unix(MemorySegment memory, byte[] name) {
        memory.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, memory, JAVA_BYTE, SUN_PATH, name.length);
        boolean path = name.length > 0 && name[0] != 0;
        if (path && name.length < UNIX_PATH_MAX) {
            memory.set(JAVA_BYTE, SUN_PATH + name.length, (byte) 0);
            return (int) SUN_PATH + name.length + 1;
        }
        return (int) SUN_PATH + name.length;
    }

    /** The path or abstract name (with its leading NUL) in a Unix address; empty for a socket without a name. */
    public static byte[] unix(MemorySegment memory, int length) {
        int size = Math.max(0, length - (int) SUN_PATH);
        byte[] name = memory.asSlice(SUN_PATH, size).toArray(JAVA_BYTE);
        if (size > 0 && name[0] != 0) { // a path ends at its NUL, if it has one
            int end = 0;
            while (end < size && name[end] != 0) {
                end++;
            }
            return Arrays.copyOf(name, end);
        }
        return name;
    }

    /** Writes an Internet address and returns its length. */
    public static int inet(MemorySegment memory, InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        memory.set(BIG_SHORT, PORT, (short) port);
        if (address instanceof Inet6Address v6) {
            memory.set(JAVA_SHORT, 0, (short) AF_INET6);
            memory.set(JAVA_INT, 4, 0);
            MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, ADDR6, bytes.length);
            memory.set(JAVA_INT, SCOPE, v6.getScopeId());
            return (int) SOCKADDR_IN6.byteSize();
        }
        memory.set(JAVA_SHORT, 0, (short) AF_INET);
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, ADDR, bytes.length);
        memory.asSlice(8, 8).fill((byte) 0);
        return (int) SOCKADDR_IN.byteSize();
    }

    /** How long an Internet address of this family is. */
    public static int inetLength(int family) {
        return (int) (family == AF_INET6 ? SOCKADDR_IN6 : SOCKADDR_IN).byteSize();
    }

    /** Reads an Internet address; null if it is of another family. */
    public static InetSocketAddress inet(MemorySegment memory) {
        int family = memory.get(JAVA_SHORT, 0);
        if (family != AF_INET && family != AF_INET6) {
            return null;
        }
        int port = Short.toUnsignedInt(memory.get(BIG_SHORT, PORT));
        try {
            if (family == AF_INET) {
                return new InetSocketAddress(
                        InetAddress.getByAddress(memory.asSlice(ADDR, 4).toArray(JAVA_BYTE)), port);
            }
            byte[] bytes = memory.asSlice(ADDR6, 16).toArray(JAVA_BYTE);
            int scope = memory.get(JAVA_INT, SCOPE);
            if (scope == 0) {
                return new InetSocketAddress(
                        InetAddress.getByAddress(bytes), port); // an IPv4 address in disguise is shown as one
            }
            return new InetSocketAddress(Inet6Address.getByAddress(null, bytes, scope), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // 4 and 16 bytes are always an address
        }
    }
}
