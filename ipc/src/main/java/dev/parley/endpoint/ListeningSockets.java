package dev.parley.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which sockets listen in this network namespace, without connecting to them. See proc_pid_net(5). */
final class ListeningSockets {
    private static final String UNIX_ACCEPTS = "00010000"; // __SO_ACCEPTCON in the flags
    private static final String TCP_LISTEN = "0A";

    private ListeningSockets() {}

    /** Whether a Unix socket of this path or {@code @name} listens; null if that cannot be seen. */
    static Boolean unix(String name) throws IOException {
        List<String> lines = lines("/proc/net/unix");
        if (lines == null) {
            return null;
        }
        for (String line : lines) {
            String[] fields = line.trim().split(" +", 8); // number refs protocol flags type state inode path
            if (fields.length == 8 && fields[3].equals(UNIX_ACCEPTS) && fields[7].equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a TCP socket listens on this port, on whatever address; null if that cannot be seen. */
    static Boolean tcp(int port) throws IOException {
        String suffix = String.format(":%04X", port);
        Boolean seen = null;
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            List<String> lines = lines(file);
            if (lines == null) {
                continue;
            }
            seen = false;
            for (String line : lines) {
                String[] fields = line.trim().split(" +"); // number: local remote state ...
                if (fields.length > 3 && fields[1].endsWith(suffix) && fields[3].equals(TCP_LISTEN)) {
                    return true;
                }
            }
        }
        return seen;
    }

    private static List<String> lines(String file) throws IOException {
        Path path = Path.of(file);
        return Files.isReadable(path) ? Files.readAllLines(path, StandardCharsets.ISO_8859_1) : null;
    }
}
