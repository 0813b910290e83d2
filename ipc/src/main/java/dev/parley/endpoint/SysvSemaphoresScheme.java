package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.sync.SysvSemaphores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code sysv-sem:KEY}; {@code ?n=N} makes a set of N semaphores, each 0. Nothing is sent to or received from it. */
final class SysvSemaphoresScheme implements Scheme {
    private static final String N = "n";
    private static final int MOST = 32_000; // SEMMSL; the kernel's own limit may be lower and says so
    private static final Set<String> OBJECT = Set.of(Options.MODE, Options.CREATE, Options.EXCLUSIVE, N);

    @Override
    public String name() {
        return "sysv-sem";
    }

    @Override
    public void create(Address address) throws IOException {
        address.allowOptions(OBJECT);
        int count = (int) Options.number(address, N, 0, 1, MOST);
        if (count == 0) {
            throw new IllegalArgumentException("a semaphore set is made with a size, ?n=COUNT: address=" + address);
        }
        int mode = Options.mode(address);
        var key = SysvAddress.key(address);
        int[] values = new int[count];
        SysvSemaphores set = address.has(Options.EXCLUSIVE)
                ? SysvSemaphores.create(key, values, mode)
                : SysvSemaphores.openOrCreate(key, values, mode);
        set.close();
    }

    @Override
    public void remove(Address address) throws IOException {
        address.allowOptions(Set.of());
        try (var set = SysvAddress.open(address, SysvSemaphores::open, SysvSemaphores::ofId)) {
            set.remove();
        }
    }

    @Override
    public Map<String, Object> status(Address address) throws IOException {
        address.allowOptions(Set.of());
        try (var set = SysvAddress.open(address, SysvSemaphores::open, SysvSemaphores::ofId)) {
            SysvSemaphores.Status now = set.status();
            var status = new LinkedHashMap<String, Object>();
            SysvAddress.describe(set.id(), now.permissions(), status);
            status.put(N, now.size());
            var values = new ArrayList<Integer>();
            var acquiring = new ArrayList<Integer>();
            var awaitingZero = new ArrayList<Integer>();
            for (int value : set.values()) {
                SysvSemaphores.Waiters waiters = set.waiters(values.size());
                values.add(value);
                acquiring.add(waiters.acquiring());
                awaitingZero.add(waiters.awaitingZero());
            }
            status.put("values", values);
            status.put("waiting", acquiring);
            status.put("waiting_for_zero", awaitingZero);
            status.put("operation_time", SysvAddress.time(now.operated()));
            status.put("change_time", SysvAddress.time(now.changed()));
            return status;
        }
    }
}
