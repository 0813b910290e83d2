/*
 * Receives one message from the System V queue of a file and a project
 * number, waiting for it.
 *
 *   sysv_queue_receive PATH PROJ TYPE [--remove]
 *
 * TYPE is the selector of msgrcv(2): 0 the first message, N the first of
 * type N, -N the lowest type up to N.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

struct msg_buffer {
	long msg_type;
	char msg_text[8192];
};

int main(int argc, char *argv[])
{
	static struct msg_buffer message;
	key_t key;
	int msgid;
	ssize_t n;

	if (argc < 4) {
		fprintf(stderr, "usage: sysv_queue_receive PATH PROJ TYPE [--remove]\n");
		return 1;
	}
	key = ftok(argv[1], atoi(argv[2]));
	if (key == -1) {
		perror("ftok");
		return 1;
	}
	msgid = msgget(key, 0666 | IPC_CREAT);
	if (msgid == -1) {
		perror("msgget");
		return 1;
	}
	printf("ready\n");
	fflush(stdout);
	n = msgrcv(msgid, &message, sizeof(message.msg_text), atol(argv[3]), 0);
	if (n == -1) {
		perror("msgrcv");
		return 1;
	}
	printf("received type=%ld size=%zd text=%.*s\n", message.msg_type, n,
	       (int)n, message.msg_text);
	if (argc > 4 && strcmp(argv[4], "--remove") == 0 &&
	    msgctl(msgid, IPC_RMID, NULL) == -1) {
		perror("msgctl");
		return 1;
	}
	return 0;
}
