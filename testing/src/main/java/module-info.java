/**
 * What tests that talk to other processes need: child JVMs, C programs compiled on the spot, waiting for events
 * instead of sleeping, and proof that nothing was left behind.
 */
module dev.parley.testing {
    requires java.management;
    requires jdk.management;

    exports dev.parley.testing;
}
