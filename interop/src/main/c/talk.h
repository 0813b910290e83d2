/*
 * Conversations that last until the other side ends them or a signal ends the
 * program.  Both return the exit status of the program.
 */
#ifndef TALK_H
#define TALK_H

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Writes records of 512 bytes, each filled with its own number. */
static int write_records(int fd)
{
	uint32_t record[512 / sizeof(uint32_t)];
	uint32_t number;
	size_t i;

	signal(SIGPIPE, SIG_IGN);
	for (number = 0;; number++) {
		for (i = 0; i < sizeof(record) / sizeof(record[0]); i++)
			record[i] = number;
		if (write(fd, record, sizeof(record)) != sizeof(record))
			break;
	}
	if (errno != EPIPE) {
		perror("write");
		return 1;
	}
	return 0;
}

#endif
