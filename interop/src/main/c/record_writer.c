/*
 * Writes records of 512 bytes for ever, each filled with its own number, until
 * nobody reads any more (EPIPE) or it is killed.
 *
 *   record_writer [FD|PATH]       FD defaults to standard output; a PATH is
 *                                 a FIFO, opened when a reader comes
 */
#include "talk.h"
#include <fcntl.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
	int fd = STDOUT_FILENO;

	if (argc > 1)
		fd = strchr(argv[1], '/') ? open(argv[1], O_WRONLY) : atoi(argv[1]);
	if (fd == -1) {
		perror("open");
		return 1;
	}
	return write_records(fd);
}
