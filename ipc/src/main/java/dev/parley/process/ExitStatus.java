package dev.parley.process;

/** How a process ended. See waitid(2). */
public sealed interface ExitStatus {
    /** It ended by itself. */
    record Exited(int code) implements ExitStatus {
        @Override
        public String toString() {
            return "exit " + code;
        }
    }

    /** A signal ended it. */
    record Killed(int signal) implements ExitStatus {
        @Override
        public String toString() {
            return "killed by signal " + signal;
        }
    }

    /** Whether it ended by itself with code 0. */
    default boolean isSuccess() {
        return this instanceof Exited(int code) && code == 0;
    }

    /** As a shell's {@code $?} has it: the code, or 128 and the signal. */
    default int shellStatus() {
        return switch (this) {
            case Exited(int code) -> code;
            case Killed(int signal) -> 128 + signal;
        };
    }
}
