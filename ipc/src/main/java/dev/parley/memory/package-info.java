/**
 * Memory that several processes see at once.
 *
 * <p>{@link dev.parley.memory.SysvMemory} is the System V shared memory of sysvipc(7): found by key, kept by the kernel
 * until it is removed and nobody has it attached.
 */
package dev.parley.memory;
