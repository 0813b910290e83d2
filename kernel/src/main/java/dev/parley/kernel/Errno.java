package dev.parley.kernel;

/**
 * The error numbers of Linux that a call used here can return, each with a sentence for people. See errno(3).
 *
 * <p>The numbers are the same on x86-64 and aarch64.
 */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or object"),
    ESRCH(3, "no such process"),
    EINTR(4, "interrupted by a signal"),
    EIO(5, "input/output error"),
    ENXIO(6, "nobody is on the other side"),
    E2BIG(7, "too long"),
    ENOEXEC(8, "not an executable format"),
    EBADF(9, "the descriptor is not open for this"),
    ECHILD(10, "no such child process"),
    EAGAIN(11, "would have to wait"),
    ENOMEM(12, "not enough memory"),
    EACCES(13, "permission denied"),
    EFAULT(14, "the memory is not mapped"),
    ENOTBLK(15, "a block device is needed"),
    EBUSY(16, "in use"),
    EEXIST(17, "exists already"),
    EXDEV(18, "on another file system"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "the system's table of open files is full: raise fs.file-max"),
    EMFILE(24, "this process has too many open descriptors: raise RLIMIT_NOFILE (ulimit -n)"),
    ENOTTY(25, "not possible on this kind of descriptor"),
    ETXTBSY(26, "the program file is being written"),
    EFBIG(27, "beyond the largest size or index"),
    ENOSPC(28, "no room left"),
    ESPIPE(29, "a pipe or socket has no position"),
    EROFS(30, "the file system is read-only"),
    EMLINK(31, "too many links"),
    EPIPE(32, "nobody reads on the other side any more"),
    EDOM(33, "outside the function's domain"),
    ERANGE(34, "value out of range"),
    EDEADLK(35, "waiting would be a deadlock"),
    ENAMETOOLONG(36, "the name is too long"),
    ENOLCK(37, "no locks left"),
    ENOSYS(38, "this kernel has no such call"),
    ENOTEMPTY(39, "the directory is not empty"),
    ELOOP(40, "too many symbolic links"),
    ENOMSG(42, "no message of the wanted type"),
    EIDRM(43, "the object was removed"),
    ENOSTR(60, "not a stream"),
    ENODATA(61, "no data"),
    ETIME(62, "timer expired"),
    ENONET(64, "the machine is not on the network"),
    EPROTO(71, "protocol error"),
    EOVERFLOW(75, "value too large for its type"),
    EILSEQ(84, "invalid byte sequence"),
    EUSERS(87, "too many users"),
    ENOTSOCK(88, "not a socket"),
    EDESTADDRREQ(89, "a destination address is needed"),
    EMSGSIZE(90, "the message is too long"),
    EPROTOTYPE(91, "the socket on the other side has another type"),
    ENOPROTOOPT(92, "no such socket option"),
    EPROTONOSUPPORT(93, "no such protocol"),
    ESOCKTNOSUPPORT(94, "no such socket type"),
    EOPNOTSUPP(95, "not supported here"),
    EPFNOSUPPORT(96, "no such protocol family"),
    EAFNOSUPPORT(97, "no such address family"),
    EADDRINUSE(98, "the address is in use"),
    EADDRNOTAVAIL(99, "this machine does not have that address"),
    ENETDOWN(100, "the network is down"),
    ENETUNREACH(101, "the network cannot be reached"),
    ENETRESET(102, "the network dropped the connection"),
    ECONNABORTED(103, "the connection was aborted"),
    ECONNRESET(104, "the other side reset the connection"),
    ENOBUFS(105, "no buffer space"),
    EISCONN(106, "connected already"),
    ENOTCONN(107, "not connected"),
    ESHUTDOWN(108, "sending was shut down"),
    ETOOMANYREFS(109, "too many descriptors in flight"),
    ETIMEDOUT(110, "timed out"),
    ECONNREFUSED(111, "nobody listens there"),
    EHOSTDOWN(112, "the host is down"),
    EHOSTUNREACH(113, "no route to the host"),
    EALREADY(114, "already under way"),
    EINPROGRESS(115, "under way"),
    ESTALE(116, "stale file handle"),
    EDQUOT(122, "disk quota exceeded"),
    ECANCELED(125, "cancelled"),
    EOWNERDEAD(130, "the owner died"),
    ENOTRECOVERABLE(131, "the state cannot be recovered");

    private static final Errno[] BY_NUMBER = new Errno[256];

    static {
        for (Errno errno : values()) {
            BY_NUMBER[errno.number] = errno;
        }
    }

    private final int number;
    private final String sentence;

    Errno(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** The number as C's {@code errno} holds it. */
    public int number() {
        return number;
    }

    /** What happened, in a few words. */
    public String sentence() {
        return sentence;
    }

    /** Whether a call returned this error. */
    public boolean is(long result) {
        return result == -number;
    }

    /** What a call returns for this error. */
    public int result() {
        return -number;
    }

    /**
     * The error a call returned.
     *
     * @param result a negative result
     * @return the error, or null for a number that no call used here is documented to return
     */
    public static Errno of(long result) {
        return result < 0 && result > -BY_NUMBER.length ? BY_NUMBER[(int) -result] : null;
    }
}
