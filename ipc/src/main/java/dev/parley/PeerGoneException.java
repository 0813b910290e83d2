package dev.parley;

/** Nobody is on the other end: it closed, died, or was never there. */
public class PeerGoneException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public PeerGoneException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
