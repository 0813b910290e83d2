/*
 * Opens a FIFO for reading, which waits for a writer, and prints what comes
 * until the last writer leaves.
 *
 *   fifo_reader PATH              makes the FIFO when it is not there
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	char buffer[4096];
	size_t total = 0;
	ssize_t n;
	int fd;

	if (argc < 2) {
		fprintf(stderr, "usage: fifo_reader PATH\n");
		return 1;
	}
	if (mkfifo(argv[1], 0666) == -1 && errno != EEXIST) {
		perror("mkfifo");
		return 1;
	}
	printf("ready\n");
	fflush(stdout);
	fd = open(argv[1], O_RDONLY);
	if (fd == -1) {
		perror("open");
		return 1;
	}
	while ((n = read(fd, buffer, sizeof(buffer))) > 0) {
		fwrite(buffer, 1, n, stdout);
		total += n;
	}
	if (n == -1) {
		perror("read");
		return 1;
	}
	printf("\nend after %zu bytes\n", total);
	close(fd);
	return 0;
}
