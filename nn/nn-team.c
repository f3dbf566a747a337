/* nn-team.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* How often a member looks for work before it sleeps: some tens of microseconds, longer than the
 * pause between two jobs of a step, shorter than anything a desktop notices. */
#define SPINS_BEFORE_SLEEP 4000

typedef struct
{
  NnTeam   *team;
  size_t    thread;
  pthread_t handle;
} NnMember;

/* What is going on, in one word, so that it changes as a whole: the number of the job, whether a
 * member may still join it, and how many have. */
#define JOB_OPEN    (UINT64_C (1) << 31)
#define JOB_MEMBERS (JOB_OPEN - 1)
#define JOB_SHIFT   32

struct _NnTeam
{
  size_t           n_threads; /* immutable */
  NnMember        *members;   /* immutable, owned: (n_threads − 1) */

  /* The job. Written by the caller while no member can join, then published by state. */
  NnTeamFunc       func;
  void            *data;
  size_t           n_items;

  _Atomic size_t   next_item;
  _Atomic uint64_t state;
  _Atomic size_t   n_active;   /* threads that may join, the caller among them */
  _Atomic bool     quit;

  /* For sleeping only. */
  _Atomic size_t   n_sleeping;     /* members that wait for a job */
  _Atomic bool     caller_sleeping;
  pthread_mutex_t  mutex;
  pthread_cond_t   wake;           /* there is a job */
  pthread_cond_t   more;           /* more threads may join, or the team is done with */
  pthread_cond_t   done;           /* the last member has left the job */
};

static inline void
relax (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile ("yield");
#endif
}

static void
do_items (NnTeam *team,
          size_t  thread)
{
  size_t item;

  while ((item = atomic_fetch_add (&team->next_item, 1)) < team->n_items)
    team->func (team->data, item, thread);
}

static inline unsigned
job_number (uint64_t state)
{
  return (unsigned) (state >> JOB_SHIFT);
}

static void
wait_for_job (NnTeam   *team,
              unsigned  last_job)
{
  for (int spin = 0; spin < SPINS_BEFORE_SLEEP; spin++)
    {
      if (job_number (atomic_load (&team->state)) != last_job)
        return;
      relax ();
    }

  pthread_mutex_lock (&team->mutex);
  atomic_fetch_add (&team->n_sleeping, 1);
  while (job_number (atomic_load (&team->state)) == last_job)
    pthread_cond_wait (&team->wake, &team->mutex);
  atomic_fetch_sub (&team->n_sleeping, 1);
  pthread_mutex_unlock (&team->mutex);
}

/* Until the thread is to take part again. */
static void
rest (NnTeam *team,
      size_t  thread)
{
  pthread_mutex_lock (&team->mutex);
  while (thread >= atomic_load (&team->n_active) && !atomic_load (&team->quit))
    pthread_cond_wait (&team->more, &team->mutex);
  pthread_mutex_unlock (&team->mutex);
}

static void
publish_job (NnTeam *team)
{
  unsigned number = job_number (atomic_load (&team->state)) + 1;

  atomic_store (&team->state, (uint64_t) number << JOB_SHIFT | JOB_OPEN);
  /* A member counts itself asleep before it looks at the number for the last time, so it either
   * sees the new one or is seen here. */
  if (atomic_load (&team->n_sleeping) > 0)
    {
      pthread_mutex_lock (&team->mutex);
      pthread_cond_broadcast (&team->wake);
      pthread_mutex_unlock (&team->mutex);
    }
}

/* Whether the member may do items of the job it has seen: not once the caller has found all of them
 * taken. So nobody waits for a member that is off its processor and has nothing in its hands. */
static bool
join_job (NnTeam   *team,
          uint64_t  seen)
{
  unsigned number = job_number (seen);

  while ((seen & JOB_OPEN) && job_number (seen) == number)
    if (atomic_compare_exchange_weak (&team->state, &seen, seen + 1))
      return true;
  return false;
}

static void
leave_job (NnTeam *team)
{
  uint64_t state = atomic_fetch_sub (&team->state, 1) - 1;

  /* As in publish_job: the caller sees that nobody works, or is seen asleep. */
  if ((state & (JOB_OPEN | JOB_MEMBERS)) == 0 && atomic_load (&team->caller_sleeping))
    {
      pthread_mutex_lock (&team->mutex);
      pthread_cond_signal (&team->done);
      pthread_mutex_unlock (&team->mutex);
    }
}

static bool
is_somebody_in (NnTeam *team)
{
  return (atomic_load (&team->state) & JOB_MEMBERS) != 0;
}

/* Closes the job and waits for those that joined it. Whoever waits sleeps soon: on a busy machine
 * the one waited for may be off its processor, and is moved at once to one that has become idle. */
static void
finish_job (NnTeam *team)
{
  atomic_fetch_and (&team->state, ~JOB_OPEN);
  for (int spin = 0; spin < SPINS_BEFORE_SLEEP; spin++)
    {
      if (!is_somebody_in (team))
        return;
      relax ();
    }

  pthread_mutex_lock (&team->mutex);
  atomic_store (&team->caller_sleeping, true);
  while (is_somebody_in (team))
    pthread_cond_wait (&team->done, &team->mutex);
  atomic_store (&team->caller_sleeping, false);
  pthread_mutex_unlock (&team->mutex);
}

static void *
member_main (void *data)
{
  NnMember *member = data;
  NnTeam   *team = member->team;
  unsigned  last_job = 0;

  while (true)
    {
      uint64_t state;

      if (member->thread >= atomic_load (&team->n_active))
        rest (team, member->thread);
      wait_for_job (team, last_job);
      if (atomic_load (&team->quit))
        return NULL;
      state = atomic_load (&team->state);
      last_job = job_number (state);
      if (member->thread < atomic_load (&team->n_active) && join_job (team, state))
        {
          do_items (team, member->thread);
          leave_job (team);
        }
    }
}

NnStatus
nn_team_new (size_t   n_threads,
             NnTeam **team)
{
  NnTeam *self = calloc (1, sizeof *self);

  if (n_threads < 1)
    n_threads = 1;
  if (n_threads > NN_MAX_THREADS)
    n_threads = NN_MAX_THREADS;
  if (self == NULL || (self->members = calloc (n_threads, sizeof *self->members)) == NULL)
    {
      free (self);
      return NN_NO_MEMORY;
    }
  pthread_mutex_init (&self->mutex, NULL);
  pthread_cond_init (&self->wake, NULL);
  pthread_cond_init (&self->more, NULL);
  pthread_cond_init (&self->done, NULL);

  atomic_store (&self->n_active, n_threads);
  for (self->n_threads = 1; self->n_threads < n_threads; self->n_threads++)
    {
      NnMember *member = &self->members[self->n_threads - 1];

      member->team = self;
      member->thread = self->n_threads;
      if (pthread_create (&member->handle, NULL, member_main, member) != 0)
        {
          nn_team_free (self);
          return NN_NO_MEMORY;
        }
    }
  *team = self;
  return NN_OK;
}

void
nn_team_free (NnTeam *team)
{
  if (team == NULL)
    return;
  atomic_store (&team->quit, true);
  nn_team_set_n_active (team, team->n_threads);
  publish_job (team);
  for (size_t i = 0; i + 1 < team->n_threads; i++)
    pthread_join (team->members[i].handle, NULL);
  pthread_mutex_destroy (&team->mutex);
  pthread_cond_destroy (&team->wake);
  pthread_cond_destroy (&team->more);
  pthread_cond_destroy (&team->done);
  free (team->members);
  free (team);
}

size_t
nn_team_get_n_threads (const NnTeam *team)
{
  return team != NULL ? team->n_threads : 1;
}

void
nn_team_set_n_active (NnTeam *team,
                      size_t  n_active)
{
  if (team == NULL || n_active == atomic_load (&team->n_active))
    return;
  pthread_mutex_lock (&team->mutex);
  atomic_store (&team->n_active, n_active < team->n_threads ? n_active : team->n_threads);
  pthread_cond_broadcast (&team->more);
  pthread_mutex_unlock (&team->mutex);
}

size_t
nn_team_get_n_sleeping (const NnTeam *team)
{
  return atomic_load (&team->n_sleeping);
}

void
nn_team_run (NnTeam     *team,
             NnTeamFunc  func,
             void       *data,
             size_t      n_items)
{
  if (team == NULL || atomic_load (&team->n_active) == 1)
    {
      for (size_t item = 0; item < n_items; item++)
        func (data, item, 0);
      return;
    }

  team->func = func;
  team->data = data;
  team->n_items = n_items;
  atomic_store (&team->next_item, 0);
  publish_job (team);
  do_items (team, 0);
  finish_job (team);
}
