/*
 * What concerns the process as a whole: the clock, the CPU it runs on, its
 * second thread, and leaving nothing behind whatever ends it.
 */
#define _GNU_SOURCE
#include "bench.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static const struct link *owned;	/* what this process has to remove */
static pid_t owner;
static volatile sig_atomic_t watching;

uint64_t now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* same: both on the first CPU allowed; split: the server on the second. */
void pin(const char *how, enum side side)
{
	int skip = strcmp(how, "split") == 0 && side == SERVER;
	cpu_set_t allowed, chosen;
	int cpu;

	if (strcmp(how, "free") == 0)
		return;
	if (sched_getaffinity(0, sizeof(allowed), &allowed) == -1)
		die("sched_getaffinity");
	for (cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &allowed) || skip-- > 0)
			continue;
		CPU_ZERO(&chosen);
		CPU_SET(cpu, &chosen);
		if (sched_setaffinity(0, sizeof(chosen), &chosen) == -1)
			die("sched_setaffinity");
		return;
	}
	fprintf(stderr, "bench: --pin split needs two CPUs\n");
	exit(1);
}

static void *idle(void *unused)
{
	for (;;)
		pause();
	return unused;
}

/*
 * With more than one thread the kernel and the C library take references and
 * locks that they leave out for a single thread.  A JVM always has several.
 */
void start_idle_thread(void)
{
	sigset_t all, before;
	pthread_t thread;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&thread, NULL, idle, NULL) != 0)
		die("pthread_create");
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void clean_up(void)
{
	const struct link *link = owned;

	owned = NULL;
	if (link != NULL && getpid() == owner)
		link->mechanism->remove(link);
}

static const char gone[] = "bench: the server has gone\n";

static void end_on_signal(int number)
{
	if (number == SIGCHLD && !watching)
		return;
	if (number == SIGCHLD)
		(void)!write(STDERR_FILENO, gone, sizeof(gone) - 1);
	clean_up();	/* system calls only */
	_exit(128 + number);
}

static void handle_signals(void)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGALRM, SIGCHLD};
	struct sigaction action;
	size_t i;

	memset(&action, 0, sizeof(action));
	action.sa_handler = end_on_signal;
	action.sa_flags = SA_RESTART;
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* Makes the link's object, to be removed however this process ends. */
void create_and_own(struct link *link)
{
	sigset_t all, before;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	link->mechanism->create(link);
	owned = link;
	owner = getpid();
	atexit(clean_up);
	handle_signals();
	sigprocmask(SIG_SETMASK, &before, NULL);
}

/* A client whose server dies too early would wait for ever in a System V call. */
void watch_child(int watched)
{
	watching = watched;
}

void die(const char *what)
{
	fprintf(stderr, "bench: ");
	perror(what);
	exit(1);
}
