/**
 * How fast two processes talk through this library, measured beside the same conversation in C.
 *
 * <p>{@link dev.parley.bench.Suite} is the way in. Not published.
 */
module dev.parley.bench {
    requires dev.parley;

    exports dev.parley.bench;
}
