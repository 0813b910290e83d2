package dev.parley.cli;

/** Exit codes, fixed for scripts. 130 and 143 are left to signals. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int PARTIAL = 3;
    static final int UNSUPPORTED = 4;
    static final int TIMED_OUT = 124;

    private Exit() {}
}
