package dev.parley.endpoint;

import dev.parley.Address;

/** A kind of object was asked for something that no object of the kind can do. */
public final class UnsupportedVerbException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Says which verb, and which kind. */
    public UnsupportedVerbException(String verb, Address address) {
        super("there is no " + verb + " for " + address.scheme() + " addresses: address=" + address);
    }

    /** As {@link #UnsupportedVerbException(String, Address)}, with what to do instead. */
    public UnsupportedVerbException(String verb, Address address, String instead) {
        super("there is no " + verb + " for " + address.scheme() + " addresses, " + instead + ": address=" + address);
    }
}
