/**
 * Standard output as it is: {@code Output} writes to it, {@code Style} knows what it can show, {@code Progress} speaks only to
 * a terminal.
 */
package dev.parley.cli.terminal;
