/*
 * Opens a FIFO for writing, which waits for a reader, and writes one text.
 *
 *   fifo_writer PATH [TEXT]       makes the FIFO when it is not there
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	const char *text = argc > 2 ? argv[2] : "Hello, FIFO!";
	int fd;

	if (argc < 2) {
		fprintf(stderr, "usage: fifo_writer PATH [TEXT]\n");
		return 1;
	}
	if (mkfifo(argv[1], 0666) == -1 && errno != EEXIST) {
		perror("mkfifo");
		return 1;
	}
	printf("ready\n");
	fflush(stdout);
	fd = open(argv[1], O_WRONLY);
	if (fd == -1) {
		perror("open");
		return 1;
	}
	if (write(fd, text, strlen(text)) == -1) {
		perror("write");
		return 1;
	}
	printf("wrote %zu bytes\n", strlen(text));
	close(fd);
	return 0;
}
