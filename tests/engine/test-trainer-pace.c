/* test-trainer-pace.c: the choice of threads, on machines that are made up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-pace.h"

#include "../noise.h"

#define PURPOSE 1002

/* How many seconds a step takes with so many threads, at a time. */
typedef double (*Machine) (guint  n_threads,
                           double time);

static double
quiet (guint  n_threads,
       double time)
{
  return 0.0008 / n_threads;
}

static double
busy (guint  n_threads,
      double time)
{
  return 0.001 * (1.0 + 0.4 * (n_threads - 1));
}

static double
best_with_four (guint  n_threads,
                double time)
{
  return n_threads <= 4 ? 0.004 / n_threads : 0.001 * n_threads / 4;
}

/* Now faster, now slower by half, for a slice of time each. */
static double
unsteady (guint  n_threads,
          double time)
{
  float noise = noise_uniform (1, PURPOSE, (guint64) (time / 0.02));

  return (0.7 + 0.6 * noise) * quiet (n_threads, time);
}

/* Others come after ten seconds and go after thirty. */
static double
visited (guint  n_threads,
         double time)
{
  return time < 10.0 || time > 30.0 ? quiet (n_threads, time) : busy (n_threads, time);
}

static double
slow (guint  n_threads,
      double time)
{
  return 20.0 / n_threads;
}

static double
frozen_clock (guint  n_threads,
              double time)
{
  return 0.0;
}

typedef struct
{
  const char *name;
  Machine     machine;
  guint       n_threads;
  double      seconds;  /* how long it is simulated */
  guint       n_best;   /* in the end */
  double      most;     /* of what n_best from the beginning would have taken */
} Case;

static const Case cases[] = {
  { "quiet", quiet, 2, 60.0, 2, 1.02 },
  { "unsteady", unsteady, 2, 60.0, 2, 1.03 },
  { "busy", busy, 2, 60.0, 1, 1.03 },
  { "busy-8", busy, 8, 60.0, 1, 1.10 },
  { "best-with-four", best_with_four, 8, 60.0, 4, 1.05 },
  { "visited", visited, 2, 60.0, 2, 1.5 },
  { "still-visited", visited, 2, 25.0, 1, 3.0 },
  { "one", quiet, 1, 60.0, 1, 1.0 },
  { "slow", slow, 4, 6000.0, 4, 1.2 },
};

/* It finds the best number, and finding it costs next to nothing. */
static void
test_finds_the_best (gconstpointer data)
{
  const Case        *test = data;
  InklingTrainerPace pace;
  guint              n_used = test->n_threads;
  double             time = 0.0;
  double             work = 0.0; /* seconds that n_best would have taken */

  inkling_trainer_pace_init (&pace, test->n_threads);
  for (guint64 step = 0; time < test->seconds; step++)
    {
      double noise = 0.9 + 0.2 * noise_uniform (1, PURPOSE, step);
      double seconds = test->machine (n_used, time) * noise;

      work += test->machine (test->n_best, time) * noise;
      time += seconds;
      n_used = inkling_trainer_pace_add_step (&pace, seconds);
      g_assert_cmpuint (n_used, >=, 1);
      g_assert_cmpuint (n_used, <=, test->n_threads);
    }
  g_assert_cmpuint (inkling_trainer_pace_get_n_used (&pace), ==, test->n_best);
  g_assert_cmpfloat (time, <=, test->most * work * (1.0 + 1e-9));
}

/* Steps of no time at all, and all numbers of threads: nothing but allowed answers. */
static void
test_without_time (void)
{
  for (guint n_threads = 1; n_threads <= 64; n_threads++)
    {
      InklingTrainerPace pace;

      inkling_trainer_pace_init (&pace, n_threads);
      for (guint step = 0; step < 1000; step++)
        {
          guint n_used = inkling_trainer_pace_add_step (&pace, frozen_clock (n_threads, 0));

          g_assert_cmpuint (n_used, >=, 1);
          g_assert_cmpuint (n_used, <=, n_threads);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/trainer/pace/finds-the-best/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_finds_the_best);
    }
  g_test_add_func ("/trainer/pace/without-time", test_without_time);
  return g_test_run ();
}
