/*
 * Counts times in a fixed amount of memory: 128 buckets for each power of
 * two, so that a value read back is less than 0.8 % off.
 */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

#define HISTOGRAM_BITS 7
#define HISTOGRAM_BUCKETS ((64 - HISTOGRAM_BITS + 1) << HISTOGRAM_BITS)

struct histogram {
	uint64_t counts[HISTOGRAM_BUCKETS];
	uint64_t total;
};

static inline void histogram_add(struct histogram *histogram, uint64_t value)
{
	int shift = 0;

	if (value >> (HISTOGRAM_BITS + 1) != 0)
		shift = 63 - HISTOGRAM_BITS - __builtin_clzll(value);
	histogram->counts[((uint64_t)shift << HISTOGRAM_BITS) + (value >> shift)]++;
	histogram->total++;
}

/* The value below which a share of all values lies: the middle of its bucket. */
uint64_t histogram_quantile(const struct histogram *histogram, double share);

#endif
