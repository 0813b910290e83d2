/**
 * The system calls Parley stands on, one class per man-page family. Not API.
 *
 * <p><b>Convention.</b> A method has the man page's name and Linux's own way of returning: a value {@code >= 0}, or
 * {@code -errno}. Nothing here throws for a failed call and nothing allocates; whoever knows which object the call was
 * about turns the number into an exception.
 *
 * <p><b>Blocking.</b> {@link dev.parley.kernel.Resource} counts who is inside a call on an object, so that closing it
 * wakes them and nobody finds a reused number. How a thread waits depends on what it is: see
 * {@link dev.parley.kernel.Blocker} for platform threads, {@link dev.parley.kernel.Poller} and
 * {@link dev.parley.kernel.Helpers} for virtual ones.
 *
 * <p><b>Truth.</b> Every {@code public static final int} in capitals is a C macro and every {@code StructLayout} is a C
 * struct of the same name; a test compiles a C program that asserts all of them, for x86-64 and for aarch64.
 */
package dev.parley.kernel;
