package dev.parley;

/** The time a caller gave an operation passed first. The operation had no effect, unless it says otherwise. */
public class TimedOutException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public TimedOutException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
