/**
 * Pipes and FIFOs: a stream of bytes in one direction, buffered by the kernel. See pipe(7) and fifo(7).
 *
 * <p>A {@link dev.parley.pipe.Pipe} connects related processes: whoever holds an end was given it. A
 * {@link dev.parley.pipe.Fifo} has a name in the file system, so any two processes can meet there. Both give the same two
 * kinds of end, {@link dev.parley.pipe.PipeSource} and {@link dev.parley.pipe.PipeSink}.
 */
package dev.parley.pipe;
