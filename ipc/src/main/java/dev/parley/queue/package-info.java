/**
 * Message queues that the kernel keeps: messages stay whole, and outlive the processes that sent them.
 *
 * <p>{@link dev.parley.queue.SysvQueue} is the System V queue of sysvipc(7): messages have a type, and a receiver
 * chooses by it.
 */
package dev.parley.queue;
