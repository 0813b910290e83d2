package dev.parley.bench;

import dev.parley.DescriptorHandle;
import dev.parley.pipe.Pipe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run: starts both processes, lets them talk, and takes the client's result. */
final class Conversation {
    private static final int READ_FROM = 3;
    private static final int WRITE_TO = 4;
    private static final String READY = "ready";
    private static final String PORT = "port=";

    private final Workshop workshop;
    private final double seconds;
    private final double warmUp;
    private final Case what;
    private final Peer peer;
    private final Duration timeout;
    private String address;

    Conversation(Workshop workshop, double seconds, double warmUp, Case what, Peer peer) {
        this.workshop = workshop;
        this.seconds = seconds;
        this.warmUp = warmUp;
        this.what = what;
        this.peer = peer;
        this.timeout = Duration.ofSeconds(60 + (long) (10 * (seconds + warmUp)));
        this.address = workshop.freshAddress(what.mechanism());
    }

    /**
     * Runs it.
     *
     * @throws IOException if either program fails, with what it said
     */
    Result run() throws IOException {
        return what.mechanism() == Mechanism.PIPE ? runOverPipes() : runByAddress();
    }

    private Result runOverPipes() throws IOException {
        try (var requests = Pipe.open();
                var replies = Pipe.open();
                var server = start(Side.SERVER, Map.of(READ_FROM, requests.source(), WRITE_TO, replies.sink()));
                var client = start(Side.CLIENT, Map.of(READ_FROM, replies.source(), WRITE_TO, requests.sink()))) {
            return result(client, server);
        }
    }

    private Result runByAddress() throws IOException {
        try (var server = start(Side.SERVER, Map.of())) {
            for (String line = server.line(timeout); !line.equals(READY); line = server.line(timeout)) {
                if (line.startsWith(PORT)) {
                    address = line.substring(PORT.length());
                }
            }
            try (var client = start(Side.CLIENT, Map.of())) {
                return result(client, server);
            }
        }
    }

    private Result result(Started client, Started server) throws IOException {
        String line = client.line(timeout);
        while (!line.startsWith("{")) {
            line = client.line(timeout);
        }
        client.finish(timeout);
        server.finish(timeout);
        return Result.parse(line);
    }

    private Started start(Side side, Map<Integer, ? extends DescriptorHandle> descriptors) throws IOException {
        var command = new ArrayList<>(Cpus.prefix(what.pin(), side));
        command.addAll(workshop.command(peer.isJava(side)));
        command.addAll(List.of("--mechanism", what.mechanism().toString()));
        command.addAll(List.of("--pattern", what.pattern().toString()));
        if (what.mechanism().carriesBytes()) {
            command.addAll(List.of("--size", String.valueOf(what.size())));
        }
        command.addAll(List.of("--pin", Pin.FREE.toString())); // it is pinned already
        command.addAll(List.of("--seconds", String.valueOf(seconds)));
        command.addAll(List.of("--role", side.toString()));
        command.addAll(List.of("--address", address));
        if (peer != Peer.C) {
            command.addAll(List.of("--warm-up", String.valueOf(warmUp)));
        }
        return Started.start(command, descriptors);
    }
}
