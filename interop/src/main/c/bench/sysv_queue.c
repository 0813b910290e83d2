/*
 * sysv-queue: one queue; requests have type 1, replies type 2.
 *
 * A message is sent from where it is: new_message leaves room for the type.
 */
#include "bench.h"
#include <errno.h>
#include <sys/msg.h>

enum { REQUEST = 1, REPLY = 2 };

static void *with_type(char *message)
{
	return message - sizeof(long);
}

static void queue_create(struct link *link)
{
	link->id = msgget(sysv_key(link->address), sysv_flags(link));
	if (link->id == -1)
		die("msgget");
}

static void queue_open(struct link *link)
{
	if (link->address != NULL && link->side == CLIENT)
		queue_create(link);
}

static void queue_send(struct link *link, const char *message)
{
	long *typed = with_type((char *)message);

	*typed = link->side == CLIENT ? REQUEST : REPLY;
	while (msgsnd(link->id, typed, link->size, 0) == -1)
		if (errno != EINTR)
			die(errno == EINVAL ? "msgsnd (is --size over kernel.msgmax?)" : "msgsnd");
}

static int queue_receive(struct link *link, char *message)
{
	long type = link->side == CLIENT ? REPLY : REQUEST;

	while (msgrcv(link->id, with_type(message), link->size, type, 0) == -1) {
		if (errno == EIDRM)
			return 0;
		if (errno != EINTR)
			die("msgrcv");
	}
	return 1;
}

static void queue_remove(const struct link *link)
{
	msgctl(link->id, IPC_RMID, NULL);
}

const struct mechanism sysv_queue_mechanism = {
	"sysv-queue", queue_create, queue_open, queue_send, queue_receive, queue_remove,
};
