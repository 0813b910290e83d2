package dev.parley.cli;

import dev.parley.Address;
import dev.parley.cli.terminal.Output;
import dev.parley.endpoint.Message;
import dev.parley.endpoint.Receiving;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley recv ADDRESS}. */
final class RecvCommand implements Verb {
    private static final String COUNT = "-n";
    private static final String CSTRING = "--cstring";
    private static final String HEX = "--hex";
    private static final String JSON = "-j";

    @Override
    public CommandSpec spec() {
        var spec = Specs.verb("recv", "Prints what arrives: messages one on a line, bytes of a stream as they are.")
                .addOption(
                        Specs.value(COUNT, "COUNT", "Ends after so many messages; in a stream, pieces as they come."))
                .addOption(Specs.flag(CSTRING, "Only what is before the first NUL, as C reads a string."))
                .addOption(Specs.flag(HEX, "As hexadecimal digits."))
                .addOption(Specs.flag(JSON, "One JSON object for each message, with what else is known of it."))
                .addPositional(Specs.address("Where from."));
        spec.usageMessage().footer("Ends at the end of a stream, after COUNT messages, or by Ctrl-C.");
        return spec;
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        long count = Specs.number(given, COUNT, Long.MAX_VALUE, 1);
        try (Receiving from = Ends.receiving(address)) {
            var printer = printer(given, from.keepsBoundaries());
            for (long n = 0; n < count; n++) {
                Optional<Message> message = from.receive();
                if (message.isEmpty()) {
                    printer.end();
                    from.finish();
                    return Exit.OK;
                }
                printer.print(message.get());
            }
            printer.end();
        }
        return Exit.OK;
    }

    private static MessagePrinter printer(ParseResult given, boolean messages) throws IOException {
        boolean cstring = Specs.isGiven(given, CSTRING);
        boolean hex = Specs.isGiven(given, HEX);
        if (Specs.isGiven(given, JSON)) {
            return new MessagePrinter.AsJson(Output.standard(), cstring, hex);
        }
        return messages
                ? new MessagePrinter.AsLines(Output.standard(), cstring, hex)
                : new MessagePrinter.AsStream(Output.standard(), cstring, hex);
    }
}
