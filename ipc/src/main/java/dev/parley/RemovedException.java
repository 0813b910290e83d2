package dev.parley;

/** The object was removed while this process held it. The handle is of no further use. */
public class RemovedException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public RemovedException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
