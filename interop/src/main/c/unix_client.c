/*
 * Connects to a Unix stream socket, sends one text, says that it has
 * finished, and prints the answer.
 *
 *   unix_client PATH-or-@NAME TEXT|--echo|--records
 */
#include "socket_talk.h"
#include "unix_address.h"
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct sockaddr_un address;
	socklen_t length;
	char buffer[1024];
	size_t total = 0;
	ssize_t n;
	int status, sockfd;

	if (argc < 3) {
		fprintf(stderr, "usage: unix_client PATH-or-@NAME TEXT\n");
		return 1;
	}
	sockfd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (sockfd == -1) {
		perror("socket");
		return 1;
	}
	length = unix_address(&address, argv[1]);
	if (connect(sockfd, (struct sockaddr *)&address, length) == -1) {
		perror("connect");
		return 1;
	}
	status = socket_talk(sockfd, argv[2]);
	if (status != -1)
		return status;
	if (send(sockfd, argv[2], strlen(argv[2]), MSG_NOSIGNAL) == -1) {
		perror("send");
		return 1;
	}
	shutdown(sockfd, SHUT_WR);
	printf("sent %zu bytes\n", strlen(argv[2]));
	fflush(stdout);
	while ((n = read(sockfd, buffer, sizeof(buffer))) > 0) {
		fwrite(buffer, 1, n, stdout);
		total += n;
	}
	if (n == -1) {
		perror("read");
		return 1;
	}
	printf("\nend after %zu bytes\n", total);
	close(sockfd);
	return 0;
}
