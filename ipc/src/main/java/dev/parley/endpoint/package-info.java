/**
 * Any mechanism by its address: the same program over a FIFO, a queue or a socket.
 *
 * <p>{@link dev.parley.endpoint.Endpoint} opens the sending or the receiving end of what an
 * {@link dev.parley.Address address} names, and makes, removes and describes objects. What only one mechanism can do is in
 * that mechanism's own package. Each scheme is a {@link dev.parley.endpoint.Scheme}; modules and users add theirs as services.
 */
package dev.parley.endpoint;
