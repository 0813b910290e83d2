package dev.parley.endpoint;

import dev.parley.Address;
import dev.parley.IpcException;
import dev.parley.PeerGoneException;
import dev.parley.pipe.Pipe;
import dev.parley.process.Child;
import dev.parley.process.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * {@code exec:COMMAND}: a child process that runs a shell command, at the other end of an anonymous pipe. Sending goes to its
 * standard input, receiving comes from its standard output; the other two streams are this process's own.
 */
final class ExecScheme implements Scheme {
    private static final Set<String> OPTIONS = Set.of(Options.FRAME, Options.TIMEOUT);

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public Sending openSending(Address address) throws IOException {
        address.allowOptions(OPTIONS);
        var options = StreamOptions.of(address);
        var command = Child.command("/bin/sh", "-c", command(address));
        Pipe pipe = Pipe.open();
        try {
            Child child = command.stdin(pipe.source()).start();
            return StreamEnds.sending(pipe.sink(), options, new Leave(child, address, options));
        } catch (IOException | RuntimeException e) {
            pipe.close();
            throw e;
        }
    }

    @Override
    public Receiving openReceiving(Address address) throws IOException {
        address.allowOptions(OPTIONS);
        var options = StreamOptions.of(address);
        var command = Child.command("/bin/sh", "-c", command(address));
        Pipe pipe = Pipe.open();
        try {
            Child child = command.stdout(pipe.sink()).start();
            return StreamEnds.receiving(pipe.source(), options, new Leave(child, address, options));
        } catch (IOException | RuntimeException e) {
            pipe.close();
            throw e;
        }
    }

    private static String command(Address address) {
        if (address.rest().isBlank()) {
            throw new IllegalArgumentException("there must be a command to run: address=" + address);
        }
        return address.rest();
    }

    /** Waits for the child, and takes its failure for one of the endpoint. */
    private record Leave(Child child, Address address, StreamOptions options) implements StreamEnds.Ending {
        @Override
        public void run() throws IOException {
            ExitStatus status = options.timeout().isPresent()
                    ? child.await(options.timeout().get())
                    : child.await();
            if (!status.isSuccess()) {
                throw new IpcException("waitid", address.toString(), "ECHILD", 10, "the command failed: " + status);
            }
        }

        /** The command's own failure explains more than the pipe's, so it is waited for. */
        @Override
        public IOException gone(PeerGoneException reason) {
            try {
                run();
            } catch (IOException failure) {
                failure.addSuppressed(reason);
                return failure;
            }
            String sentence = "the command ended before it had read everything";
            var gone = new PeerGoneException(
                    reason.operation(), address.toString(), reason.errno(), reason.number(), sentence);
            gone.initCause(reason);
            return gone;
        }

        @Override
        public void abandon() {
            if (!child.isOpen()) {
                return;
            }
            try (child) {
                child.terminate(); // it was there for this conversation alone
            } catch (IOException e) {
                throw new UncheckedIOException(e); // not to be signalled: it became another user
            }
        }
    }
}
