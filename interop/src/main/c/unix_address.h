/*
 * Fills a Unix-domain address from PATH or @NAME and returns its length.
 *
 * The length of an abstract name counts: every byte after the leading NUL
 * belongs to the name, so no padding may be passed.
 */
#ifndef UNIX_ADDRESS_H
#define UNIX_ADDRESS_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static socklen_t unix_address(struct sockaddr_un *address, const char *name)
{
	size_t length = strlen(name);

	if (length >= sizeof(address->sun_path)) {
		fprintf(stderr, "name too long: %s\n", name);
		exit(1);
	}
	memset(address, 0, sizeof(*address));
	address->sun_family = AF_UNIX;
	memcpy(address->sun_path, name, length);
	if (name[0] == '@')
		address->sun_path[0] = '\0';
	else
		length++; /* the NUL that ends a path */
	return offsetof(struct sockaddr_un, sun_path) + length;
}

#endif
