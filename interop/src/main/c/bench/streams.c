/*
 * pipe, fifo, unix and tcp all carry bytes: a message is SIZE of them.
 */
#include "bench.h"
#include <errno.h>
#include <unistd.h>

void stream_send(struct link *link, const char *message)
{
	size_t done = 0;
	ssize_t n;

	while (done < link->size) {
		n = write(link->out, message + done, link->size - done);
		if (n == -1 && errno != EINTR)
			die("write");
		if (n > 0)
			done += n;
	}
}

int stream_receive(struct link *link, char *message)
{
	size_t done = 0;
	ssize_t n;

	while (done < link->size) {
		n = read(link->in, message + done, link->size - done);
		if (n == 0)
			return 0;
		if (n == -1 && errno != EINTR)
			die("read");
		if (n > 0)
			done += n;
	}
	return 1;
}
