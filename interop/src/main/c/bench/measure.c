/*
 * The two patterns, seen from the client, and the server that answers.
 */
#include "bench.h"
#include "histogram.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLOCK_EVERY 64		/* messages between two looks at the clock */
#define WARM_UP_MIN 0.2

struct result {
	uint64_t count;
	double seconds;
};

static struct histogram histogram;

/*
 * A message has a word in front of it, where a System V queue wants the type,
 * so that no mechanism has to copy a message to send it.
 */
char *new_message(size_t size)
{
	char *memory = aligned_alloc(64, (64 + size + 63) / 64 * 64);

	if (memory == NULL)
		die("aligned_alloc");
	memset(memory, 0, 64 + size);
	memory[64] = ECHO_IT;
	return memory + 64;
}

void serve(struct link *link)
{
	char *message = new_message(link->size);

	while (link->mechanism->receive(link, message) && message[0] != QUIT)
		if (message[0] == ECHO_IT)
			link->mechanism->send(link, message);
}

static void round_trip(struct link *link, char *message)
{
	link->mechanism->send(link, message);
	if (!link->mechanism->receive(link, message)) {
		fprintf(stderr, "bench: the server has gone\n");
		exit(1);
	}
}

/* Warm-up and proof that the echo is what was sent. */
static void warm_up(struct link *link, char *message, double seconds)
{
	uint64_t end = now_ns() + (uint64_t)(seconds * 1e9);
	char *copy = new_message(link->size);
	unsigned int n = 0;

	do {
		memset(message + 1, (int)n++, link->size - 1);
		memcpy(copy, message, link->size);
		round_trip(link, message);
		if (memcmp(copy, message, link->size) != 0) {
			fprintf(stderr, "bench: the echo differs from what was sent\n");
			exit(1);
		}
	} while (now_ns() < end);
	free(copy - 64);
}

static struct result round_trips(struct link *link, char *message, double seconds)
{
	uint64_t start = now_ns(), before = start, after;
	uint64_t end = start + (uint64_t)(seconds * 1e9);
	struct result result;

	do {
		round_trip(link, message);
		after = now_ns();
		histogram_add(&histogram, after - before);
		before = after;
	} while (after < end);
	result.count = histogram.total;
	result.seconds = (after - start) / 1e9;
	return result;
}

static struct result streaming(struct link *link, char *message, double seconds)
{
	uint64_t start = now_ns(), end = start + (uint64_t)(seconds * 1e9);
	struct result result;
	int i;

	result.count = 0;
	message[0] = DROP_IT;
	do {
		for (i = 0; i < CLOCK_EVERY; i++)
			link->mechanism->send(link, message);
		result.count += CLOCK_EVERY;
	} while (now_ns() < end);
	message[0] = ECHO_IT;
	round_trip(link, message);
	result.count++;
	result.seconds = (now_ns() - start) / 1e9;
	return result;
}

static void print_result(const struct options *options, const struct result *result)
{
	double per_second = result->count / result->seconds;

	printf("{\"mechanism\":\"%s\",\"pattern\":\"%s\",\"size\":%zu,\"pin\":\"%s\","
	       "\"count\":%llu,\"seconds\":%.6f,",
	       options->mechanism, options->pattern, options->size, options->pin,
	       (unsigned long long)result->count, result->seconds);
	if (histogram.total > 0)
		printf("\"p50_ns\":%llu,\"p99_ns\":%llu,",
		       (unsigned long long)histogram_quantile(&histogram, 0.50),
		       (unsigned long long)histogram_quantile(&histogram, 0.99));
	else
		printf("\"p50_ns\":null,\"p99_ns\":null,");
	printf("\"per_second\":%.1f,\"bytes_per_second\":%.0f}\n",
	       per_second, per_second * options->size);
	fflush(stdout);
}

void measure(struct link *link, const struct options *options)
{
	char *message = new_message(options->size);
	double warm = options->warm_up;
	struct result result;

	if (warm == 0)
		warm = options->seconds / 5 < WARM_UP_MIN ? WARM_UP_MIN : options->seconds / 5;
	warm_up(link, message, warm);
	if (strcmp(options->pattern, "streaming") == 0) {
		streaming(link, message, warm);
		result = streaming(link, message, options->seconds);
	} else {
		result = round_trips(link, message, options->seconds);
	}
	watch_child(0);
	message[0] = QUIT;
	link->mechanism->send(link, message);
	print_result(options, &result);
}
