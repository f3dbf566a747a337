/* test-ink-object.c: strokes and their undoing, the curve through them, what probabilities say, and
 * where the parts of the drawing panel go; nothing here needs a display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "inkling-drawing-import.h"
#include "inkling-drawing-layout.h"
#include "inkling-eraser.h"
#include "inkling-ink-file.h"
#include "inkling-ink-painter.h"
#include "inkling-ink.h"
#include "inkling-reading.h"

static void
count_cb (InklingInk *ink,
          guint      *n_changes)
{
  (*n_changes)++;
}

static void
begin (InklingInk *ink,
       float       x,
       float       y)
{
  inkling_ink_begin_stroke (ink, &(InklingInkPoint) { x, y, INKLING_INK_PRESSURE, 0 });
}

static void
extend (InklingInk *ink,
        float       x,
        float       y)
{
  inkling_ink_extend_stroke (ink, &(InklingInkPoint) { x, y, INKLING_INK_PRESSURE, 0 }, 1);
}

static void
draw_line (InklingInk *ink,
           float       x1,
           float       y1,
           float       x2,
           float       y2)
{
  begin (ink, x1, y1);
  extend (ink, x2, y2);
  inkling_ink_end_stroke (ink);
}

/* Everything that is drawn, as text to compare. */
static char *
dump (InklingInk *ink)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < inkling_ink_get_n_strokes (ink); i++)
    {
      gsize n_points;
      const InklingInkPoint *points = inkling_ink_get_stroke (ink, i, &n_points);

      for (gsize p = 0; p < n_points; p++)
        g_string_append_printf (text, "%g,%g ", points[p].x, points[p].y);
      g_string_append (text, "| ");
    }

  return g_string_free (text, FALSE);
}

static void
assert_drawn (InklingInk *ink,
              const char *expected)
{
  g_autofree char *drawn = dump (ink);

  g_assert_cmpstr (drawn, ==, expected);
}

static void
test_stroke (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  g_assert_true (inkling_ink_is_empty (ink));
  begin (ink, 10, 20);
  g_assert_true (inkling_ink_is_growing (ink));
  g_assert_true (inkling_ink_can_undo (ink));
  extend (ink, 30, 20);
  extend (ink, 30, 20.1f); /* too close to be kept */
  inkling_ink_end_stroke (ink);
  g_assert_false (inkling_ink_is_growing (ink));
  assert_drawn (ink, "10,20 30,20 | ");
}

static void
test_on_sheet (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, -5, 20, 1000, 300);
  assert_drawn (ink, "0,20 280,280 | ");
}

/* What a driver may report is brought onto the sheet, too. */
static void
test_no_number (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, NAN, 20, INFINITY, -INFINITY);
  assert_drawn (ink, "0,20 280,0 | ");
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      imported)
{
  g_autoptr (GError) error = NULL;

  *(InklingImport **) imported = inkling_drawing_import_finish (result, &error);
  g_assert_no_error (error);
}

static InklingImport *
import_stroke (const char *path,
               float       stroke[2][2])
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  InklingImport *imported = NULL;
  NnInk *ink = nn_ink_new ();
  g_autofree char *line = NULL;

  g_assert_cmpint (nn_ink_begin (ink, stroke[0][0], stroke[0][1]), ==, NN_OK);
  g_assert_cmpint (nn_ink_extend (ink, stroke[1][0], stroke[1][1]), ==, NN_OK);
  line = inkling_ink_print_line (ink, -1);
  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  nn_ink_free (ink);
  inkling_drawing_import_file_async (file, NULL, imported_cb, &imported);
  while (imported == NULL)
    g_main_context_iteration (NULL, TRUE);

  return imported;
}

/* However large, small or far away ink is, it lies on the sheet afterwards. */
static void
test_import_extremes (void)
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-ink-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "extreme.jsonl", NULL);
  float strokes[][2][2] = {
    { { G_MAXFLOAT, 0 }, { -G_MAXFLOAT, G_MAXFLOAT } },
    { { 3e38f, 0 }, { 3.2e38f, 0 } },
    { { -3e38f, 2e38f }, { 3e38f, 3e38f } },
    { { G_MAXFLOAT, G_MAXFLOAT }, { G_MAXFLOAT, G_MAXFLOAT } },
    { { -G_MAXFLOAT, 7 }, { -G_MAXFLOAT, 7.5f } },
    { { 0, 0 }, { 0, 0 } },
    { { 0.01f, 0 }, { 0, 0.01f } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (strokes); i++)
    {
      g_autoptr (InklingImport) imported = import_stroke (path, strokes[i]);
      GArray *stroke = g_ptr_array_index (imported->strokes, 0);

      for (guint p = 0; p < stroke->len; p++)
        {
          InklingInkPoint point = g_array_index (stroke, InklingInkPoint, p);

          g_assert_true (point.x >= 0.0f && point.x <= INKLING_INK_SIDE);
          g_assert_true (point.y >= 0.0f && point.y <= INKLING_INK_SIDE);
        }
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      done)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (inkling_drawing_import_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) done = TRUE;
}

/* Whoever gives the picture may never give all of it: nobody has to wait for that. */
static void
test_import_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream = NULL;
  gboolean done = FALSE;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  stream = g_unix_input_stream_new (ends[0], TRUE);
  inkling_drawing_import_stream_async (stream, cancellable, cancelled_cb, &done);
  g_cancellable_cancel (cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  close (ends[1]);
}

static void
test_undo (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, 0, 0, 10, 0);
  draw_line (ink, 0, 50, 10, 50);
  inkling_ink_undo (ink);
  assert_drawn (ink, "0,0 10,0 | ");
  inkling_ink_undo (ink);
  assert_drawn (ink, "");
  g_assert_false (inkling_ink_can_undo (ink));

  inkling_ink_redo (ink);
  inkling_ink_redo (ink);
  assert_drawn (ink, "0,0 10,0 | 0,50 10,50 | ");
  g_assert_false (inkling_ink_can_redo (ink));
}

static void
test_undo_under_pen (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  begin (ink, 0, 0);
  extend (ink, 10, 0);
  inkling_ink_undo (ink);
  assert_drawn (ink, "");
  extend (ink, 20, 0); /* the pen still moves */
  inkling_ink_end_stroke (ink);
  assert_drawn (ink, "");
  inkling_ink_redo (ink);
  assert_drawn (ink, "0,0 10,0 | ");
}

static void
test_new_stroke_forgets_redo (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, 0, 0, 10, 0);
  inkling_ink_undo (ink);
  draw_line (ink, 0, 50, 10, 50);
  g_assert_false (inkling_ink_can_redo (ink));
  assert_drawn (ink, "0,50 10,50 | ");
}

static void
test_clear (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, 0, 0, 10, 0);
  draw_line (ink, 0, 50, 10, 50);
  inkling_ink_clear (ink);
  g_assert_true (inkling_ink_is_empty (ink));
  inkling_ink_undo (ink);
  assert_drawn (ink, "0,0 10,0 | 0,50 10,50 | ");
}

static void
test_erase (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, 0, 0, 100, 0);
  draw_line (ink, 0, 50, 100, 50);
  inkling_ink_begin_erasing (ink);
  inkling_ink_erase (ink, 50, 25, 10); /* between the two */
  assert_drawn (ink, "0,0 100,0 | 0,50 100,50 | ");
  inkling_ink_erase (ink, 50, 44, 10); /* far from the ends, near the line: √(10² − 6²) = 8 */
  assert_drawn (ink, "0,0 100,0 | 0,50 42,50 | 58,50 100,50 | ");
  inkling_ink_undo (ink);
  assert_drawn (ink, "0,0 100,0 | 0,50 100,50 | ");
}

/* A sweep of the eraser is one step to undo, another one is another. */
static void
test_erase_sweep (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, 0, 0, 100, 0);
  inkling_ink_begin_erasing (ink);
  inkling_ink_erase (ink, 0, 0, 10);
  inkling_ink_erase (ink, 10, 0, 10);
  inkling_ink_begin_erasing (ink);
  inkling_ink_erase (ink, 100, 0, 10);
  assert_drawn (ink, "20,0 90,0 | ");
  inkling_ink_undo (ink);
  assert_drawn (ink, "20,0 100,0 | ");
  inkling_ink_undo (ink);
  assert_drawn (ink, "0,0 100,0 | ");
  inkling_ink_redo (ink);
  assert_drawn (ink, "20,0 100,0 | ");
}

/* What was undone while the eraser is still down stays a step of its own. */
static void
test_erase_undone (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  draw_line (ink, 0, 0, 100, 0);
  inkling_ink_begin_erasing (ink);
  inkling_ink_erase (ink, 0, 0, 10);
  inkling_ink_undo (ink);
  inkling_ink_erase (ink, 100, 0, 10);
  assert_drawn (ink, "0,0 90,0 | ");
  inkling_ink_undo (ink);
  assert_drawn (ink, "0,0 100,0 | ");
}

static GArray *
make_stroke (const InklingInkPoint *points,
             guint                  n_points)
{
  GArray *stroke = g_array_new (FALSE, FALSE, sizeof (InklingInkPoint));

  return g_array_append_vals (stroke, points, n_points);
}

/* Nothing under the eraser stays, nothing away from it goes, and pen and clock go on evenly. */
static void
test_eraser_cuts (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int round = 0; round < 500; round++)
    {
      g_autoptr (GPtrArray) pieces =
        g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      InklingInkPoint points[6];
      g_autoptr (GArray) stroke = NULL;
      float x = (float) g_rand_double_range (random, 0, 280);
      float y = (float) g_rand_double_range (random, 0, 280);

      for (guint32 i = 0; i < 6; i++)
        points[i] = (InklingInkPoint) { (float) g_rand_double_range (random, 0, 280),
                                        (float) g_rand_double_range (random, 0, 280),
                                        0.1f * (float) i, G_MAXUINT32 - 200 + 100 * i };
      stroke = make_stroke (points, 6);
      if (!inkling_eraser_cut (stroke, x, y, 30, pieces))
        {
          g_assert_cmpuint (pieces->len, ==, 0);
          continue;
        }
      for (guint i = 0; i < pieces->len; i++)
        {
          GArray *piece = g_ptr_array_index (pieces, i);

          for (guint p = 0; p < piece->len; p++)
            {
              const InklingInkPoint *point = &g_array_index (piece, InklingInkPoint, p);
              float expected = 0.001f * (float) (point->time - points[0].time);

              g_assert_cmpfloat (hypotf (point->x - x, point->y - y), >, 29.9f);
              g_assert_cmpfloat_with_epsilon (point->pressure, expected, 2e-3f);
            }
        }
    }
}

static void
test_eraser_dot (void)
{
  const InklingInkPoint dot = { 100, 100, INKLING_INK_PRESSURE, 0 };
  g_autoptr (GArray) stroke = make_stroke (&dot, 1);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  g_assert_false (inkling_eraser_cut (stroke, 140, 100, 30, pieces));
  g_assert_true (inkling_eraser_cut (stroke, 120, 100, 30, pieces));
  g_assert_cmpuint (pieces->len, ==, 0);
}

/* A picture with a line on it that can be read. */
static InklingSheetPicture *
make_picture (void)
{
  InklingPixels *pixels = g_new0 (InklingPixels, 1);
  g_autoptr (GError) error = NULL;
  InklingSheetPicture *picture;

  pixels->width = pixels->height = 56;
  pixels->grey = g_malloc (56 * 56);
  pixels->opacity = g_malloc (56 * 56);
  memset (pixels->grey, 255, 56 * 56);
  memset (pixels->opacity, 255, 56 * 56);
  for (int y = 8; y < 48; y++)
    memset (pixels->grey + 56 * y + 20, 0, 6);
  picture = inkling_sheet_picture_new (pixels, "test", &error);
  g_assert_no_error (error);

  return picture;
}

/* A picture is a step to undo like strokes, and the first stroke takes it away. */
static void
test_picture (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (InklingSheetPicture) picture = make_picture ();
  const guint8 *plain = inkling_sheet_picture_get_plain (picture);

  g_assert_cmpint (plain[14 * NN_IMAGE_SIDE + 11], ==, 255);
  g_assert_cmpint (plain[14 * NN_IMAGE_SIDE + 14], ==, 0);
  draw_line (ink, 0, 0, 10, 0);
  inkling_ink_set_picture (ink, picture);
  g_assert_true (inkling_ink_get_picture (ink) == picture);
  g_assert_false (inkling_ink_is_empty (ink));
  assert_drawn (ink, "");
  draw_line (ink, 0, 50, 10, 50);
  g_assert_null (inkling_ink_get_picture (ink));
  assert_drawn (ink, "0,50 10,50 | ");
  inkling_ink_undo (ink);
  g_assert_true (inkling_ink_get_picture (ink) == picture);
  assert_drawn (ink, "");
  inkling_ink_undo (ink);
  g_assert_null (inkling_ink_get_picture (ink));
  assert_drawn (ink, "0,0 10,0 | ");
  inkling_ink_redo (ink);
  inkling_ink_clear (ink);
  g_assert_true (inkling_ink_is_empty (ink));
}

/* What was not meant leaves neither ink nor a step to undo, and what lay below is there again. */
static void
test_take_back (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();

  inkling_ink_take_back (ink);
  g_assert_false (inkling_ink_can_undo (ink));
  draw_line (ink, 0, 0, 100, 0);
  begin (ink, 50, 50);
  extend (ink, 60, 60);
  inkling_ink_take_back (ink);
  assert_drawn (ink, "0,0 100,0 | ");
  g_assert_false (inkling_ink_is_growing (ink));

  inkling_ink_begin_erasing (ink);
  inkling_ink_erase (ink, 0, 0, 10);
  inkling_ink_erase (ink, 100, 0, 10);
  inkling_ink_take_back (ink);
  assert_drawn (ink, "0,0 100,0 | ");

  inkling_ink_take_back (ink);
  inkling_ink_undo (ink);
  g_assert_true (inkling_ink_is_empty (ink));
  g_assert_false (inkling_ink_can_undo (ink));
}

/* A stroke takes a picture away, which comes back with it. */
static void
test_take_back_over_picture (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (InklingSheetPicture) picture = make_picture ();

  inkling_ink_set_picture (ink, picture);
  begin (ink, 50, 50);
  g_assert_null (inkling_ink_get_picture (ink));
  inkling_ink_take_back (ink);
  g_assert_true (inkling_ink_get_picture (ink) == picture);
}

static void
test_set_strokes (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  g_autoptr (GPtrArray) strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  const InklingInkPoint points[] = { { 1, 2, 0.5f, 0 }, { 3, 4, 0.5f, 0 } };

  g_ptr_array_add (strokes, make_stroke (points, 2));
  draw_line (ink, 0, 0, 10, 0);
  inkling_ink_set_strokes (ink, strokes);
  assert_drawn (ink, "1,2 3,4 | ");
  inkling_ink_undo (ink);
  assert_drawn (ink, "0,0 10,0 | ");
}

static void
test_changed (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  guint n_changes = 0;

  g_signal_connect (ink, "changed", G_CALLBACK (count_cb), &n_changes);
  inkling_ink_clear (ink);
  inkling_ink_undo (ink);
  inkling_ink_redo (ink);
  inkling_ink_end_stroke (ink);
  inkling_ink_erase (ink, 50, 50, 10);
  extend (ink, 50, 50);
  g_assert_cmpuint (n_changes, ==, 0);

  begin (ink, 0, 0);
  g_assert_cmpuint (n_changes, ==, 1);
  extend (ink, 0, 0);
  g_assert_cmpuint (n_changes, ==, 1);
  extend (ink, 10, 0);
  g_assert_cmpuint (n_changes, ==, 2);
}

static void
test_copy_to (void)
{
  g_autoptr (InklingInk) ink = inkling_ink_new ();
  NnInk *copy = nn_ink_new ();

  draw_line (ink, 1, 2, 30, 40);
  draw_line (ink, 5, 6, 70, 80);
  g_assert_cmpint (inkling_ink_copy_to (ink, copy), ==, NN_OK);
  g_assert_cmpint (inkling_ink_copy_to (ink, copy), ==, NN_OK); /* replaces, does not add */
  g_assert_cmpuint (copy->n_strokes, ==, 2);
  g_assert_cmpuint (copy->stroke_ends[0], ==, 2);
  g_assert_cmpuint (copy->stroke_ends[1], ==, 4);
  g_assert_cmpfloat (copy->points[1].y, ==, 40);
  g_assert_cmpfloat (copy->points[3].x, ==, 70);

  nn_ink_free (copy);
}

static void
test_curve_straight (void)
{
  const InklingInkPoint points[] = { { 0, 0 }, { 1, 2 }, { 50, 100 }, { 51, 102 } };

  for (gsize segment = 0; segment < 3; segment++)
    {
      double controls[2][2];

      inkling_ink_curve (points, 4, segment, controls);
      for (int i = 0; i < 2; i++)
        {
          g_assert_cmpfloat_with_epsilon (controls[i][1], 2 * controls[i][0], 1e-4);
          g_assert_cmpfloat (controls[i][0], >=, points[segment].x - 1e-4);
          g_assert_cmpfloat (controls[i][0], <=, points[segment + 1].x + 1e-4);
        }
    }
}

/* The two control points beside a point lie in one line with it: no corner. */
static void
test_curve_smooth (void)
{
  const InklingInkPoint points[] = { { 0, 0 }, { 40, 10 }, { 50, 60 }, { 90, 70 } };

  for (gsize i = 1; i < 3; i++)
    {
      double before[2][2], after[2][2];
      double in[2], out[2];

      inkling_ink_curve (points, 4, i - 1, before);
      inkling_ink_curve (points, 4, i, after);
      in[0] = points[i].x - before[1][0];
      in[1] = points[i].y - before[1][1];
      out[0] = after[0][0] - points[i].x;
      out[1] = after[0][1] - points[i].y;
      g_assert_cmpfloat (hypot (in[0], in[1]), >, 1.0);
      g_assert_cmpfloat_with_epsilon (in[0] * out[1] - in[1] * out[0], 0.0, 1e-3);
    }
}

static void
test_pen_width (void)
{
  g_assert_cmpfloat (inkling_ink_line_width (14.0, INKLING_INK_PRESSURE), ==, 14.0);
  g_assert_cmpfloat (inkling_ink_line_width (5.0, INKLING_INK_PRESSURE), ==, 5.0);
  g_assert_cmpfloat (inkling_ink_line_width (14.0, 0), >, 0.0);
  g_assert_cmpfloat (inkling_ink_line_width (14.0, 1), >, 14.0);
}

static void
test_reading (void)
{
  const float sure[NN_N_CLASSES] = { [7] = 0.9f, [1] = 0.1f };
  const float torn[NN_N_CLASSES] = { [4] = 0.52f, [9] = 0.48f };
  const float flat[NN_N_CLASSES] = { 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f };
  const float first[NN_N_CLASSES] = { [0] = 0.52f, [9] = 0.48f };

  g_assert_cmpint (inkling_reading_new (sure).digit, ==, 7);
  g_assert_cmpfloat (inkling_reading_new (sure).probability, ==, 0.9f);
  g_assert_false (inkling_reading_new (sure).unsure);
  g_assert_cmpint (inkling_reading_new (torn).digit, ==, 4);
  g_assert_true (inkling_reading_new (torn).unsure);
  g_assert_true (inkling_reading_new (flat).unsure);
  g_assert_true (inkling_reading_new (first).unsure);
}

static void
test_percent (void)
{
  g_assert_cmpint (inkling_percent (0.0), ==, 0);
  g_assert_cmpint (inkling_percent (0.984), ==, 98);
  g_assert_cmpint (inkling_percent (0.9966), ==, 99);
  g_assert_cmpint (inkling_percent (1.0), ==, 100);
}

static const InklingDrawingNeeds needs = { { 260, 200 }, { 180, 190 } };

static void
test_layout_fits (void)
{
  for (int width = 300; width <= 1920; width += 20)
    for (int height = 400; height <= 1200; height += 40)
      {
        GdkRectangle parts[INKLING_DRAWING_N_PARTS];
        int least = inkling_drawing_layout_arrange (&needs, width, 0, parts);
        int used = inkling_drawing_layout_arrange (&needs, width, height, parts);

        g_assert_cmpint (used, <=, MAX (height, least));
        g_assert_cmpint (parts[0].width, ==, parts[0].height);
        g_assert_cmpint (parts[0].width, >=, 260);
        for (int i = 0; i < INKLING_DRAWING_N_PARTS; i++)
          {
            GdkRectangle *next = &parts[(i + 1) % INKLING_DRAWING_N_PARTS];

            g_assert_cmpint (parts[i].x, >=, 0);
            g_assert_cmpint (parts[i].y, >=, 0);
            g_assert_cmpint (parts[i].x + parts[i].width, <=, width);
            g_assert_false (gdk_rectangle_intersect (&parts[i], next, NULL));
          }
      }
}

static void
test_layout_arrangements (void)
{
  GdkRectangle parts[INKLING_DRAWING_N_PARTS];

  inkling_drawing_layout_arrange (&needs, 324, 560, parts);
  g_assert_cmpint (parts[1].y, >=, parts[0].height);
  g_assert_cmpint (parts[2].y, >, parts[1].y);

  inkling_drawing_layout_arrange (&needs, 520, 640, parts);
  g_assert_cmpint (parts[1].y, >=, parts[0].height);
  g_assert_cmpint (parts[2].y, ==, parts[1].y);

  inkling_drawing_layout_arrange (&needs, 860, 460, parts);
  g_assert_cmpint (parts[0].width, ==, 460);
  g_assert_cmpint (parts[1].x, >=, parts[0].x + 460);
  g_assert_cmpint (parts[2].x, ==, parts[1].x);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ink/stroke", test_stroke);
  g_test_add_func ("/ink/on-sheet", test_on_sheet);
  g_test_add_func ("/ink/no-number", test_no_number);
  g_test_add_func ("/ink/import-extremes", test_import_extremes);
  g_test_add_func ("/ink/import-cancelled", test_import_cancelled);
  g_test_add_func ("/ink/undo", test_undo);
  g_test_add_func ("/ink/undo-under-pen", test_undo_under_pen);
  g_test_add_func ("/ink/new-stroke-forgets-redo", test_new_stroke_forgets_redo);
  g_test_add_func ("/ink/clear", test_clear);
  g_test_add_func ("/ink/erase", test_erase);
  g_test_add_func ("/ink/erase-sweep", test_erase_sweep);
  g_test_add_func ("/ink/erase-undone", test_erase_undone);
  g_test_add_func ("/eraser/cuts", test_eraser_cuts);
  g_test_add_func ("/eraser/dot", test_eraser_dot);
  g_test_add_func ("/ink/picture", test_picture);
  g_test_add_func ("/ink/take-back", test_take_back);
  g_test_add_func ("/ink/take-back-over-picture", test_take_back_over_picture);
  g_test_add_func ("/ink/set-strokes", test_set_strokes);
  g_test_add_func ("/ink/changed", test_changed);
  g_test_add_func ("/ink/copy-to", test_copy_to);
  g_test_add_func ("/painter/curve-straight", test_curve_straight);
  g_test_add_func ("/painter/curve-smooth", test_curve_smooth);
  g_test_add_func ("/painter/pen-width", test_pen_width);
  g_test_add_func ("/reading/unsure", test_reading);
  g_test_add_func ("/reading/percent", test_percent);
  g_test_add_func ("/layout/fits", test_layout_fits);
  g_test_add_func ("/layout/arrangements", test_layout_arrangements);

  return g_test_run ();
}
