package dev.parley;

/** An object of that name, key or address exists already, and a new one was asked for. */
public class AlreadyExistsException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public AlreadyExistsException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
