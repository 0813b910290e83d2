/*
 * Sends one message to the System V queue of a file and a project number.
 *
 *   sysv_queue_send PATH PROJ TYPE TEXT [--exact]
 *
 * As many programs do, it passes the size of the whole structure where the
 * kernel wants the size of the text alone, so the message carries
 * sizeof(struct msg_buffer) = 112 bytes (on 64-bit machines) of which the
 * text up to the first NUL is meant.  --exact sends the text alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

struct msg_buffer {
	long msg_type;
	char msg_text[100];
};

int main(int argc, char *argv[])
{
	/* Twice the room: what is sent reaches past the end of one. */
	static struct msg_buffer message[2];
	size_t size = sizeof(message[0]);
	key_t key;
	int msgid;

	if (argc < 5 || strlen(argv[4]) >= sizeof(message[0].msg_text)) {
		fprintf(stderr, "usage: sysv_queue_send PATH PROJ TYPE TEXT [--exact]\n");
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
	message[0].msg_type = atol(argv[3]);
	strcpy(message[0].msg_text, argv[4]);
	if (argc > 5 && strcmp(argv[5], "--exact") == 0)
		size = strlen(argv[4]);
	printf("ready\n");
	fflush(stdout);
	if (msgsnd(msgid, message, size, 0) == -1) {
		perror("msgsnd");
		return 1;
	}
	printf("sent type=%ld size=%zu text=%s\n", message[0].msg_type, size, argv[4]);
	return 0;
}
