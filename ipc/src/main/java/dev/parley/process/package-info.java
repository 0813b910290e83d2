/**
 * Child processes with chosen descriptors. See posix_spawn(3) and pidfd_open(2).
 *
 * <p>Where {@link java.lang.ProcessBuilder} connects three streams, a {@link dev.parley.process.Child} gets any descriptor
 * at any number, and nothing else.
 */
package dev.parley.process;
