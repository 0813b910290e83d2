/*
 * pipe: two anonymous pipes.  --address IN,OUT names inherited descriptors:
 *       the one to read from and the one to write to.
 * fifo: two FIFOs, ADDRESS.request and ADDRESS.reply, made by the server
 *       unless they are there.
 */
#define _GNU_SOURCE
#include "bench.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LARGE_MESSAGE (64 * 1024)
#define LARGE_PIPE (1024 * 1024)

static char folder[] = "/tmp/parley-bench-XXXXXX";
static char request_path[PATH_MAX], reply_path[PATH_MAX];
static int made_request, made_reply;

/* A message of 64 KiB fills a pipe of the usual size. */
static void enlarge(const struct link *link)
{
	if (link->size < LARGE_MESSAGE)
		return;
	if (fcntl(link->in, F_SETPIPE_SZ, LARGE_PIPE) == -1 ||
	    fcntl(link->out, F_SETPIPE_SZ, LARGE_PIPE) == -1)
		perror("bench: F_SETPIPE_SZ");
}

static void pipe_create(struct link *link)
{
	if (link->address == NULL && (pipe(link->pipes) == -1 || pipe(link->pipes + 2) == -1))
		die("pipe");
}

static void pipe_open(struct link *link)
{
	int *pipes = link->pipes;
	int unused[2];

	if (link->address != NULL) {
		if (sscanf(link->address, "%d,%d", &link->in, &link->out) != 2) {
			fprintf(stderr, "bench: --address of a pipe is IN,OUT\n");
			exit(1);
		}
		enlarge(link);
		return;
	}
	link->in = link->side == CLIENT ? pipes[2] : pipes[0];
	link->out = link->side == CLIENT ? pipes[1] : pipes[3];
	unused[0] = link->side == CLIENT ? pipes[0] : pipes[2];
	unused[1] = link->side == CLIENT ? pipes[3] : pipes[1];
	close(unused[0]);
	close(unused[1]);
	enlarge(link);
}

static void pipe_remove(const struct link *link)
{
	(void)link;
}

static void fifo_paths(const struct link *link)
{
	const char *base = link->address != NULL ? link->address : folder;
	const char *separator = link->address != NULL ? "." : "/";

	snprintf(request_path, sizeof(request_path), "%s%srequest", base, separator);
	snprintf(reply_path, sizeof(reply_path), "%s%sreply", base, separator);
}

/* Returns whether the FIFO is new, and so ours to remove. */
static int make(const char *path)
{
	if (mkfifo(path, 0600) == 0)
		return 1;
	if (errno != EEXIST)
		die(path);
	return 0;
}

static void fifo_create(struct link *link)
{
	if (link->address == NULL && mkdtemp(folder) == NULL)
		die("mkdtemp");
	fifo_paths(link);
	made_request = make(request_path);
	made_reply = make(reply_path);
}

static int open_or_die(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd == -1)
		die(path);
	return fd;
}

/* Both sides open the request first: each open waits for the other side. */
static void fifo_open(struct link *link)
{
	fifo_paths(link);
	if (link->side == CLIENT) {
		link->out = open_or_die(request_path, O_WRONLY);
		link->in = open_or_die(reply_path, O_RDONLY);
	} else {
		link->in = open_or_die(request_path, O_RDONLY);
		link->out = open_or_die(reply_path, O_WRONLY);
	}
	enlarge(link);
}

static void fifo_remove(const struct link *link)
{
	if (made_request)
		unlink(request_path);
	if (made_reply)
		unlink(reply_path);
	if (link->address == NULL)
		rmdir(folder);
}

const struct mechanism pipe_mechanism = {
	"pipe", pipe_create, pipe_open, stream_send, stream_receive, pipe_remove,
};

const struct mechanism fifo_mechanism = {
	"fifo", fifo_create, fifo_open, stream_send, stream_receive, fifo_remove,
};
