/**
 * Waiting for other processes: semaphores, and what is built to say "now you".
 *
 * <p>{@link dev.parley.sync.SysvSemaphores} is the System V semaphore set of sysvipc(7): several counters, changed
 * together or not at all, and put right by the kernel when a process dies.
 */
package dev.parley.sync;
