package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.IpcException;
import dev.parley.SysvKey;
import dev.parley.SysvPermissions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How addresses name System V objects: {@code PATH#PROJECT} as ftok(3) takes them, {@code 0xHEX}, or {@code id=N}. */
final class SysvAddress {
    private static final String ID = "id=";

    private SysvAddress() {}

    /** Opens or makes an object by its key. */
    interface ByKey<T> {
        T open(SysvKey key) throws IOException;
    }

    /** Opens an object by its identifier. */
    interface ById<T> {
        T open(int id) throws IOException;
    }

    /** Opens what the address names, in the way that goes with how it names it. */
    static <T> T open(Address address, ByKey<T> byKey, ById<T> byId) throws IOException {
        String rest = address.rest();
        return rest.startsWith(ID) ? byId.open(number(rest.substring(ID.length()), address)) : byKey.open(key(address));
    }

    /** The key an address names. Whether {@code PATH} exists is for the kernel to say. */
    static SysvKey key(Address address) throws IOException {
        String rest = address.rest();
        int hash = rest.lastIndexOf('#');
        if (hash > 0) {
            return key(Path.of(rest.substring(0, hash)), number(rest.substring(hash + 1), address), address);
        }
        if (!rest.startsWith("0x")) {
            throw malformed(address);
        }
        SysvKey key = SysvKey.of(number(rest, address));
        if (key.equals(SysvKey.PRIVATE)) {
            throw new IllegalArgumentException(
                    "key 0 is IPC_PRIVATE, by which nobody finds anything: address=" + address);
        }
        return key;
    }

    /** Whoever gave an address is told of that, not of a file it takes the key from. */
    private static SysvKey key(Path path, int project, Address address) throws IOException {
        try {
            return SysvKey.of(path, project);
        } catch (IpcException e) {
            IpcException named = IpcException.of(e.operation(), address, e.number());
            named.initCause(e);
            throw named;
        }
    }

    private static int number(String text, Address address) {
        try {
            long number = Long.decode(text);
            if (number >= Integer.MIN_VALUE && number <= 0xffff_ffffL) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed(address);
    }

    private static IllegalArgumentException malformed(Address address) {
        return new IllegalArgumentException("a key is PATH#NUMBER, 0xHEX or id=NUMBER: address=" + address);
    }

    /** The part of a status that all three kinds have. */
    static void describe(int id, SysvPermissions permissions, Map<String, Object> status) {
        SysvKey key = permissions.key();
        status.put("key", key.equals(SysvKey.PRIVATE) ? null : key.toString());
        status.put("id", id);
        status.put("mode", String.format("%04o", permissions.mode()));
        status.put("uid", permissions.uid());
        status.put("gid", permissions.gid());
        status.put("creator_uid", permissions.creatorUid());
        status.put("creator_gid", permissions.creatorGid());
    }

    /** A time in a status; null for never. */
    static Instant time(Optional<Instant> time) {
        return time.orElse(null);
    }
}
