/*
 * Accepts one Unix stream connection, says who connected, and prints what
 * comes until the end of the stream.
 *
 *   unix_server PATH-or-@NAME [REPLY|--echo|--records]
 *
 * REPLY is sent when the client has finished.  Removes the path at the end.
 */
#define _GNU_SOURCE
#include "socket_talk.h"
#include "unix_address.h"
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct sockaddr_un address;
	struct ucred peer;
	socklen_t length;
	char buffer[1024];
	size_t total = 0;
	ssize_t n;
	int status, sockfd, connfd;

	if (argc < 2) {
		fprintf(stderr, "usage: unix_server PATH-or-@NAME [REPLY]\n");
		return 1;
	}
	sockfd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (sockfd == -1) {
		perror("socket");
		return 1;
	}
	length = unix_address(&address, argv[1]);
	if (bind(sockfd, (struct sockaddr *)&address, length) == -1) {
		perror("bind");
		return 1;
	}
	if (listen(sockfd, 5) == -1) {
		perror("listen");
		return 1;
	}
	printf("ready\n");
	fflush(stdout);
	connfd = accept(sockfd, NULL, NULL);
	if (connfd == -1) {
		perror("accept");
		return 1;
	}
	length = sizeof(peer);
	if (getsockopt(connfd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == -1) {
		perror("SO_PEERCRED");
		return 1;
	}
	status = argc > 2 ? socket_talk(connfd, argv[2]) : -1;
	if (status != -1)
		return status;
	printf("peer pid=%d uid=%d gid=%d\n", peer.pid, peer.uid, peer.gid);
	while ((n = read(connfd, buffer, sizeof(buffer))) > 0) {
		fwrite(buffer, 1, n, stdout);
		total += n;
	}
	if (n == -1) {
		perror("read");
		return 1;
	}
	printf("\nend after %zu bytes\n", total);
	if (argc > 2 && send(connfd, argv[2], strlen(argv[2]), MSG_NOSIGNAL) == -1) {
		perror("send");
		return 1;
	}
	close(connfd);
	close(sockfd);
	if (argv[1][0] != '@')
		unlink(argv[1]);
	return 0;
}
