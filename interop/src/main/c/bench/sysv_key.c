#include "bench.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>

int sysv_key(const char *address)
{
	const char *mark;
	char *path;
	key_t key;

	if (address == NULL)
		return IPC_PRIVATE;
	if (strncmp(address, "0x", 2) == 0)
		return (int)strtoul(address, NULL, 16);
	mark = strrchr(address, '#');
	if (mark == NULL) {
		fprintf(stderr, "bench: a System V address is PATH#PROJ or 0xHEX: %s\n", address);
		exit(1);
	}
	path = strndup(address, mark - address);
	key = ftok(path, atoi(mark + 1));
	if (key == -1)
		die(path);
	free(path);
	return key;
}

/* A server makes a new object and refuses to measure in somebody else's. */
int sysv_flags(const struct link *link)
{
	return link->side == SERVER || link->address == NULL ? IPC_CREAT | IPC_EXCL | 0600 : 0;
}
