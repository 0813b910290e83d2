/*
 * Prints what a program was given by its parent: arguments, working
 * directory, environment, process group, open descriptors, signal mask and
 * signal dispositions.  One line an item, sorted by number.
 *
 *   child_report [ARGUMENTS]      then waits for the end of its input if the
 *                                 first argument is "--wait"; the exit status
 *                                 is the number given by "--exit N"
 */
#define _GNU_SOURCE
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <fcntl.h>
#include <unistd.h>

extern char **environ;

static void report_descriptors(void)
{
	struct rlimit limit;
	char name[64], target[PATH_MAX];
	ssize_t n;
	int fd, flags;

	getrlimit(RLIMIT_NOFILE, &limit);
	/* Asking for each number opens nothing, as listing the folder would. */
	for (fd = 0; fd < (int)limit.rlim_cur; fd++) {
		flags = fcntl(fd, F_GETFL);
		if (flags == -1)
			continue;
		snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
		n = readlink(name, target, sizeof(target) - 1);
		target[n < 0 ? 0 : n] = '\0';
		printf("fd %d %s %s%s\n", fd, target,
		       (flags & O_ACCMODE) == O_RDONLY ? "r" :
		       (flags & O_ACCMODE) == O_WRONLY ? "w" : "rw",
		       flags & O_NONBLOCK ? " nonblock" : "");
	}
}

static void report_signals(void)
{
	struct sigaction action;
	sigset_t mask;
	int number;

	sigprocmask(SIG_SETMASK, NULL, &mask);
	for (number = 1; number <= SIGRTMAX; number++) {
		if (sigismember(&mask, number) == 1)
			printf("blocked %d\n", number);
		if (sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
			printf("ignored %d\n", number);
	}
}

int main(int argc, char *argv[])
{
	char folder[PATH_MAX];
	int i, status = 0;

	for (i = 0; i < argc; i++)
		printf("arg %d %s\n", i, argv[i]);
	printf("cwd %s\n", getcwd(folder, sizeof(folder)));
	for (i = 0; environ[i] != NULL; i++)
		printf("env %s\n", environ[i]);
	printf("pid %d\nppid %d\npgid %d\nsid %d\n", getpid(), getppid(), getpgrp(), getsid(0));
	report_descriptors();
	report_signals();
	printf("end\n");
	fflush(stdout);
	if (argc > 1 && strcmp(argv[1], "--wait") == 0)
		while (getchar() != EOF)
			;
	if (argc > 2 && strcmp(argv[1], "--exit") == 0)
		status = atoi(argv[2]);
	return status;
}
