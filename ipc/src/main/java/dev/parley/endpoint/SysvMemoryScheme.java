package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.memory.SysvMemory;
import dev.parley.memory.SysvMemoryOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code sysv-shm:KEY}; {@code ?size=N} makes it. Memory is not sent to or received from. */
final class SysvMemoryScheme implements Scheme {
    private static final String SIZE = "size";
    private static final Set<String> OBJECT = Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE, SIZE);
    private static final String INSTEAD = "memory is read with peek and written with poke";

    @Override
    public String name() {
        return "sysv-shm";
    }

    @Override
    public Sending openSending(Address address) {
        throw new UnsupportedVerbException("send", address, INSTEAD);
    }

    @Override
    public Receiving openReceiving(Address address) {
        throw new UnsupportedVerbException("recv", address, INSTEAD);
    }

    @Override
    public SysvMemory openMemory(Address address, boolean writable) throws IOException {
        address.allowOptions(OBJECT);
        if (address.has(SIZE)) {
            return make(address);
        }
        return writable
                ? SysvAddress.open(address, SysvMemory::open, SysvMemory::ofId)
                : SysvAddress.open(address, SysvMemory::openReadOnly, SysvMemory::ofIdReadOnly);
    }

    @Override
    public void create(Address address) throws IOException {
        address.allowOptions(OBJECT);
        make(address).close();
    }

    private static SysvMemory make(Address address) throws IOException {
        long size = Options.number(address, SIZE, 0, 0, Long.MAX_VALUE);
        if (size == 0) {
            throw new IllegalArgumentException("memory is made with a size, ?size=BYTES: address=" + address);
        }
        var options = SysvMemoryOptions.DEFAULT.withMode(Options.mode(address));
        return address.has(Options.EXCLUSIVE)
                ? SysvMemory.create(SysvAddress.key(address), size, options)
                : SysvMemory.openOrCreate(SysvAddress.key(address), size, options);
    }

    @Override
    public void remove(Address address) throws IOException {
        address.allowOptions(Set.of());
        try (var memory = SysvAddress.open(address, SysvMemory::openReadOnly, SysvMemory::ofIdReadOnly)) {
            memory.remove();
        }
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        SysvMemory.Status now = SysvAddress.open(address, SysvMemory::statusOf, SysvMemory::statusOf);
        var status = new LinkedHashMap<String, Object>();
        SysvAddress.describe(now.id(), now.permissions(), status);
        status.put(SIZE, now.size());
        status.put("attached", now.attached());
        status.put("removed", now.removed());
        status.put("locked", now.locked());
        status.put("creator_pid", now.creator());
        status.put("last_pid", now.lastUser());
        status.put("attach_time", SysvAddress.time(now.attachedLast()));
        status.put("detach_time", SysvAddress.time(now.detachedLast()));
        status.put("change_time", SysvAddress.time(now.changed()));
        return status;
    }
}
