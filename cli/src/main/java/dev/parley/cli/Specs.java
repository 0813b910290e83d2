package dev.parley.cli;

import dev.parley.Address;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Options and parameters, described without annotations: reading those takes longer than most verbs take to run. */
final class Specs {
    static final String DEBUG = "--debug";

    private static final String ADDRESS = "ADDRESS";

    private Specs() {}

    /** A verb with the options that all have. */
    static CommandSpec verb(String name, String description) {
        var spec = CommandSpec.create().name("parley " + name);
        spec.usageMessage().description(description).synopsisHeading("Usage: ").optionListHeading("%n");
        spec.usageMessage().descriptionHeading("%n").parameterListHeading("%n").footerHeading("%n");
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this.")
                .build());
        return spec.addOption(flag(DEBUG, "Shows where in the program a failure came from."));
    }

    /** An option that is there or not. */
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    /** An option with a value, as text. */
    static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    /** An option whose value, if it has one, is attached to it: what follows may be an address. */
    static OptionSpec attached(String name, String label, String usual, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .arity("0..1")
                .preprocessor((words, _, _, info) -> {
                    if (" ".equals(info.get("separator"))) {
                        words.push(usual);
                    }
                    return false;
                })
                .description(description)
                .build();
    }

    /** The address that a verb is about. */
    static PositionalParamSpec address(String description) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .required(true)
                .paramLabel(ADDRESS)
                .type(String.class)
                .description(description)
                .build();
    }

    /** All further words. */
    static PositionalParamSpec words(String index, String label, String description) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity("0..*")
                .paramLabel(label)
                .type(String[].class)
                .description(description)
                .build();
    }

    static boolean isGiven(ParseResult given, String option) {
        return given.hasMatchedOption(option);
    }

    /** The value of an option, or null. */
    static String text(ParseResult given, String option) {
        return given.matchedOptionValue(option, null);
    }

    /** The words that {@link #words} stands for; null if there are none. */
    static String[] words(ParseResult given, int index) {
        return given.matchedPositionalValue(index, null);
    }

    /** The address that {@link #address} stands for. */
    static Address address(ParseResult given) {
        return Address.parse(given.matchedPositionalValue(0, ""));
    }

    /**
     * A number of an option, decimal or with 0x, with K, M or G behind it for powers of 1024.
     *
     * @throws IllegalArgumentException if it is none, or is out of range
     */
    static long number(ParseResult given, String option, long fallback, long lowest) {
        String text = text(given, option);
        return text == null ? fallback : number(text, option, lowest);
    }

    /** As {@link #number(ParseResult, String, long, long)}, for a part of an option. */
    static long number(String text, String option, long lowest) {
        try {
            int unit = text.isEmpty() ? -1 : "KMG".indexOf(text.charAt(text.length() - 1));
            String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
            long number = Math.multiplyExact(Long.decode(digits), 1L << 10 * (unit + 1));
            if (number >= lowest) {
                return number;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "a whole number of at least " + lowest + " is needed: " + option + "=" + text);
    }
}
