package dev.parley.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Why Java is slower than C where it is. */
final class Limits {
    private static final Set<Mechanism> STREAMS =
            EnumSet.of(Mechanism.PIPE, Mechanism.FIFO, Mechanism.UNIX, Mechanism.TCP);

    private static final String CALLS = """
            Every system call costs the library about a fixed amount on top of what it costs C, whatever the mechanism:

            - the JVM's way into native code and back (a change of the thread's state, with a check whether it must stop) and
              the capture of `errno`;
            - the registration that lets an interrupt, a close or a timeout end the call: the thread says on what it waits
              before it enters the kernel and takes that back afterwards, with a few stores.

            It shows where a call does little: small messages, one CPU, and streaming, where a call need not wait. Beside
            waking another CPU it disappears.
            """;

    private static final String QUEUES = """
            The kernel wants a message's type in front of its bytes, so the library copies each message once more than the C
            program, which keeps room for the type in its buffer.
            """;

    private static final String MEMORY = """
            No system call is made. What remains is the check of every access to a segment (its bounds, and whether it is still
            attached), and for more than some hundred bytes that of entering the C library for its memcpy and of holding the
            memory attached meanwhile: some nanoseconds on each side, which show when the CPUs are near and copying is
            cheap. When they are two threads of one core (a distance under 100 ns) the loop that waits also takes turns with
            the other side's work, and a few instructions more cost a whole pause of the CPU, about 23 ns here. How many
            messages the reader lets pile up decides how often cache lines travel, so streaming varies from run to run, in
            both languages.
            """;

    private Limits() {}

    /** Describes what limits the mechanisms of these rows. */
    static String describe(List<Row> below) {
        if (below.isEmpty()) {
            return "Nothing stayed below 0.95 of C.\n";
        }
        var text = new StringBuilder("## What limits those below 0.95\n\n");
        text.append(below.stream().map(Limits::name).collect(Collectors.joining("; ")))
                .append(".\n\n");
        if (below.stream().anyMatch(row -> row.mechanism() != Mechanism.SYSV_SHM)) {
            text.append("**Calls.** ").append(CALLS).append("\n");
        }
        if (below.stream().anyMatch(row -> row.mechanism() == Mechanism.SYSV_QUEUE)) {
            text.append("**sysv-queue.** ").append(QUEUES).append("\n");
        }
        if (below.stream().anyMatch(row -> row.mechanism() == Mechanism.SYSV_SHM)) {
            text.append("**sysv-shm.** ").append(MEMORY).append("\n");
        }
        if (below.stream().anyMatch(row -> STREAMS.contains(row.mechanism()) && row.pattern() == Pattern.STREAMING)) {
            text.append(
                            "**Streaming.** How many messages go through between two switches of process varies from run to run, ")
                    .append("in both languages; compare p50 of round trips first.\n");
        }
        return text.toString();
    }

    private static String name(Row row) {
        return String.format(
                Locale.ROOT,
                "%s %s%s %s %.2f",
                row.mechanism(),
                row.pattern(),
                row.size() == 0 ? "" : " " + row.size() + " B",
                row.pin(),
                row.ratioToC());
    }
}
