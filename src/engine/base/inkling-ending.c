/* inkling-ending.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-ending.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <glib-unix.h>

typedef struct
{
  GSourceOnceFunc begun;
  gpointer        user_data;
} Listener;

/* What asks for an end. Those that were ignored when the program started may be meant to stay so:
 * nohup does it, and shells do it to what runs in the background. */
static const struct
{
  int      number;
  gboolean always; /* whether or not it was ignored */
} signals[] = {
  { SIGINT, TRUE },
  { SIGTERM, TRUE },
  { SIGHUP, FALSE },
  { SIGQUIT, FALSE },
  { SIGXCPU, FALSE },
};

/* Immutable once signals are watched */
static pid_t shell;      /* that the terminal belongs to; 0: there is none */
static int   wake_up[2]; /* a pipe, since a signal may write but not call */

/* Atomic */
static int   first;      /* the signal that asked first; 0: none yet */

/* A log-out says it more than once, which is nobody's impatience: a terminal that closes sends
 * SIGHUP itself and through its shell, a service manager SIGHUP along with SIGTERM, GDBus SIGTERM
 * from inside when the bus goes away; and the limit of processor time is told every second, also
 * before the one who then asks for the first time. */
static gboolean
belongs_to_first (int              number,
                  const siginfo_t *about)
{
  return number == SIGXCPU || about->si_pid == getpid () ||
         (number == SIGHUP && (about->si_code == SI_KERNEL || about->si_pid == shell)) ||
         (number != first && about->si_pid == 1);
}

static void
signal_cb (int        number,
           siginfo_t *about,
           void      *context)
{
  int error_number = errno;

  if (g_atomic_int_compare_and_exchange (&first, 0, number))
    {
      while (write (wake_up[1], "", 1) < 0 && errno == EINTR)
        ;
    }
  else if (!belongs_to_first (number, about) &&
           !g_atomic_int_compare_and_exchange (&first, SIGXCPU, number))
    _exit (INKLING_ENDING_ABORTED);
  errno = error_number;
}

static gboolean
woken_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  const Listener *listener = user_data;

  listener->begun (listener->user_data);
  return G_SOURCE_REMOVE;
}

static pid_t
find_shell (void)
{
  int terminal = open ("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);

  if (terminal < 0)
    return 0;
  close (terminal);
  return getsid (0);
}

static void
handle_signals (void)
{
  struct sigaction action = { .sa_sigaction = signal_cb, .sa_flags = SA_SIGINFO | SA_RESTART };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaddset (&action.sa_mask, signals[i].number);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      struct sigaction former;

      if (sigaction (signals[i].number, NULL, &former) == 0 &&
          (signals[i].always || former.sa_handler != SIG_IGN))
        sigaction (signals[i].number, &action, NULL);
    }
}

gboolean
inkling_ending_has_begun (void)
{
  return g_atomic_int_get (&first) != 0;
}

void
inkling_ending_watch (GSourceOnceFunc begun,
                      gpointer        user_data)
{
  g_autoptr (GSource) source = NULL;
  Listener           *listener;

  /* Without it the signals do what they always do. */
  if (!g_unix_open_pipe (wake_up, FD_CLOEXEC, NULL))
    return;

  listener = g_new (Listener, 1);
  *listener = (Listener) { begun, user_data };
  source = g_unix_fd_source_new (wake_up[0], G_IO_IN);
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, G_SOURCE_FUNC (woken_cb), listener, g_free);
  g_source_attach (source, NULL);
  shell = find_shell ();
  handle_signals ();
}
