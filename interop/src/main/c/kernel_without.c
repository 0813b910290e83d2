/*
 * kernel_without CALL ERRNO PROGRAM [ARGUMENT...]
 *
 * Runs a program on a kernel that refuses one system call, msgget or socket, with an error number: as a kernel does that was
 * built without it.
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	if (argc < 4) {
		fprintf(stderr, "usage: %s msgget|socket ERRNO PROGRAM [ARGUMENT...]\n", argv[0]);
		return 2;
	}
	unsigned int call = strcmp(argv[1], "msgget") == 0 ? SYS_msgget : SYS_socket;
	unsigned int error = strtoul(argv[2], NULL, 10) & SECCOMP_RET_DATA;
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { .len = sizeof filter / sizeof *filter, .filter = filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1) {
		perror("prctl");
		return 3;
	}
	execvp(argv[3], argv + 3);
	perror("execvp");
	return 127;
}
