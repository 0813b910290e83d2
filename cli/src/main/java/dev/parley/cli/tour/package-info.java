/**
 * The tour: two real processes talk over every mechanism, and one sees what each said.
 *
 * <p>A {@code Conversation} is one mechanism, both ways. Who is at the other end is a {@code Partner}: this tool in a second
 * JVM ({@code JavaPeers} are the programs it can be), or C programs that are compiled for the occasion; both understand the
 * same command lines, so a conversation does not care. {@code Place} is where they meet, and is gone afterwards.
 */
package dev.parley.cli.tour;
