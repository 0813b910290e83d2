/*
 * Writes a text to the start of the System V shared memory of a file and a
 * project number.
 *
 *   sysv_shm_write PATH PROJ SIZE [TEXT]      makes it when it is not there
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int main(int argc, char *argv[])
{
	const char *text = argc > 4 ? argv[4] : "Hello, Shared Memory!";
	key_t key;
	int shmid;
	char *str;

	if (argc < 4 || strlen(text) >= strtoul(argv[3], NULL, 10)) {
		fprintf(stderr, "usage: sysv_shm_write PATH PROJ SIZE [TEXT]\n");
		return 1;
	}
	key = ftok(argv[1], atoi(argv[2]));
	if (key == -1) {
		perror("ftok");
		return 1;
	}
	shmid = shmget(key, strtoul(argv[3], NULL, 10), 0666 | IPC_CREAT);
	if (shmid == -1) {
		perror("shmget");
		return 1;
	}
	str = shmat(shmid, NULL, 0);
	if (str == (char *)-1) {
		perror("shmat");
		return 1;
	}
	strcpy(str, text);
	printf("wrote %s\n", str);
	if (shmdt(str) == -1) {
		perror("shmdt");
		return 1;
	}
	return 0;
}
