package dev.parley;

import dev.parley.kernel.Errno;
import java.io.IOException;

/**
 * A call that the kernel or the peer refused: which operation, on which object, which error, and what to do about it where
 * there is something.
 *
 * <p>The message is one line, {@code OPERATION OBJECT: ERRNO: sentence}. The subclasses are the cases that callers treat
 * differently; everything else is this class itself.
 */
public class IpcException extends IOException {
    private static final long serialVersionUID = 1;

    private final String operation;
    private final String object;
    private final String errno;
    private final int number;

    /**
     * A failure of a mechanism outside this module; inside, {@link #of} chooses the class.
     *
     * @param operation the name of the call, as the man page or the protocol has it
     * @param object the address of what it was about
     * @param errno the error's name
     * @param number the error's number, 0 if it has none
     * @param sentence what happened and what to do
     */
    public IpcException(String operation, String object, String errno, int number, String sentence) {
        super(operation + " " + object + ": " + errno + ": " + sentence);
        this.operation = operation;
        this.object = object;
        this.errno = errno;
        this.number = number;
    }

    /** The call that failed, by its man page's name. */
    public String operation() {
        return operation;
    }

    /** The address of the object it was made on. */
    public String object() {
        return object;
    }

    /** The name of the error, such as {@code EACCES}. */
    public String errno() {
        return errno;
    }

    /** The number of the error, as C's {@code errno} has it. */
    public int number() {
        return number;
    }

    /**
     * The exception for an error number.
     *
     * @param operation the name of the call
     * @param object what it was about; its {@code toString()} is the address
     * @param number the error number, positive or negative
     */
    public static IpcException of(String operation, Object object, long number) {
        Errno errno = Errno.of(-Math.abs(number));
        return of(operation, object, number, errno == null ? "error number " + Math.abs(number) : errno.sentence());
    }

    /**
     * The exception for an error number, in the words of somebody who knows more about it than its number says.
     *
     * @param operation the name of the call
     * @param object what it was about; its {@code toString()} is the address
     * @param number the error number, positive or negative
     * @param sentence what happened and what to do
     */
    public static IpcException of(String operation, Object object, long number, String sentence) {
        int positive = (int) Math.abs(number);
        Errno errno = Errno.of(-positive);
        String name = errno == null ? "E" + positive : errno.name();
        String subject = object.toString();
        if (errno == null) {
            return new IpcException(operation, subject, name, positive, sentence);
        }
        return switch (errno) {
            case ENOENT, ESRCH -> new NotFoundException(operation, subject, name, positive, sentence);
            case EEXIST, EADDRINUSE -> new AlreadyExistsException(operation, subject, name, positive, sentence);
            case EIDRM -> new RemovedException(operation, subject, name, positive, sentence);
            case EACCES, EPERM -> new PermissionException(operation, subject, name, positive, sentence);
            case ENOSPC, ENOMEM, EMFILE, ENFILE, ENOBUFS, EDQUOT, EMSGSIZE, E2BIG, EAGAIN, ERANGE, EFBIG ->
                new LimitException(operation, subject, name, positive, sentence);
            case ETIMEDOUT -> new TimedOutException(operation, subject, name, positive, sentence);
            case EPIPE, ECONNRESET, ECONNREFUSED, ECONNABORTED, ENXIO, ENOTCONN ->
                new PeerGoneException(operation, subject, name, positive, sentence);
            default -> new IpcException(operation, subject, name, positive, sentence);
        };
    }
}
