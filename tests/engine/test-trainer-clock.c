/* test-trainer-clock.c: how fast a run is of late, by a clock that the test turns
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-trainer-clock.h"

#define MILLISECOND G_TIME_SPAN_MILLISECOND
#define START       (1000 * G_TIME_SPAN_SECOND)

static gint64 now; /* microseconds */

/* Takes the place of GLib's in this program. */
gint64
g_get_monotonic_time (void)
{
  return now;
}

static void
start (InklingTrainerClock *clock,
       guint64              step)
{
  now = START;
  inkling_trainer_clock_start (clock, step);
}

static void
test_seconds (void)
{
  InklingTrainerClock clock;

  start (&clock, 0);
  g_assert_cmpfloat (inkling_trainer_clock_get_seconds (&clock), ==, 0.0);
  now += 2500 * MILLISECOND;
  g_assert_cmpfloat (inkling_trainer_clock_get_seconds (&clock), ==, 2.5);
}

/* Nothing is known at first, something soon, and steps before a resumption do not count. */
static void
test_first_speed (void)
{
  InklingTrainerClock clock;

  start (&clock, 5000);
  g_assert_cmpfloat (inkling_trainer_clock_tell (&clock, 5000), ==, 0.0);
  now += 100 * MILLISECOND;
  g_assert_cmpfloat (inkling_trainer_clock_tell (&clock, 5020), ==, 200.0);
}

/* What was long ago does not count, and what is shorter than the interval does not flicker. */
static void
test_speed_of_late (void)
{
  InklingTrainerClock clock;

  start (&clock, 0);
  now += 1000 * MILLISECOND;
  g_assert_cmpfloat (inkling_trainer_clock_tell (&clock, 100), ==, 100.0);
  now += 100 * MILLISECOND;
  g_assert_cmpfloat (inkling_trainer_clock_tell (&clock, 200), ==, 100.0);
  now += 900 * MILLISECOND;
  g_assert_cmpfloat (inkling_trainer_clock_tell (&clock, 500), ==, 400.0);
}

static void
test_due (void)
{
  InklingTrainerClock clock;

  start (&clock, 0);
  g_assert_false (inkling_trainer_clock_is_due (&clock));
  now += 100 * MILLISECOND;
  g_assert_true (inkling_trainer_clock_is_due (&clock));
  inkling_trainer_clock_tell (&clock, 10);
  g_assert_false (inkling_trainer_clock_is_due (&clock));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer-clock/seconds", test_seconds);
  g_test_add_func ("/trainer-clock/first-speed", test_first_speed);
  g_test_add_func ("/trainer-clock/speed-of-late", test_speed_of_late);
  g_test_add_func ("/trainer-clock/due", test_due);
  return g_test_run ();
}
