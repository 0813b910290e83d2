package dev.parley.cli;

import dev.parley.cli.terminal.Output;
import dev.parley.endpoint.Endpoint;
import java.io.IOException;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code parley completion SHELL}: a script that completes verbs, options, schemes and paths. */
final class CompletionCommand implements Verb {
    @Override
    public CommandSpec spec() {
        var spec = Specs.verb("completion", "Prints a script that completes command lines in bash or zsh.")
                .addPositional(Specs.words("0..*", "SHELL", "bash or zsh."));
        spec.usageMessage()
                .footer("In bash: source <(parley completion bash)", "In zsh:  source <(parley completion zsh)");
        return spec;
    }

    @Override
    public int run(ParseResult given) throws IOException {
        String[] shells = Specs.words(given, 0);
        if (shells == null || shells.length != 1) {
            throw new IllegalArgumentException("one shell is needed, bash or zsh");
        }
        String before = switch (shells[0]) {
            case "bash" -> "# bash completion for parley\n";
            case "zsh" -> "# zsh completion for parley\nautoload -Uz bashcompinit && bashcompinit\n";
            default -> throw new IllegalArgumentException("only bash and zsh are known: shell=" + shells[0]);
        };
        Output.standard().text(before + script());
        return Exit.OK;
    }

    private static String script() {
        var cases = new StringBuilder();
        for (Verbs verb : Verbs.listed()) {
            cases.append("        ")
                    .append(verb)
                    .append(") options='")
                    .append(options(verb))
                    .append("' ;;\n");
        }
        var schemes = new StringBuilder();
        for (String scheme : new TreeSet<>(Endpoint.schemes())) {
            schemes.append(schemes.isEmpty() ? "" : " ").append(scheme.equals("-") ? "-" : scheme + ":");
        }
        var verbs = new StringBuilder();
        Verbs.listed().forEach(verb -> verbs.append(verbs.isEmpty() ? "" : " ").append(verb));
        return SCRIPT.replace("@VERBS@", verbs)
                .replace("@SCHEMES@", schemes)
                .replace("@CASES@", cases.toString().stripTrailing());
    }

    private static String options(Verbs verb) {
        var options = new StringBuilder();
        for (OptionSpec option : verb.make().spec().options()) {
            for (String name : option.names()) {
                options.append(options.isEmpty() ? "" : " ").append(name);
            }
        }
        return options.toString();
    }

    /** bash cuts words at colons, so an address arrives in pieces; what comes after one is completed alone. */
    private static final String SCRIPT = """
            _parley() {
                local word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} options='' verb=${COMP_WORDS[1]}
                local whole=${line##* }
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W '@VERBS@ --help --version' -- "$word"))
                    return
                fi
                case $verb in
            @CASES@
                esac
                case $whole in
                    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
                    fifo:* | unix:* | sysv-*:*)
                        [ "$word" != : ] || word=
                        COMPREPLY=($(compgen -f -- "${word##*:}"))
                        ;;
                    *)
                        case $verb in
                            completion) COMPREPLY=($(compgen -W 'bash zsh' -- "$word")) ;;
                            help) COMPREPLY=($(compgen -W '@VERBS@' -- "$word")) ;;
                            bench) COMPREPLY=($(compgen -W 'pipe fifo sysv-queue sysv-shm sysv-sem unix tcp' -- "$word")) ;;
                            tour) ;;
                            *)
                                COMPREPLY=($(compgen -W '@SCHEMES@' -- "$word"))
                                type compopt >/dev/null 2>&1 && compopt -o nospace
                                ;;
                        esac
                        ;;
                esac
            }
            complete -F _parley parley ./parley
            """;
}
