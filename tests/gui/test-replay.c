/* test-replay.c: a drawing is drawn again at its own pace, and stays as it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-replay.h"

#define N_STROKES 2
#define N_POINTS  5

static void
draw (InklingInk *ink,
      guint32     start,
      guint32     interval,
      guint32     pause)
{
  guint32 time = start;

  for (int stroke = 0; stroke < N_STROKES; stroke++)
    {
      for (int i = 0; i < N_POINTS; i++)
        {
          InklingInkPoint point = { 50 + 20 * i, 50 + 100 * stroke, 0.1f * (i + 1), time };

          if (i == 0)
            inkling_ink_begin_stroke (ink, &point);
          else
            inkling_ink_extend_stroke (ink, &point, 1);
          time += interval;
        }
      inkling_ink_end_stroke (ink);
      time += pause - interval;
    }
}

static void
assert_equal (InklingInk *a,
              InklingInk *b)
{
  g_assert_cmpuint (inkling_ink_get_n_strokes (a), ==, inkling_ink_get_n_strokes (b));
  for (gsize stroke = 0; stroke < inkling_ink_get_n_strokes (a); stroke++)
    {
      gsize n_a, n_b;
      const InklingInkPoint *points_a = inkling_ink_get_stroke (a, stroke, &n_a);
      const InklingInkPoint *points_b = inkling_ink_get_stroke (b, stroke, &n_b);

      g_assert_cmpmem (points_a, n_a * sizeof *points_a, points_b, n_b * sizeof *points_b);
    }
}

static double
get_duration (guint32 start,
              guint32 interval,
              guint32 pause)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (InklingReplay) replay = NULL;

  draw (ink, start, interval, pause);
  replay = inkling_replay_new (ink);

  return inkling_replay_get_duration (replay);
}

static gsize
count_points (InklingInk *ink)
{
  gsize n_all = 0;

  for (gsize stroke = 0; stroke < inkling_ink_get_n_strokes (ink); stroke++)
    {
      gsize n_points;

      inkling_ink_get_stroke (ink, stroke, &n_points);
      n_all += n_points;
    }

  return n_all;
}

static void
changed_cb (InklingInk *ink,
            gboolean   *changed)
{
  *changed = TRUE;
}

static void
test_whole (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (InklingReplay) replay = NULL;
  gboolean changed = FALSE;

  draw (ink, 1000, 20, 100);
  g_signal_connect (ink, "changed", G_CALLBACK (changed_cb), &changed);
  replay = inkling_replay_new (ink);
  g_assert_true (inkling_ink_is_empty (inkling_replay_get_ink (replay)));
  g_assert_false (inkling_replay_advance (replay, 1e6));
  assert_equal (inkling_replay_get_ink (replay), ink);
  g_assert_false (inkling_ink_is_growing (inkling_replay_get_ink (replay)));
  g_assert_false (changed);
}

/* Each point comes at its time: four intervals of 20 ms, a pause of 100, four more. */
static void
test_pace (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (InklingReplay) replay = NULL;
  const gsize expected[] = { 1, 2, 3, 4, 5, 5, 5, 5, 5, 6, 7, 8, 9 };

  draw (ink, 1000, 20, 100);
  replay = inkling_replay_new (ink);
  g_assert_cmpfloat (inkling_replay_get_duration (replay), ==, 260);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (inkling_replay_advance (replay, i == 0 ? 0 : 20));
      g_assert_cmpuint (count_points (inkling_replay_get_ink (replay)), ==, expected[i]);
    }
  g_assert_false (inkling_replay_advance (replay, 20));
}

/* Who thinks for a minute, with the pen up or down, is not waited for. */
static void
test_long_pauses (void)
{
  g_assert_cmpfloat (get_duration (0, 20, 60000), <, 700);
  g_assert_cmpfloat (get_duration (0, 60000, 100), <, 1500);
}

/* Of keys and of files; and of a clock that was set back. */
static void
test_without_times (void)
{
  double duration = get_duration (7, 0, 0);

  g_assert_cmpfloat (duration, >, 300);
  g_assert_cmpfloat (duration, <, 2000);
  g_assert_cmpfloat (get_duration (100000, (guint32) -20, (guint32) -100), ==, duration);
}

static void
test_clock_wraps (void)
{
  g_assert_cmpfloat (get_duration (G_MAXUINT32 - 30, 20, 100), ==, 260);
}

/* A line of two points at once is still seen to be drawn. */
static void
test_no_jumps (void)
{
  g_assert_cmpfloat (get_duration (0, 1, 100), >, 100 + 2 * 4 * 5);
}

static void
test_empty (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (InklingReplay) replay = inkling_replay_new (ink);

  g_assert_cmpfloat (inkling_replay_get_duration (replay), ==, 0);
  g_assert_false (inkling_replay_advance (replay, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/replay/whole", test_whole);
  g_test_add_func ("/replay/pace", test_pace);
  g_test_add_func ("/replay/long-pauses", test_long_pauses);
  g_test_add_func ("/replay/without-times", test_without_times);
  g_test_add_func ("/replay/clock-wraps", test_clock_wraps);
  g_test_add_func ("/replay/no-jumps", test_no_jumps);
  g_test_add_func ("/replay/empty", test_empty);

  return g_test_run ();
}
