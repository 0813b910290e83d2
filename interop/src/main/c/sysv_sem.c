/*
 * One operation on the System V semaphore set of a file and a project number.
 *
 *   sysv_sem PATH PROJ create V0 V1...     a new set with these values
 *   sysv_sem PATH PROJ wait I [--undo]     subtract 1 from number I
 *   sysv_sem PATH PROJ post I [--undo]     add 1 to number I
 *   sysv_sem PATH PROJ zero I              wait until number I is 0
 *   sysv_sem PATH PROJ hold I [--undo]     wait, then sleep until killed
 *   sysv_sem PATH PROJ values              print all values
 *   sysv_sem PATH PROJ remove              destroy the set
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

#define MAX_VALUES 64

/* semctl's last argument; the caller has to declare it, see semctl(2) */
union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

static int create(key_t key, int n, char *values[])
{
	unsigned short initial[MAX_VALUES];
	union semun argument;
	int semid, i;

	if (n < 1 || n > MAX_VALUES) {
		fprintf(stderr, "create wants 1 to %d values\n", MAX_VALUES);
		return 1;
	}
	semid = semget(key, n, 0666 | IPC_CREAT | IPC_EXCL);
	if (semid == -1) {
		perror("semget");
		return 1;
	}
	for (i = 0; i < n; i++)
		initial[i] = atoi(values[i]);
	argument.array = initial;
	if (semctl(semid, 0, SETALL, argument) == -1) {
		perror("semctl SETALL");
		return 1;
	}
	printf("created n=%d\n", n);
	return 0;
}

static int print_values(int semid)
{
	unsigned short values[MAX_VALUES];
	struct semid_ds status;
	union semun argument;
	size_t i;

	argument.buf = &status;
	if (semctl(semid, 0, IPC_STAT, argument) == -1) {
		perror("semctl IPC_STAT");
		return 1;
	}
	argument.array = values;
	if (status.sem_nsems > MAX_VALUES || semctl(semid, 0, GETALL, argument) == -1) {
		perror("semctl GETALL");
		return 1;
	}
	printf("values");
	for (i = 0; i < status.sem_nsems; i++)
		printf(" %d", values[i]);
	printf("\n");
	return 0;
}

static int remove_set(int semid)
{
	if (semctl(semid, 0, IPC_RMID) == -1) {
		perror("semctl IPC_RMID");
		return 1;
	}
	printf("removed\n");
	return 0;
}

static int operate(int semid, int number, int value, const char *undo)
{
	struct sembuf operation;

	operation.sem_num = number;
	operation.sem_op = value;
	operation.sem_flg = undo != NULL && strcmp(undo, "--undo") == 0 ? SEM_UNDO : 0;
	printf("ready\n");
	fflush(stdout);
	if (semop(semid, &operation, 1) == -1) {
		perror("semop");
		return 1;
	}
	printf("done value=%d\n", semctl(semid, number, GETVAL));
	fflush(stdout);
	return 0;
}

int main(int argc, char *argv[])
{
	const char *verb = argc > 3 ? argv[3] : "";
	int number = argc > 4 ? atoi(argv[4]) : 0;
	const char *undo = argc > 5 ? argv[5] : NULL;
	key_t key;
	int semid;

	if (argc < 4) {
		fprintf(stderr, "usage: sysv_sem PATH PROJ VERB [ARGUMENTS]\n");
		return 1;
	}
	key = ftok(argv[1], atoi(argv[2]));
	if (key == -1) {
		perror("ftok");
		return 1;
	}
	if (strcmp(verb, "create") == 0)
		return create(key, argc - 4, argv + 4);
	semid = semget(key, 0, 0);
	if (semid == -1) {
		perror("semget");
		return 1;
	}
	if (strcmp(verb, "values") == 0)
		return print_values(semid);
	if (strcmp(verb, "remove") == 0)
		return remove_set(semid);
	if (strcmp(verb, "wait") == 0)
		return operate(semid, number, -1, undo);
	if (strcmp(verb, "post") == 0)
		return operate(semid, number, 1, undo);
	if (strcmp(verb, "zero") == 0)
		return operate(semid, number, 0, undo);
	if (strcmp(verb, "hold") == 0) {
		if (operate(semid, number, -1, undo) != 0)
			return 1;
		for (;;)
			pause();
	}
	fprintf(stderr, "unknown verb %s\n", verb);
	return 1;
}
