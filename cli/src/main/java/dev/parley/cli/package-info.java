/**
 * The tool: {@code parley VERB ...}.
 *
 * <p>Each verb is a class, {@code SendCommand} for {@code send}; {@code Verbs} lists them. {@code Main} runs the one that was
 * asked for and builds nothing of the others, so that the tool starts fast. {@code Failure} turns what went wrong into one
 * line and an exit code, {@code Interruption} ends a verb on a signal.
 */
package dev.parley.cli;
