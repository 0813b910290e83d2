/*
 * bench: how fast two processes talk, in C.
 *
 *   bench --mechanism M [--pattern P] [--size N] [--pin HOW] [--seconds S]
 *         [--warm-up S] [--thread on|off] [--role client|server --address A]
 *   bench --calibrate
 *
 * The protocol is the same for every mechanism, so that either end may be
 * another program.  All messages have SIZE bytes.  The first byte tells the
 * server what to do with a message:
 *
 *   'e'  send it back      'd'  drop it      'q'  end (no answer)
 *
 * A round trip is one 'e' and its echo.  Streaming is many 'd' and one 'e'
 * at the end, whose echo stops the clock.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>

enum { ECHO_IT = 'e', DROP_IT = 'd', QUIT = 'q' };

enum side { CLIENT, SERVER };

struct options {
	const char *mechanism;
	const char *pattern;	/* "round-trip" or "streaming" */
	const char *pin;	/* "same", "split" or "free" */
	const char *role;	/* "client", "server", or NULL for both */
	const char *address;	/* NULL without a role */
	size_t size;
	double seconds;
	double warm_up;		/* seconds before the clock starts; 0: a fifth of seconds */
	int thread;		/* a second, idle thread in each process */
};

/* One connection between two processes, as one of them sees it. */
struct link {
	const struct mechanism *mechanism;
	const char *address;
	size_t size;
	enum side side;
	int in, out;		/* descriptors; the same one for sockets */
	int listener;
	int id;			/* of a System V object */
	int pipes[4];		/* request read, write; reply read, write */
	void *memory;		/* of sysv-shm, see sysv_shm.c */
	uint64_t sent, received, known;
};

/* What each mechanism has to offer; errors end the program. */
struct mechanism {
	const char *name;
	/* makes the object: in the server, or before the fork */
	void (*create)(struct link *link);
	/* connects this side */
	void (*open)(struct link *link);
	void (*send)(struct link *link, const char *message);
	/* returns 0 when the other side has gone */
	int (*receive)(struct link *link, char *message);
	/* removes what create made; called from a signal handler too */
	void (*remove)(const struct link *link);
};

extern const struct mechanism pipe_mechanism, fifo_mechanism, unix_mechanism,
	tcp_mechanism, sysv_queue_mechanism, sysv_shm_mechanism, sysv_sem_mechanism;

/* measure.c */
char *new_message(size_t size);
void measure(struct link *link, const struct options *options);
void serve(struct link *link);

/* calibrate.c */
int calibrate(void);

/* process.c */
uint64_t now_ns(void);
void pin(const char *how, enum side side);
void start_idle_thread(void);
void create_and_own(struct link *link);
void watch_child(int watched);
void die(const char *what);

/* streams.c: for the mechanisms that carry bytes */
void stream_send(struct link *link, const char *message);
int stream_receive(struct link *link, char *message);

/* sysv_key.c: a System V key from PATH#PROJ or 0xHEX; IPC_PRIVATE for NULL */
int sysv_key(const char *address);
int sysv_flags(const struct link *link);

static inline void relax(void)
{
#if defined(__x86_64__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("yield");
#endif
}

#endif
