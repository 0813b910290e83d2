package dev.parley;

/** A limit of the system, the process or the object: no room, too many, too long. The message says which. */
public class LimitException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public LimitException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
