/*
 * What a socket program does instead of sending one text:
 *
 *   --records     writes records for ever, as record_writer does
 *   --echo        sends back whatever comes
 */
#ifndef SOCKET_TALK_H
#define SOCKET_TALK_H

#include "talk.h"

static int echo(int fd)
{
	char buffer[4096];
	ssize_t n, written, done;

	signal(SIGPIPE, SIG_IGN);
	while ((n = read(fd, buffer, sizeof(buffer))) > 0) {
		for (done = 0; done < n; done += written) {
			written = write(fd, buffer + done, n - done);
			if (written == -1) {
				perror("write");
				return 1;
			}
		}
	}
	return n == -1;
}

/* The exit status, or -1 when the argument is a text after all. */
static int socket_talk(int fd, const char *argument)
{
	if (strcmp(argument, "--records") == 0)
		return write_records(fd);
	if (strcmp(argument, "--echo") == 0)
		return echo(fd);
	return -1;
}

#endif
