package dev.parley.examples;

import dev.parley.TimedOutException;
import dev.parley.pipe.Pipe;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import java.io.IOException;
import java.time.Duration;

/**
 * A child with a descriptor at a number of its own, and the ways a child ends.
 *
 * <pre>
 * on descriptor 7: report
 * exit 3
 * still running
 * killed by signal 15
 * </pre>
 */
public final class ChildDescriptors {
    private ChildDescriptors() {}

    public static void main(String[] arguments) throws IOException {
        report();
        end();
    }

    private static void report() throws IOException {
        try (var pipe = Pipe.open();
                var child = Child.command("sh", "-c", "echo report >&7; exit 3")
                        .descriptor(7, pipe.sink()) // now the child's alone: start() closed it here
                        .start()) {
            System.out.println("on descriptor 7: " + pipe.source().readText().strip());
            System.out.println(child.await()); // exit 3
        }
    }

    private static void end() throws IOException {
        try (var child = Child.command("sleep", "1000").clearEnvironment().start()) {
            try {
                child.await(Duration.ofMillis(10));
            } catch (TimedOutException e) {
                System.out.println("still running");
            }
            child.terminate();
            switch (child.await()) {
                case ExitStatus.Exited(int code) -> System.out.println("exit " + code);
                case ExitStatus.Killed(int signal) -> System.out.println("killed by signal " + signal);
            }
        }
    }
}
