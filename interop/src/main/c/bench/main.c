/*
 * Options, and who does what: without --role this process is the client and
 * forks the server; with --role it is one of them and meets the other, which
 * may be another program, at --address.  See bench.h for the protocol.
 */
#define _GNU_SOURCE
#include "bench.h"
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct mechanism *const mechanisms[] = {
	&pipe_mechanism, &fifo_mechanism, &sysv_queue_mechanism, &sysv_shm_mechanism,
	&sysv_sem_mechanism, &unix_mechanism, &tcp_mechanism,
};

static struct link our_link;

static void usage(void)
{
	fprintf(stderr,
		"usage: bench --mechanism pipe|fifo|sysv-queue|sysv-shm|sysv-sem|unix|tcp\n"
		"             [--pattern round-trip|streaming] [--size BYTES]\n"
		"             [--pin same|split|free] [--seconds S] [--warm-up S]\n"
		"             [--thread on|off] [--role client|server --address ADDRESS]\n"
		"       bench --calibrate\n");
	exit(2);
}

static int either(const char *value, const char *a, const char *b)
{
	return strcmp(value, a) == 0 || strcmp(value, b) == 0;
}

static void parse(struct options *options, int argc, char *argv[])
{
	static const struct option names[] = {
		{"mechanism", required_argument, NULL, 'm'},
		{"pattern", required_argument, NULL, 'p'},
		{"size", required_argument, NULL, 'n'},
		{"pin", required_argument, NULL, 'c'},
		{"seconds", required_argument, NULL, 's'},
		{"warm-up", required_argument, NULL, 'w'},
		{"thread", required_argument, NULL, 't'},
		{"role", required_argument, NULL, 'r'},
		{"address", required_argument, NULL, 'a'},
		{"calibrate", no_argument, NULL, 'C'},
		{NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
		switch (option) {
		case 'm': options->mechanism = optarg; break;
		case 'p': options->pattern = optarg; break;
		case 'n': options->size = strtoul(optarg, NULL, 10); break;
		case 'c': options->pin = optarg; break;
		case 's': options->seconds = atof(optarg); break;
		case 'w': options->warm_up = atof(optarg); break;
		case 't': options->thread = strcmp(optarg, "off") != 0; break;
		case 'r': options->role = optarg; break;
		case 'a': options->address = optarg; break;
		case 'C': exit(calibrate());
		default: usage();
		}
	}
}

static void check(const struct options *options)
{
	if (options->mechanism == NULL || options->size < 1 || options->seconds <= 0 || options->warm_up < 0 ||
	    !either(options->pattern, "round-trip", "streaming") ||
	    !(either(options->pin, "same", "split") || strcmp(options->pin, "free") == 0) ||
	    (options->role != NULL && !either(options->role, "client", "server")) ||
	    (options->role != NULL) != (options->address != NULL))
		usage();
	if (strcmp(options->mechanism, "sysv-sem") == 0 &&
	    strcmp(options->pattern, "streaming") == 0) {
		fprintf(stderr, "bench: semaphores carry no messages to stream\n");
		exit(2);
	}
}

static const struct mechanism *find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(mechanisms) / sizeof(mechanisms[0]); i++)
		if (strcmp(mechanisms[i]->name, name) == 0)
			return mechanisms[i];
	usage();
	return NULL;
}

/* Everything up to the first message, for either side. */
static void enter(const struct options *options, enum side side)
{
	our_link.side = side;
	pin(options->pin, side);
	if (options->thread)
		start_idle_thread();
	our_link.mechanism->open(&our_link);
}

static int run_server(const struct options *options)
{
	our_link.side = SERVER;
	create_and_own(&our_link);
	/* A server whose client was killed must not spin for ever. */
	alarm((unsigned int)(4 * options->seconds) + 60);
	if (our_link.mechanism != &pipe_mechanism) {
		printf("ready\n");
		fflush(stdout);
	}
	enter(options, SERVER);
	serve(&our_link);
	return 0;
}

static int run_client(const struct options *options)
{
	signal(SIGPIPE, SIG_IGN);
	enter(options, CLIENT);
	measure(&our_link, options);
	return 0;
}

static int run_both(const struct options *options)
{
	pid_t parent = getpid(), child;
	int status;

	our_link.side = CLIENT;
	create_and_own(&our_link);
	watch_child(1);
	child = fork();
	if (child == -1)
		die("fork");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			return 1;
		watch_child(0);
		enter(options, SERVER);
		serve(&our_link);
		return 0;
	}
	enter(options, CLIENT);
	measure(&our_link, options);
	if (waitpid(child, &status, 0) == -1)
		die("waitpid");
	return status == 0 ? 0 : 1;
}

int main(int argc, char *argv[])
{
	struct options options = {
		.pattern = "round-trip", .pin = "split", .size = 100, .seconds = 1, .thread = 1,
	};

	parse(&options, argc, argv);
	check(&options);
	our_link.mechanism = find(options.mechanism);
	our_link.address = options.address;
	our_link.size = options.size;
	if (our_link.mechanism == &sysv_sem_mechanism)
		options.size = 0; /* nothing is carried */
	our_link.in = our_link.out = our_link.listener = our_link.id = -1;
	if (options.role == NULL)
		return run_both(&options);
	if (strcmp(options.role, "server") == 0)
		return run_server(&options);
	return run_client(&options);
}
