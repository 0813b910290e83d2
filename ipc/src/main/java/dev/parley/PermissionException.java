package dev.parley;

/** This process may not do that: the object's mode, or a missing capability. */
public class PermissionException extends IpcException {
    private static final long serialVersionUID = 1;

    /** See {@link IpcException#IpcException}. */
    public PermissionException(String operation, String object, String errno, int number, String sentence) {
        super(operation, object, errno, number, sentence);
    }
}
