/*
 * How far apart the two CPUs are just now: two processes hand one word in
 * shared memory to and fro, spinning.  On a virtual machine this changes from
 * one second to the next, so it is measured before and after a benchmark.
 */
#define _GNU_SOURCE
#include "bench.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 101, TRIPS = 500 };

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void answer(uint64_t *words)
{
	uint64_t n;

	for (n = 1;; n++) {
		while (__atomic_load_n(&words[0], __ATOMIC_ACQUIRE) != n)
			relax();
		__atomic_store_n(&words[16], n, __ATOMIC_RELEASE);
	}
}

int calibrate(void)
{
	uint64_t *words = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double times[ROUNDS];
	uint64_t start, n = 0;
	pid_t child;
	int i, j;

	if (words == MAP_FAILED)
		die("mmap");
	child = fork();
	if (child == -1)
		die("fork");
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		pin("split", SERVER);
		answer(words);
	}
	pin("split", CLIENT);
	for (i = 0; i < ROUNDS; i++) {
		start = now_ns();
		for (j = 0; j < TRIPS; j++) {
			__atomic_store_n(&words[0], ++n, __ATOMIC_RELEASE);
			while (__atomic_load_n(&words[16], __ATOMIC_ACQUIRE) != n)
				relax();
		}
		times[i] = (double)(now_ns() - start) / TRIPS;
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	qsort(times, ROUNDS, sizeof(times[0]), by_value);
	printf("{\"spin_round_trip_ns\":%.1f,\"min\":%.1f,\"max\":%.1f}\n",
	       times[ROUNDS / 2], times[0], times[ROUNDS - 1]);
	return 0;
}
