/*
 * Writes records of 512 bytes for ever, each filled with its own number, until
 * nobody reads any more (EPIPE) or it is killed.
 *
 *   record_writer [FD|PATH]       FD defaults to standard output; a PATH is
 *                                 a FIFO, opened when a reader comes
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORDS (512 / sizeof(uint32_t))

int main(int argc, char *argv[])
{
	uint32_t record[WORDS];
	uint32_t number;
	int fd = STDOUT_FILENO;
	size_t i;

	signal(SIGPIPE, SIG_IGN);
	if (argc > 1)
		fd = strchr(argv[1], '/') ? open(argv[1], O_WRONLY) : atoi(argv[1]);
	if (fd == -1) {
		perror("open");
		return 1;
	}
	for (number = 0;; number++) {
		for (i = 0; i < WORDS; i++)
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
