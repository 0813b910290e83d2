package dev.parley;

/** There is no such object: wrong name or key, not created yet, or removed before it was opened. */
public class NotFoundException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public NotFoundException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
