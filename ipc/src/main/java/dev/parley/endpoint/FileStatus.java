package dev.parley.endpoint;

import dev.parley.Descriptor;
import dev.parley.io.Failures;
import dev.parley.kernel.Files;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the file system says about an object that has a place in it. See statx(2). */
final class FileStatus {
    private FileStatus() {}

    /** A file by its path; the object names it in errors. */
    static Map<String, Object> of(Path path, Object object) throws IOException {
        Files.Result<Files.Stat> stat = Files.stat(path.toString());
        Failures.check(stat.error(), "stat", object);
        var status = new LinkedHashMap<String, Object>();
        status.put("path", path.toString());
        describe(stat.value(), status);
        return status;
    }

    /** An open descriptor. */
    static Map<String, Object> of(Descriptor descriptor) throws IOException {
        Files.Result<Files.Stat> stat = Files.fstat(descriptor.number());
        Failures.check(stat.error(), "fstat", descriptor);
        Path link = Path.of("/proc/self/fd/" + descriptor.number());
        var status = new LinkedHashMap<String, Object>();
        status.put("fd", descriptor.number());
        status.put("target", java.nio.file.Files.readSymbolicLink(link).toString());
        describe(stat.value(), status);
        return status;
    }

    private static void describe(Files.Stat stat, Map<String, Object> status) {
        status.put("kind", kind(stat));
        status.put("mode", String.format("%04o", stat.permissions()));
        status.put("uid", stat.uid());
        status.put("gid", stat.gid());
        status.put("inode", stat.inode());
    }

    private static String kind(Files.Stat stat) {
        if (stat.is(Files.S_IFIFO)) {
            return "fifo";
        }
        if (stat.is(Files.S_IFSOCK)) {
            return "socket";
        }
        if (stat.is(Files.S_IFREG)) {
            return "file";
        }
        return stat.is(Files.S_IFDIR) ? "directory" : "other";
    }
}
