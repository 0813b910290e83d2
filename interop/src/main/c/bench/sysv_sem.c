/*
 * sysv-sem: a set of two semaphores, both 0 at first.  The client adds 1 to
 * number 0 and waits for number 1; the server does the reverse.  There is no
 * message, so only round trips are measured, and to end is to remove the set.
 */
#include "bench.h"
#include <errno.h>
#include <sys/ipc.h>
#include <sys/sem.h>

static void get(struct link *link)
{
	link->id = semget(sysv_key(link->address), 2, sysv_flags(link));
	if (link->id == -1)
		die("semget");
}

/* A first operation tells a careful client that the values are as they shall be. */
static void sem_create(struct link *link)
{
	struct sembuf is_zero = {.sem_num = 0, .sem_op = 0, .sem_flg = IPC_NOWAIT};

	get(link);
	if (semop(link->id, &is_zero, 1) == -1)
		die("semop");
}

static void sem_open_side(struct link *link)
{
	if (link->address != NULL && link->side == CLIENT)
		get(link);
}

/* Returns 0 when the set is gone. */
static int add(const struct link *link, int number, int value)
{
	struct sembuf operation = {.sem_num = number, .sem_op = value, .sem_flg = 0};

	while (semop(link->id, &operation, 1) == -1) {
		if (errno == EIDRM || errno == EINVAL)
			return 0;
		if (errno != EINTR)
			die("semop");
	}
	return 1;
}

static void sem_remove(const struct link *link)
{
	semctl(link->id, 0, IPC_RMID);
}

static void sem_send(struct link *link, const char *message)
{
	if (message[0] == QUIT)
		sem_remove(link);
	else
		add(link, link->side == CLIENT ? 0 : 1, 1);
}

static int sem_receive(struct link *link, char *message)
{
	(void)message;
	return add(link, link->side == CLIENT ? 1 : 0, -1);
}

const struct mechanism sysv_sem_mechanism = {
	"sysv-sem", sem_create, sem_open_side, sem_send, sem_receive, sem_remove,
};
