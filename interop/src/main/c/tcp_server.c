/*
 * Accepts one TCP connection on the loopback interface and prints what comes
 * until the end of the stream.
 *
 *   tcp_server PORT [REPLY|--echo|--records]
 *
 * PORT 0 lets the kernel choose; REPLY is sent when the client has finished.
 */
#include "socket_talk.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
	struct sockaddr_in servaddr;
	socklen_t length = sizeof(servaddr);
	char buffer[1024];
	size_t total = 0;
	ssize_t n;
	int status, sockfd, connfd, on = 1;

	if (argc < 2) {
		fprintf(stderr, "usage: tcp_server PORT [REPLY]\n");
		return 1;
	}
	sockfd = socket(AF_INET, SOCK_STREAM, 0);
	if (sockfd == -1) {
		perror("socket");
		return 1;
	}
	setsockopt(sockfd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	memset(&servaddr, 0, sizeof(servaddr));
	servaddr.sin_family = AF_INET;
	servaddr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	servaddr.sin_port = htons(atoi(argv[1]));
	if (bind(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr)) == -1) {
		perror("bind");
		return 1;
	}
	if (listen(sockfd, 5) == -1) {
		perror("listen");
		return 1;
	}
	getsockname(sockfd, (struct sockaddr *)&servaddr, &length);
	printf("ready port=%d\n", ntohs(servaddr.sin_port));
	fflush(stdout);
	connfd = accept(sockfd, NULL, NULL);
	if (connfd == -1) {
		perror("accept");
		return 1;
	}
	status = argc > 2 ? socket_talk(connfd, argv[2]) : -1;
	if (status != -1)
		return status;
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
	return 0;
}
