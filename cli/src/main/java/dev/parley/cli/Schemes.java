package dev.parley.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The schemes as help and completion show them. */
final class Schemes {
    private static final Map<String, String> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("-", "-|standard input or output");
        FORMS.put("exec", "exec:COMMAND|a child process, over an anonymous pipe");
        FORMS.put("fd", "fd:N|an inherited descriptor");
        FORMS.put("fifo", "fifo:PATH|a FIFO; made when missing");
        FORMS.put("unix", "unix:PATH, unix:@NAME|a Unix-domain stream socket");
        FORMS.put("tcp", "tcp:HOST:PORT|a TCP socket");
        FORMS.put("sysv-queue", "sysv-queue:KEY|a System V message queue; ?type=N");
        FORMS.put("sysv-shm", "sysv-shm:KEY|System V shared memory; ?size=N makes it");
        FORMS.put("sysv-sem", "sysv-sem:KEY|a System V semaphore set; ?n=N makes it");
    }

    private Schemes() {}

    /** A line for each that is there. KEY is explained below them. */
    static String table(Collection<String> known) {
        var text = new StringBuilder();
        FORMS.forEach((scheme, form) -> {
            if (known.contains(scheme)) {
                int bar = form.indexOf('|');
                text.append("  ").append(form, 0, bar).repeat(' ', Math.max(1, 24 - bar));
                text.append(form, bar + 1, form.length()).append('\n');
            }
        });
        known.stream()
                .filter(scheme -> !FORMS.containsKey(scheme))
                .forEach(scheme -> text.append("  ").append(scheme).append(":...\n"));
        return text.append("  KEY is PATH#PROJ as C's ftok(PATH, PROJ), 0xHEX, or id=N.\n")
                .toString();
    }
}
