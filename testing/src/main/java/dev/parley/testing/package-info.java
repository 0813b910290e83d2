/**
 * Two-process tests without sleeps.
 *
 * <ul>
 *   <li>{@link dev.parley.testing.ChildJvm} and {@link dev.parley.testing.CProgram} start the other process; both give
 *       a {@link dev.parley.testing.Peer} that talks in lines.
 *   <li>{@link dev.parley.testing.Await} and {@link dev.parley.testing.Background} wait for a state of a process or a
 *       thread ("blocked in msgrcv").
 *   <li>{@link dev.parley.testing.LeakCheck} compares what the process holds before and after.
 * </ul>
 *
 * <p>Failures are {@link java.lang.AssertionError}s, so that any test framework reports them as such.
 */
package dev.parley.testing;
