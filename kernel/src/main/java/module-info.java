/**
 * Linux itself: system calls, struct layouts, descriptors and waiting.
 *
 * <p>The only module of Parley that calls native code, and therefore the only one that needs
 * {@code --enable-native-access}. It is not API: it is exported to its siblings alone.
 */
@SuppressWarnings("module") // the friends below are compiled after this module
module dev.parley.kernel {
    exports dev.parley.kernel to
            dev.parley,
            dev.parley.netlink,
            dev.parley.dbus;
}
