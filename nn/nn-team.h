/* nn-team.h: the threads a step is shared among
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>

#include "nn-status.h"

typedef struct _NnTeam NnTeam;

#define NN_MAX_THREADS 64

/* Does item number item of a job; thread (0 … n_threads − 1) says whose scratch memory to use.
 * What is computed for an item must not depend on the thread. */
typedef void (*NnTeamFunc) (void   *data,
                            size_t  item,
                            size_t  thread);

/* A team of n_threads (1 … NN_MAX_THREADS), of which the thread that calls nn_team_run is one.
 * Free with nn_team_free. NN_NO_MEMORY if threads cannot be started. */
NnStatus nn_team_new  (size_t   n_threads,
                       NnTeam **team);
/* NULL is allowed. The team must be idle. */
void     nn_team_free (NnTeam *team);

/* The caller counts too. NULL is allowed: 1. */
size_t nn_team_get_n_threads  (const NnTeam *team);

/* Lets no more than n_active (1 … n_threads) of them take part from the next job on; the others
 * sleep. The caller's thread alone may call this, between two jobs. NULL is allowed. */
void nn_team_set_n_active (NnTeam *team,
                           size_t  n_active);

/* How many of them are asleep for want of work, for tests. Any thread. */
size_t nn_team_get_n_sleeping (const NnTeam *team);

/* Calls func for every item 0 … n_items − 1, each once, spread over the team, and returns when all
 * are done. One caller at a time. A NULL team: all in the calling thread. */
void nn_team_run (NnTeam     *team,
                  NnTeamFunc  func,
                  void       *data,
                  size_t      n_items);
