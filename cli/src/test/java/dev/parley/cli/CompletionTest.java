package dev.parley.cli;

import static dev.parley.cli.SendReceiveTest.assertSucceeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    /** Says what the line became, instead of running it. */
    private static final String SHELL_ON_A_TERMINAL = """
            PS1='ready '
            . $ZDOTDIR/completion
            tell() { print -r -- "$BUFFER|" > $ZDOTDIR/line; BUFFER=exit; zle accept-line; }
            zle -N tell
            bindkey '^X' tell
            """;

    private static final String TERMINAL = """
            zmodload zsh/zpty
            try() {
                zpty shell zsh -o no_global_rcs -i
                zpty -r shell output '*ready *'
                zpty -w -n shell "$1"$'\\t\\C-x'
                while zpty -r shell output; do :; done
                zpty -d shell
                cat $ZDOTDIR/line && rm $ZDOTDIR/line
            }
            try 'parley re'
            try 'parley recv --c'
            try 'parley stat sysv-se'
            try 'parley rm sysv-queue:pro'
            try 'parley completion z'
            """;

    @TempDir
    Path folder;

    @Test
    void bashCompletesVerbsOptionsSchemesAndPaths() {
        String script =
                "touch progfile; source <(parley completion bash); complete -p parley > /dev/null || echo none\n"
                        + "try() { COMP_LINE=$1; COMP_POINT=${#1}; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=()\n"
                        + "_parley 2> /dev/null; echo \"${COMPREPLY[@]}\"; }\n"
                        + "try 'parley re' parley re\n"
                        + "try 'parley recv --c' parley recv --c\n"
                        + "try 'parley stat sysv-s' parley stat sysv-s\n"
                        + "try 'parley rm sysv-queue:pro' parley rm sysv-queue : pro\n";
        assertThat(assertSucceeds(Tool.shell(folder, script)).output())
                .isEqualTo("recv\n--cstring\nsysv-sem: sysv-shm:\nprogfile\n");
    }

    /** Whether somebody's start-up file has set completion up already or not. */
    @ParameterizedTest
    @ValueSource(strings = {"", "autoload -Uz compinit && compinit -i -D\n"})
    void zshCompletesVerbsOptionsSchemesAndPaths(String before) throws IOException {
        assumeThat(Tool.shell(folder, "command -v zsh").status())
                .as("there is no zsh on the PATH")
                .isZero();
        Files.writeString(folder.resolve(".zshrc"), before + SHELL_ON_A_TERMINAL);
        Files.writeString(folder.resolve("terminal"), TERMINAL);
        String script = "touch progfile; parley completion zsh > completion; ZDOTDIR=$PWD zsh -f terminal";
        assertThat(assertSucceeds(Tool.shell(folder, script)).output()).isEqualTo("""
                        parley recv |
                        parley recv --cstring |
                        parley stat sysv-sem:|
                        parley rm sysv-queue:progfile |
                        parley completion zsh |
                        """);
    }
}
