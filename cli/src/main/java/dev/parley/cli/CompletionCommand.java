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
        String script = switch (shells[0]) {
            case "bash" -> BASH;
            case "zsh" -> ZSH;
            default -> throw new IllegalArgumentException("only bash and zsh are known: shell=" + shells[0]);
        };
        Output.standard().text(filledIn(script));
        return Exit.OK;
    }

    private static String filledIn(String script) {
        var cases = new StringBuilder();
        for (Verbs verb : Verbs.listed()) {
            cases.append("        ")
                    .append(verb)
                    .append(") choices='")
                    .append(options(verb))
                    .append("' ;;\n");
        }
        var schemes = new StringBuilder();
        for (String scheme : new TreeSet<>(Endpoint.schemes())) {
            schemes.append(schemes.isEmpty() ? "" : " ").append(scheme.equals("-") ? "-" : scheme + ":");
        }
        var verbs = new StringBuilder();
        Verbs.listed().forEach(verb -> verbs.append(verbs.isEmpty() ? "" : " ").append(verb));
        return script.replace("@VERBS@", verbs)
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
    private static final String BASH = """
            # bash completion for parley
            _parley() {
                local word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} choices='' verb=${COMP_WORDS[1]}
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
                    -*) COMPREPLY=($(compgen -W "$choices" -- "$word")) ;;
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

    /** Not through bashcompinit: zsh does not cut words at colons, and its paths are to be completed after the scheme. */
    private static final String ZSH = """
            # zsh completion for parley
            _parley() {
                local choices='' verb=${words[2]}
                if (( CURRENT == 2 )); then
                    compadd -- @VERBS@ --help --version
                    return
                fi
                case $verb in
            @CASES@
                esac
                if [[ $PREFIX == -?* ]]; then
                    compadd -- ${=choices}
                elif compset -P '(fifo|unix|sysv-*):'; then
                    _files
                else
                    case $verb in
                        completion) compadd -- bash zsh ;;
                        help) compadd -- @VERBS@ ;;
                        bench) compadd -- pipe fifo sysv-queue sysv-shm sysv-sem unix tcp ;;
                        tour) ;;
                        *) compadd -S '' -- @SCHEMES@ ;;
                    esac
                fi
            }
            (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i -D }
            compdef _parley parley ./parley
            """;
}
