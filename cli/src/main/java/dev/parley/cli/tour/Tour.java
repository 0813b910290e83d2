package dev.parley.cli.tour;

import dev.parley.cli.terminal.Output;
import dev.parley.cli.terminal.Progress;
import dev.parley.cli.terminal.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows every mechanism at work between two processes, and then how fast each is. */
public final class Tour {
    private static final List<Conversation> CONVERSATIONS = List.of(
            new PipeConversation(),
            new FifoConversation(),
            new QueueConversation(),
            new MemoryConversation(),
            new SemaphoreConversation(),
            new TcpConversation(),
            new UnixConversation());

    /** When to stop measuring more, so that a tour on a busy machine ends as well. */
    private static final Duration BUDGET = Duration.ofSeconds(42);

    private final long start = System.nanoTime();
    private final Style style;
    private final Minutes minutes;

    private Tour(Output output) {
        this.style = Style.ofThisProcess();
        this.minutes = new Minutes(output, style);
    }

    /**
     * Runs it: seconds for the conversations, and as long again and more for the table.
     *
     * @param main this program's main class, as the command line that started it names it
     * @param table whether to measure as well
     * @return whether everything that was said arrived
     */
    public static boolean run(String main, boolean table) throws IOException {
        var tour = new Tour(Output.standard());
        tour.talk(main);
        if (table) {
            tour.measure();
        }
        return tour.minutes.misheard() == 0;
    }

    private void talk(String main) throws IOException {
        try (var place = Place.make()) {
            List<Partner> partners = partners(main, place);
            for (Conversation conversation : CONVERSATIONS) {
                minutes.heading(conversation.name());
                for (Partner partner : partners) {
                    conversation.hold(partner, place, minutes);
                }
                minutes.note("");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String took = String.format("%.1f s", seconds);
        minutes.note(
                minutes.misheard() == 0
                        ? "All " + minutes.spoken() + " arrived as they were said, in " + took + "."
                        : minutes.misheard() + " of " + minutes.spoken() + " did not arrive as they were said.");
    }

    private void measure() throws IOException {
        boolean withC = isInPath(CPartner.COMPILER);
        minutes.note("");
        minutes.note(new Chart(Race.run(withC, new Progress(), start + BUDGET.toNanos()), style)
                .text()
                .stripTrailing());
    }

    private static boolean isInPath(String program) {
        String path = System.getenv("PATH");
        for (String folder : (path == null ? "" : path).split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private List<Partner> partners(String main, Place place) throws IOException {
        boolean withC = isInPath(CPartner.COMPILER);
        String others = withC ? "this tool in a second JVM, then ordinary C programs." : "this tool in a second JVM.";
        minutes.note("Two processes, seven ways to talk. This one is Java "
                + Runtime.version().feature() + ", pid "
                + ProcessHandle.current().pid() + ";");
        minutes.note("at the other end is " + others);
        if (!withC) {
            minutes.note("(There is no C compiler here, no " + CPartner.COMPILER + ": the C side is left out.)");
        }
        minutes.note("");
        var partners = new ArrayList<Partner>();
        partners.add(JavaPartner.likeThisProcess(main));
        if (withC) {
            partners.add(CPartner.compile(place.subfolder("c")));
        }
        return partners;
    }
}
