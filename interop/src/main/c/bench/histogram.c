#include "histogram.h"

static uint64_t middle_of_bucket(uint64_t index)
{
	uint64_t shift, low;

	if (index >> (HISTOGRAM_BITS + 1) == 0)
		return index;
	shift = (index >> HISTOGRAM_BITS) - 1;
	low = (index - (shift << HISTOGRAM_BITS)) << shift;
	return low + ((uint64_t)1 << shift) / 2;
}

uint64_t histogram_quantile(const struct histogram *histogram, double share)
{
	uint64_t wanted = (uint64_t)(histogram->total * share);
	uint64_t index, seen = 0;

	for (index = 0; index < HISTOGRAM_BUCKETS; index++) {
		seen += histogram->counts[index];
		if (seen > wanted)
			return middle_of_bucket(index);
	}
	return 0;
}
