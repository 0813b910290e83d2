package dev.parley.endpoint;

import dev.parley.Address;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** What an address names, whichever mechanism it is. */
public final class Endpoint {
    private static final Map<String, Scheme> SCHEMES = new TreeMap<>();

    static {
        for (Scheme scheme : List.of(
                new StandardScheme(),
                new ExecScheme(),
                new FdScheme(),
                new FifoScheme(),
                new UnixScheme(),
                new TcpScheme(),
                new SysvQueueScheme(),
                new SysvMemoryScheme(),
                new SysvSemaphoresScheme())) {
            SCHEMES.put(scheme.name(), scheme);
        }
        ModuleLayer layer = Endpoint.class.getModule().getLayer();
        var services = layer == null ? ServiceLoader.load(Scheme.class) : ServiceLoader.load(layer, Scheme.class);
        services.forEach(scheme -> SCHEMES.putIfAbsent(scheme.name(), scheme));
    }

    private Endpoint() {}

    /** The names of all schemes there are. */
    public static Set<String> schemes() {
        return Set.copyOf(SCHEMES.keySet());
    }

    /**
     * The scheme an address is of.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Scheme scheme(Address address) {
        Scheme scheme = SCHEMES.get(address.scheme());
        if (scheme == null) {
            throw new IllegalArgumentException(
                    "no such scheme: scheme=" + address.scheme() + ", known=" + SCHEMES.keySet());
        }
        return scheme;
    }

    /** Opens the sending end of what the address names. See {@link Scheme#openSending}. */
    public static Sending sending(String address) throws IOException {
        return sending(Address.parse(address));
    }

    /** Opens the sending end of what the address names. See {@link Scheme#openSending}. */
    public static Sending sending(Address address) throws IOException {
        return scheme(address).openSending(address);
    }

    /** Opens the receiving end of what the address names. See {@link Scheme#openReceiving}. */
    public static Receiving receiving(String address) throws IOException {
        return receiving(Address.parse(address));
    }

    /** Opens the receiving end of what the address names. See {@link Scheme#openReceiving}. */
    public static Receiving receiving(Address address) throws IOException {
        return scheme(address).openReceiving(address);
    }
}
