/*
 * Prints the System V key of a file and a project number.
 *
 *   ftok PATH PROJ
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>

int main(int argc, char *argv[])
{
	key_t key;

	if (argc < 3) {
		fprintf(stderr, "usage: ftok PATH PROJ\n");
		return 1;
	}
	key = ftok(argv[1], atoi(argv[2]));
	if (key == -1) {
		perror("ftok");
		return 1;
	}
	printf("key=0x%08x\n", (unsigned int)key);
	return 0;
}
