/* nn-team.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
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

struct _NnTeam
{
  size_t           n_threads; /* immutable */
  NnMember        *members;   /* immutable, owned: (n_threads − 1) */

  /* The job. Written by the caller while no member works, then published by job_number. */
  NnTeamFunc       func;
  void            *data;
  size_t           n_items;

  _Atomic size_t   next_item;
  _Atomic size_t   n_working;  /* members that have not finished the job */
  _Atomic unsigned job_number;
  _Atomic bool     quit;

  /* For sleeping only. */
  _Atomic size_t   n_sleeping;     /* members */
  _Atomic bool     caller_sleeping;
  pthread_mutex_t  mutex;
  pthread_cond_t   wake;           /* there is a job */
  pthread_cond_t   done;           /* the last member has finished it */
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

static void
wait_for_job (NnTeam   *team,
              unsigned  last_job)
{
  for (int spin = 0; spin < SPINS_BEFORE_SLEEP; spin++)
    {
      if (atomic_load (&team->job_number) != last_job)
        return;
      relax ();
    }

  pthread_mutex_lock (&team->mutex);
  atomic_fetch_add (&team->n_sleeping, 1);
  while (atomic_load (&team->job_number) == last_job)
    pthread_cond_wait (&team->wake, &team->mutex);
  atomic_fetch_sub (&team->n_sleeping, 1);
  pthread_mutex_unlock (&team->mutex);
}

static void
publish_job (NnTeam *team)
{
  atomic_fetch_add (&team->job_number, 1);
  /* A member counts itself asleep before it looks at job_number for the last time, so it either
   * sees the new number or is seen here. */
  if (atomic_load (&team->n_sleeping) > 0)
    {
      pthread_mutex_lock (&team->mutex);
      pthread_cond_broadcast (&team->wake);
      pthread_mutex_unlock (&team->mutex);
    }
}

/* Whoever waits sleeps soon: on a busy machine the one waited for may be off its processor, and is
 * moved at once to one that has become idle. */
static void
wait_for_members (NnTeam *team)
{
  for (int spin = 0; spin < SPINS_BEFORE_SLEEP; spin++)
    {
      if (atomic_load (&team->n_working) == 0)
        return;
      relax ();
    }

  pthread_mutex_lock (&team->mutex);
  atomic_store (&team->caller_sleeping, true);
  while (atomic_load (&team->n_working) > 0)
    pthread_cond_wait (&team->done, &team->mutex);
  atomic_store (&team->caller_sleeping, false);
  pthread_mutex_unlock (&team->mutex);
}

static void
finish_job (NnTeam *team)
{
  /* As in publish_job: the caller sees that nobody works, or is seen asleep. */
  if (atomic_fetch_sub (&team->n_working, 1) == 1 && atomic_load (&team->caller_sleeping))
    {
      pthread_mutex_lock (&team->mutex);
      pthread_cond_signal (&team->done);
      pthread_mutex_unlock (&team->mutex);
    }
}

static void *
member_main (void *data)
{
  NnMember *member = data;
  NnTeam   *team = member->team;
  unsigned  last_job = 0;

  while (true)
    {
      wait_for_job (team, last_job);
      last_job++;
      if (atomic_load (&team->quit))
        return NULL;
      do_items (team, member->thread);
      finish_job (team);
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
  pthread_cond_init (&self->done, NULL);

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
  publish_job (team);
  for (size_t i = 0; i + 1 < team->n_threads; i++)
    pthread_join (team->members[i].handle, NULL);
  pthread_mutex_destroy (&team->mutex);
  pthread_cond_destroy (&team->wake);
  pthread_cond_destroy (&team->done);
  free (team->members);
  free (team);
}

size_t
nn_team_get_n_threads (const NnTeam *team)
{
  return team != NULL ? team->n_threads : 1;
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
  if (team == NULL || team->n_threads == 1)
    {
      for (size_t item = 0; item < n_items; item++)
        func (data, item, 0);
      return;
    }

  team->func = func;
  team->data = data;
  team->n_items = n_items;
  atomic_store (&team->next_item, 0);
  atomic_store (&team->n_working, team->n_threads - 1);
  publish_job (team);
  do_items (team, 0);
  wait_for_members (team);
}
