/*
 * Reads a pipe until the last writer closes it and prints what came.
 *
 *   pipe_reader [FD]              FD defaults to standard input
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	int fd = argc > 1 ? atoi(argv[1]) : STDIN_FILENO;
	char buffer[4096];
	size_t total = 0;
	ssize_t n;

	printf("ready\n");
	fflush(stdout);
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
