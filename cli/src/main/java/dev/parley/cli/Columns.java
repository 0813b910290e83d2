package dev.parley.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which columns are shown: {@code -o LIST} those, {@code -o +LIST} those too; and {@code -H} names them. */
final class Columns {
    private static final String CHOSEN = "-o";
    private static final String NAMED = "-H";

    private Columns() {}

    static OptionSpec choice() {
        return Specs.value(CHOSEN, "LIST", "Only these, in this order: names with commas between; +LIST: these, too.");
    }

    static OptionSpec names() {
        return Specs.flag(NAMED, "The names there are.");
    }

    /** Whether only the names are asked for. */
    static boolean areToBeNamed(ParseResult given) {
        return Specs.isGiven(given, NAMED);
    }

    /**
     * The columns to show.
     *
     * @param usual what to show if nothing is chosen
     * @param known what there is
     * @throws IllegalArgumentException if something is chosen that there is not
     */
    static List<String> chosen(ParseResult given, Collection<String> usual, Collection<String> known) {
        String list = Specs.text(given, CHOSEN);
        var chosen = new ArrayList<String>();
        if (list == null || list.startsWith("+")) {
            chosen.addAll(usual);
        }
        if (list != null) {
            for (String name : list.substring(list.startsWith("+") ? 1 : 0).split(",")) {
                require(name, known);
                chosen.remove(name);
                chosen.add(name);
            }
        }
        return chosen;
    }

    /** Refuses a name that there is not. */
    static void require(String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("nothing of that name: name=" + name + ", known=" + known);
        }
    }
}
