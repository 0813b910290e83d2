package dev.parley.kernel;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The door to the C library: links functions, and reads the {@code errno} they leave.
 *
 * <p>{@code errno} is captured into memory of the calling thread, so that neither another thread nor the JVM itself can
 * overwrite it between the call and the look at it.
 */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
    private static final GroupLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CALL_STATE.byteOffset(groupElement("errno"));
    private static final ThreadLocal<MemorySegment> STATE = ThreadLocal.withInitial(CallStates::next);

    private Libc() {}

    /** Links a function that reports failure as -1 and {@code errno}; its handle takes {@link #state()} first. */
    static MethodHandle call(String symbol, MemoryLayout result, MemoryLayout... arguments) {
        return link(symbol, FunctionDescriptor.of(result, arguments), CAPTURE_ERRNO);
    }

    /** As {@link #call}, for a function declared with {@code ...} after its first {@code fixed} arguments. */
    static MethodHandle variadic(String symbol, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return link(
                symbol, FunctionDescriptor.of(result, arguments), CAPTURE_ERRNO, Linker.Option.firstVariadicArg(fixed));
    }

    /**
     * Links syscall(2), whose handle takes {@link #state()}, the number as a {@code long}, and these arguments, for what the C
     * libraries do not wrap. Also for what a hot path calls: the C library's own read(2), for one, says before and
     * after that the thread may be cancelled now (pthreads(7)), which costs two atomic operations and nobody does.
     */
    static MethodHandle systemCall(MemoryLayout... arguments) {
        var all = new MemoryLayout[arguments.length + 1];
        all[0] = ValueLayout.JAVA_LONG;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return variadic("syscall", 1, ValueLayout.JAVA_LONG, all);
    }

    /** Links a function that does not use {@code errno}: it cannot fail, or returns its error number. */
    static MethodHandle plain(String symbol, MemoryLayout result, MemoryLayout... arguments) {
        return link(symbol, FunctionDescriptor.of(result, arguments));
    }

    /** As {@link #plain}, for a function whose result nobody wants. */
    static MethodHandle procedure(String symbol, MemoryLayout... arguments) {
        return link(symbol, FunctionDescriptor.ofVoid(arguments));
    }

    /** As {@link #procedure}, for one that is over at once: the JVM cannot stop a thread inside it, and enters it faster. */
    static MethodHandle critical(String symbol, MemoryLayout... arguments) {
        return link(symbol, FunctionDescriptor.ofVoid(arguments), Linker.Option.critical(false));
    }

    /** The address of a function or object, if this C library has it. */
    static Optional<MemorySegment> find(String symbol) {
        return SYMBOLS.find(symbol);
    }

    /** Where a captured call of this thread leaves {@code errno}. */
    static MemorySegment state() {
        return STATE.get();
    }

    /** Linux's own way of returning: the value itself, or {@code -errno} where the C library said -1. */
    static long result(long value, MemorySegment state) {
        return value != -1 ? value : -state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    /** As {@link #result(long, MemorySegment)} for functions that return {@code int}. */
    static int result(int value, MemorySegment state) {
        return value != -1 ? value : -state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    /** What a method handle threw: a misuse of memory goes on to the caller as it is, anything else cannot happen. */
    static Error unexpected(Throwable thrown) {
        if (thrown instanceof RuntimeException misuse) {
            throw misuse;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new AssertionError(thrown);
    }

    /** Gives native memory at an address a size and a life. */
    @SuppressWarnings("restricted")
    static MemorySegment view(long address, long size, Arena arena, Runnable cleanup) {
        return MemorySegment.ofAddress(address).reinterpret(size, arena, ignored -> cleanup.run());
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String symbol, FunctionDescriptor function, Linker.Option... options) {
        MemorySegment address = SYMBOLS.find(symbol)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no such function: symbol=" + symbol));
        return LINKER.downcallHandle(address, function, options);
    }

    /** Hands each thread its own few bytes, cut from slabs that live as long as a thread uses a part of them. */
    private static final class CallStates {
        private static final int PER_SLAB = 256;
        private static MemorySegment slab;
        private static int used = PER_SLAB;

        static synchronized MemorySegment next() {
            if (used == PER_SLAB) {
                slab = Arena.ofAuto().allocate(CALL_STATE, PER_SLAB);
                used = 0;
            }
            return slab.asSlice(CALL_STATE.byteSize() * used++, CALL_STATE.byteSize());
        }
    }
}
