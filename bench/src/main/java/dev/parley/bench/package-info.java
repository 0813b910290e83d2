/**
 * Two processes, one mechanism, a message to and fro.
 *
 * <p>Each mechanism has a class that does with the library exactly what its C counterpart does with system calls: same
 * bytes, same copies, same layout of shared memory, same command line. So either end can be either language. A
 * {@link dev.parley.bench.Suite} starts the two ends, pinned to CPUs, lets the peers take turns, and gives rows.
 *
 * <p>Within the package: {@code Bench} and its implementations are one end of a conversation, {@code Worker} is the program
 * that is started for it, {@code Measurement} its clock. {@code Workshop}, {@code Conversation} and {@code Started} start and
 * end the two programs, {@code Load} and {@link dev.parley.bench.Calibration} say whether the machine was fit to measure on.
 */
package dev.parley.bench;
