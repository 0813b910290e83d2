/*
 * unix: --address PATH or @NAME       tcp: --address PORT, on 127.0.0.1
 *
 * The server listens; port 0 is one of the kernel's choice, which the server
 * prints.  TCP goes without Nagle's delay on both sides.
 */
#include "../unix_address.h"
#include "bench.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

static char private_name[64];
static struct sockaddr_in loopback;

static void create_listener(struct link *link, int family, void *address, socklen_t length)
{
	int on = 1;

	link->listener = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (link->listener == -1)
		die("socket");
	if (family == AF_INET)
		setsockopt(link->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(link->listener, address, length) == -1)
		die("bind");
	if (listen(link->listener, 1) == -1)
		die("listen");
}

static void connect_or_accept(struct link *link, int family, void *address, socklen_t length)
{
	int fd;

	if (link->side == SERVER) {
		fd = accept(link->listener, NULL, NULL);
		if (fd == -1)
			die("accept");
	} else {
		fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (fd == -1)
			die("socket");
		if (connect(fd, address, length) == -1)
			die("connect");
	}
	if (link->listener >= 0)
		close(link->listener);
	link->listener = -1;
	link->in = link->out = fd;
}

static const char *unix_name(const struct link *link)
{
	return link->address != NULL ? link->address : private_name;
}

static void unix_create(struct link *link)
{
	struct sockaddr_un address;
	socklen_t length;

	snprintf(private_name, sizeof(private_name), "@parley-bench-%d", getpid());
	length = unix_address(&address, unix_name(link));
	create_listener(link, AF_UNIX, &address, length);
}

static void unix_open(struct link *link)
{
	struct sockaddr_un address;
	socklen_t length = unix_address(&address, unix_name(link));

	connect_or_accept(link, AF_UNIX, &address, length);
}

static void unix_remove(const struct link *link)
{
	if (link->address != NULL && link->address[0] != '@')
		unlink(link->address);
}

static void tcp_address(const struct link *link)
{
	memset(&loopback, 0, sizeof(loopback));
	loopback.sin_family = AF_INET;
	loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	loopback.sin_port = htons(link->address != NULL ? atoi(link->address) : 0);
}

static void tcp_create(struct link *link)
{
	socklen_t length = sizeof(loopback);

	tcp_address(link);
	create_listener(link, AF_INET, &loopback, sizeof(loopback));
	getsockname(link->listener, (struct sockaddr *)&loopback, &length);
	if (link->address != NULL)
		printf("port=%d\n", ntohs(loopback.sin_port));
}

static void tcp_open(struct link *link)
{
	int on = 1;

	if (link->address != NULL && link->side == CLIENT)
		tcp_address(link);
	connect_or_accept(link, AF_INET, &loopback, sizeof(loopback));
	setsockopt(link->in, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

static void tcp_remove(const struct link *link)
{
	(void)link;
}

const struct mechanism unix_mechanism = {
	"unix", unix_create, unix_open, stream_send, stream_receive, unix_remove,
};

const struct mechanism tcp_mechanism = {
	"tcp", tcp_create, tcp_open, stream_send, stream_receive, tcp_remove,
};
