/*
 * sysv-shm: two rings in one segment, one process spinning on each.
 *
 * The segment holds the request ring and, RING bytes behind it, the reply
 * ring.  Numbers are 64 bits in the machine's order:
 *
 *   ring + 0                   consumed: how many messages the reader took
 *   ring + 128 + i * STRIDE    slot i: sequence (8 bytes), then SIZE bytes
 *
 *   STRIDE = 8 + SIZE, rounded up to 64
 *   SLOTS  = largest power of two with SLOTS * STRIDE <= 1 MiB, but not under
 *            16 and not over 1024
 *   RING   = 128 + SLOTS * STRIDE, rounded up to 128
 *
 * Message n = 1, 2, 3... uses slot (n - 1) mod SLOTS.  The writer waits until
 * n - consumed <= SLOTS, looking at the shared number only when the value it
 * remembers does not do; it copies SIZE bytes in and stores sequence = n with
 * release.  The reader loads the sequence with acquire until it is n, copies
 * SIZE bytes out and stores consumed = n with release.  Both pause the CPU
 * between two looks and never sleep.
 */
#include "bench.h"
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

enum { HEADER = 128, LINE = 64, RING_BYTES = 1024 * 1024, MIN_SLOTS = 16, MAX_SLOTS = 1024 };

static size_t stride, slots;
static char *outgoing, *incoming;

static size_t round_up(size_t value, size_t unit)
{
	return (value + unit - 1) / unit * unit;
}

static size_t ring_size(size_t size)
{
	stride = round_up(8 + size, LINE);
	slots = MIN_SLOTS;
	while (slots < MAX_SLOTS && 2 * slots * stride <= RING_BYTES)
		slots *= 2;
	return round_up(HEADER + slots * stride, 128);
}

static void shm_create(struct link *link)
{
	size_t size = 2 * ring_size(link->size);

	link->id = shmget(sysv_key(link->address), size, sysv_flags(link));
	if (link->id == -1)
		die("shmget");
}

static void shm_open_side(struct link *link)
{
	size_t ring = ring_size(link->size);

	if (link->address != NULL && link->side == CLIENT)
		shm_create(link);
	link->memory = shmat(link->id, NULL, 0);
	if (link->memory == (void *)-1)
		die("shmat");
	outgoing = (char *)link->memory + (link->side == CLIENT ? 0 : ring);
	incoming = (char *)link->memory + (link->side == CLIENT ? ring : 0);
}

static char *slot(char *ring, uint64_t n)
{
	return ring + HEADER + ((n - 1) & (slots - 1)) * stride;
}

static void shm_send(struct link *link, const char *message)
{
	uint64_t n = ++link->sent;
	char *target = slot(outgoing, n);

	while (n - link->known > slots) {
		link->known = __atomic_load_n((uint64_t *)outgoing, __ATOMIC_ACQUIRE);
		if (n - link->known > slots)
			relax();
	}
	memcpy(target + 8, message, link->size);
	__atomic_store_n((uint64_t *)target, n, __ATOMIC_RELEASE);
}

static int shm_receive(struct link *link, char *message)
{
	uint64_t n = ++link->received;
	char *source = slot(incoming, n);

	while (__atomic_load_n((uint64_t *)source, __ATOMIC_ACQUIRE) != n)
		relax();
	memcpy(message, source + 8, link->size);
	__atomic_store_n((uint64_t *)incoming, n, __ATOMIC_RELEASE);
	return 1;
}

static void shm_remove(const struct link *link)
{
	shmctl(link->id, IPC_RMID, NULL);
}

const struct mechanism sysv_shm_mechanism = {
	"sysv-shm", shm_create, shm_open_side, shm_send, shm_receive, shm_remove,
};
