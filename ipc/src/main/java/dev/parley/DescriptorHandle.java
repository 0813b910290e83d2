package dev.parley;

/** A handle that is a file descriptor, and so can be given to a child process. */
public interface DescriptorHandle extends Handle {
    /** The descriptor behind this handle; it stays this handle's. */
    Descriptor descriptor();
}
