/**
 * What every mechanism shares: handles, byte streams, descriptors, credentials, System V keys, addresses, and errors.
 *
 * <p>The rules that hold everywhere:
 * <ul>
 *   <li><b>Verbs.</b> {@code open}, {@code create}, {@code openOrCreate}; {@code send} and {@code receive} for messages,
 *       {@code read} and {@code write} for bytes; {@code close} lets go of a handle, {@code remove} destroys an object that
 *       would outlive the process.
 *   <li><b>Waiting.</b> A form without a timeout waits for ever. A form with a {@link java.time.Duration} throws
 *       {@link dev.parley.TimedOutException} when it passes; zero or less means one attempt. A {@code try} form does not
 *       throw for want of time: it returns an empty outcome.
 *   <li><b>Interrupt.</b> A thread that is interrupted while it waits gets {@link java.io.InterruptedIOException}; its
 *       interrupt status stays set and the handle stays open.
 *   <li><b>Close.</b> Closing a handle wakes whoever waits on it with
 *       {@link java.nio.channels.AsynchronousCloseException}; using it afterwards is
 *       {@link java.nio.channels.ClosedChannelException}. Closing twice does nothing.
 *   <li><b>Threads.</b> Every handle may be used by any number of threads, platform or virtual. A waiting virtual thread
 *       does not hold its carrier.
 *   <li><b>Errors.</b> {@link dev.parley.IpcException} says operation, object, error and remedy in one line. Misuse by the
 *       caller is {@link java.lang.IllegalArgumentException} or {@link java.lang.IllegalStateException}.
 * </ul>
 */
package dev.parley;
