package dev.parley;

/**
 * Who owns a System V object and what its mode is. See {@code struct ipc_perm} in sysvipc(7).
 *
 * @param key the key it is found under; {@link SysvKey#PRIVATE} if it has none, or was marked for removal
 * @param uid the owner
 * @param gid the owner's group
 * @param creatorUid who made it
 * @param creatorGid the group of who made it
 * @param mode the nine permission bits; execute has no meaning
 */
public record SysvPermissions(SysvKey key, int uid, int gid, int creatorUid, int creatorGid, int mode) {
    /** Owner-only: what every object is made with unless told otherwise. */
    public static final int OWNER_ONLY = 0600;
}
