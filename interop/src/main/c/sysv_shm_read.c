/*
 * Prints the text at the start of the System V shared memory of a file and a
 * project number.
 *
 *   sysv_shm_read PATH PROJ SIZE [--remove]   SIZE 0 opens any size
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

int main(int argc, char *argv[])
{
	struct shmid_ds status;
	key_t key;
	int shmid;
	char *str;

	if (argc < 4) {
		fprintf(stderr, "usage: sysv_shm_read PATH PROJ SIZE [--remove]\n");
		return 1;
	}
	key = ftok(argv[1], atoi(argv[2]));
	if (key == -1) {
		perror("ftok");
		return 1;
	}
	shmid = shmget(key, strtoul(argv[3], NULL, 10), 0);
	if (shmid == -1) {
		perror("shmget");
		return 1;
	}
	str = shmat(shmid, NULL, SHM_RDONLY);
	if (str == (char *)-1) {
		perror("shmat");
		return 1;
	}
	if (shmctl(shmid, IPC_STAT, &status) == -1) {
		perror("shmctl");
		return 1;
	}
	printf("read %.*s\n", (int)status.shm_segsz, str);
	printf("size=%zu nattch=%lu\n", (size_t)status.shm_segsz,
	       (unsigned long)status.shm_nattch);
	if (shmdt(str) == -1) {
		perror("shmdt");
		return 1;
	}
	if (argc > 4 && strcmp(argv[4], "--remove") == 0 &&
	    shmctl(shmid, IPC_RMID, NULL) == -1) {
		perror("shmctl");
		return 1;
	}
	return 0;
}
