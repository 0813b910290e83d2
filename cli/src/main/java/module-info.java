/**
 * The tool {@code parley}: Linux inter-process communication from a shell.
 *
 * <p>Nothing here is an API; what scripts may rely on is in docs/tool.md.
 */
module dev.parley.cli {
    requires dev.parley;
    requires dev.parley.bench;
    requires info.picocli;
    requires org.apache.commons.jexl3;
    requires tools.jackson.core;
}
