/**
 * Stream sockets: bytes in both directions between two processes. See unix(7) and tcp(7).
 *
 * <p>On one machine, {@link dev.parley.socket.UnixSocket}: named by a path whose file mode says who may connect, or by an
 * abstract name, and the kernel vouches for who is on the other side. Across machines, {@link dev.parley.socket.TcpSocket}.
 * Both are a {@link dev.parley.ByteStream}, and both have a server that accepts them.
 */
package dev.parley.socket;
