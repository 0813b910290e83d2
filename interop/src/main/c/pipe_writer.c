/*
 * Writes one text into a pipe.
 *
 *   pipe_writer [FD [TEXT]]       FD defaults to standard output
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	int fd = argc > 1 ? atoi(argv[1]) : STDOUT_FILENO;
	const char *text = argc > 2 ? argv[2] : "Hello, parent!";

	if (write(fd, text, strlen(text)) == -1) {
		perror("write");
		return 1;
	}
	if (close(fd) == -1) {
		perror("close");
		return 1;
	}
	if (fd != STDOUT_FILENO)
		printf("wrote %zu bytes\n", strlen(text));
	return 0;
}
