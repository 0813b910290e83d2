package dev.parley.cli;

import dev.parley.Address;
import dev.parley.cli.terminal.Output;
import dev.parley.endpoint.Endpoint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley stat ADDRESS}. */
final class StatCommand implements Verb {
    private static final String JSON = "-J";
    private static final String JSON_LINE = "-j";
    private static final String NO_NAMES = "-n";
    private static final String RAW = "-r";

    @Override
    public CommandSpec spec() {
        return Specs.verb("stat", "Describes an object.")
                .addOption(Specs.flag(JSON, "One JSON document."))
                .addOption(Specs.flag(JSON_LINE, "One JSON object on a line."))
                .addOption(Columns.choice())
                .addOption(Columns.names())
                .addOption(Filter.option())
                .addOption(Specs.flag(NO_NAMES, "Values without their names."))
                .addOption(Specs.flag(RAW, "One space instead of aligned columns."))
                .addOption(Watch.option())
                .addPositional(Specs.address("What to describe."));
    }

    @Override
    public int run(ParseResult given) throws IOException {
        Address address = Specs.address(given);
        var filter = Filter.of(given);
        return Watch.of(given).repeat(() -> show(given, address, filter));
    }

    private static int show(ParseResult given, Address address, Filter filter) throws IOException {
        var status = new LinkedHashMap<String, Object>();
        status.put("address", address.toString());
        status.putAll(Endpoint.scheme(address).status(address));
        if (!filter.matches(status)) {
            return Exit.FAILED;
        }
        Output.standard().text(text(given, status));
        return Exit.OK;
    }

    private static String text(ParseResult given, Map<String, Object> status) {
        if (Columns.areToBeNamed(given)) {
            return String.join("\n", status.keySet()) + "\n";
        }
        var shown = new LinkedHashMap<String, Object>();
        for (String name : Columns.chosen(given, status.keySet(), status.keySet())) {
            shown.put(name, status.get(name));
        }
        if (Specs.isGiven(given, JSON) || Specs.isGiven(given, JSON_LINE)) {
            return Json.object(shown, Specs.isGiven(given, JSON)) + "\n";
        }
        return table(shown, !Specs.isGiven(given, NO_NAMES), Specs.isGiven(given, RAW));
    }

    private static String table(Map<String, Object> status, boolean names, boolean raw) {
        int width = 0;
        for (String name : status.keySet()) {
            width = Math.max(width, raw ? 0 : name.length() + 1);
        }
        var table = new StringBuilder();
        for (Map.Entry<String, Object> entry : status.entrySet()) {
            if (names) {
                String name = entry.getKey();
                table.append(name)
                        .repeat(' ', Math.max(0, width - name.length()))
                        .append(' ');
            }
            table.append(Texts.shown(entry.getValue())).append('\n');
        }
        return table.toString();
    }
}
