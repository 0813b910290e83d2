package dev.parley.bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The program that is one end of one measurement. Its command line and what it prints are those of the C program, so that
 * either stands in for the other.
 *
 * <pre>
 * --mechanism M --role client|server --address A [--pattern P] [--size N] [--seconds S] [--warm-up S] [--pin free]
 * </pre>
 *
 * It ends when its standard input does: whoever started it has gone.
 */
public final class Worker {
    private final Mechanism mechanism;
    private final Pattern pattern;
    private final Side side;
    private final String address;
    private final int size;
    private final double seconds;
    private final double warmUp;

    private Worker(Map<String, String> options) {
        mechanism = Mechanism.of(options.get("--mechanism"));
        pattern = Pattern.of(options.getOrDefault("--pattern", Pattern.ROUND_TRIP.toString()));
        side = Side.of(options.get("--role"));
        address = options.get("--address");
        size = Integer.parseInt(options.getOrDefault("--size", "100"));
        seconds = Double.parseDouble(options.getOrDefault("--seconds", "1"));
        warmUp = Double.parseDouble(options.getOrDefault("--warm-up", "1"));
    }

    /** Runs one end. Exit 1 with a line on standard error if it fails. */
    public static void main(String[] arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        try {
            new Worker(options).run();
        } catch (IOException | RuntimeException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException {
        endWithStandardInput();
        try (Bench bench = mechanism.bench(side, address, size)) {
            // However this process is ended, it leaves nothing behind.
            Runtime.getRuntime().addShutdownHook(new Thread(bench::close));
            var measurement = new Measurement(bench, size);
            if (side == Side.SERVER) {
                bench.create();
                System.out.print(bench.announcement());
                System.out.println("ready");
                bench.open();
                measurement.serve();
            } else {
                bench.open();
                System.out.println(measurement.run(pattern, seconds, warmUp).toJson());
            }
        }
    }

    private static void endWithStandardInput() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
                System.exit(1);
            } catch (IOException e) {
                System.exit(1);
            }
        });
    }
}
