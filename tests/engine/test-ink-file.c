/* test-ink-file.c: drawings from files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>

#include "inkling-error.h"
#include "inkling-ink-file.h"
#include "test-data.h"

#define GOOD_LINE \
  "{\"label\": 7, \"strokes\": [[[1, 2], [30.5, 2], [1e1, 40]], [[5, 20], [25, 20]]]}\n"

static char *folder; /* owned; everything is written there */

typedef struct
{
  const char *name;
  const char *line;
  const char *reason; /* part of the message */
} BadLine;

static const BadLine bad_lines[] = {
  { "not-json", "hello", "JSON" },
  { "half", "{\"label\": 7, \"strokes\": [[[1, 2], [3", "JSON" },
  { "array", "[1, 2]", "object" },
  { "no-strokes", "{\"label\": 7}", "“strokes” is missing" },
  { "strokes-null", "{\"label\": 7, \"strokes\": null}", "not a list" },
  { "strokes-number", "{\"label\": 7, \"strokes\": 3}", "not a list" },
  { "stroke-string", "{\"label\": 7, \"strokes\": [\"a\"]}", "list of points" },
  { "point-number", "{\"label\": 7, \"strokes\": [[1, 2]]}", "pair" },
  { "point-short", "{\"label\": 7, \"strokes\": [[[1]]]}", "pair" },
  { "point-null", "{\"label\": 7, \"strokes\": [[null]]}", "pair" },
  { "coordinate-string", "{\"label\": 7, \"strokes\": [[[1, \"2\"]]]}", "not a number" },
  { "coordinate-true", "{\"label\": 7, \"strokes\": [[[true, 2]]]}", "not a number" },
  { "coordinate-null", "{\"label\": 7, \"strokes\": [[[1, null]]]}", "not a number" },
  { "coordinate-nan", "{\"label\": 7, \"strokes\": [[[1, NaN]]]}", "JSON" },
  { "coordinate-huge", "{\"label\": 7, \"strokes\": [[[1, 1e300]]]}", "too large" },
  { "coordinate-infinite", "{\"label\": 7, \"strokes\": [[[1, 1e999]]]}", "too large" },
  { "coordinate-whole", "{\"label\": 7, \"strokes\": [[[1, 99999999999999999999]]]}", "too large" },
  { "coordinate-64-bit", "{\"label\": 7, \"strokes\": [[[1, -9999999999999999999]]]}", "too large" },
  { "nothing-drawn", "{\"label\": 7, \"strokes\": []}", "nothing is drawn" },
  { "empty-stroke", "{\"label\": 7, \"strokes\": [[], []]}", "nothing is drawn" },
  { "label-missing", "{\"strokes\": [[[1, 2], [3, 4]]]}", "“label” is missing" },
  { "label-large", "{\"label\": 10, \"strokes\": [[[1, 2]]]}", "0 to 9" },
  { "label-negative", "{\"label\": -1, \"strokes\": [[[1, 2]]]}", "0 to 9" },
  { "label-string", "{\"label\": \"7\", \"strokes\": [[[1, 2]]]}", "whole number" },
  { "label-fraction", "{\"label\": 7.5, \"strokes\": [[[1, 2]]]}", "whole number" },
  { "label-null", "{\"label\": null, \"strokes\": [[[1, 2]]]}", "whole number" },
  { "comment", "/**/{\"label\": 7, \"strokes\": [[[1, 2]]]}", "JSON" },
  { "single-quotes", "{'label': 7, \"strokes\": [[[1, 2]]]}", "JSON" },
  { "assignment", "var drawing = {\"label\": 7, \"strokes\": [[[1, 2]]]};", "JSON" },
  { "not-utf-8", "{\"label\": 7, \"\377\": 1, \"strokes\": [[[1, 2]]]}", "JSON" },
};

static void
write_file (const char *path,
            const char *text,
            gssize      length)
{
  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static void
assert_fails (const char *path,
              const char *first,
              const char *second)
{
  g_autoptr (GError) error = NULL;
  NnDigits          *digits = inkling_ink_file_load (path, TRUE, &error);

  g_assert_null (digits);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, first));
  g_assert_nonnull (strstr (error->message, second));
}

static void
test_parse (void)
{
  g_autoptr (GError) error = NULL;
  NnInk             *ink = nn_ink_new ();
  int                label;

  g_assert_true (inkling_ink_parse_line (GOOD_LINE, ink, &label, &error));
  g_assert_no_error (error);
  g_assert_cmpint (label, ==, 7);
  g_assert_cmpuint (ink->n_strokes, ==, 2);
  g_assert_cmpuint (ink->n_points, ==, 5);
  g_assert_cmpuint (ink->stroke_ends[0], ==, 3);
  g_assert_cmpfloat (ink->points[1].x, ==, 30.5f);
  g_assert_cmpfloat (ink->points[2].x, ==, 10.0f);
  g_assert_cmpfloat (ink->points[4].y, ==, 20.0f);

  g_assert_true (inkling_ink_parse_line ("{\"strokes\": [[[1, 2, 0.5, 99]]]}", ink, &label, NULL));
  g_assert_cmpint (label, ==, -1);
  g_assert_cmpuint (ink->n_points, ==, 1);
  nn_ink_free (ink);
}

static void
test_load (void)
{
  g_autofree char   *path = g_build_filename (folder, "good.jsonl", NULL);
  g_autoptr (GError) error = NULL;
  NnInk             *ink = nn_ink_new ();
  NnDigits          *digits;
  guint8             expected[NN_IMAGE_PIXELS];
  guint8             image[NN_IMAGE_PIXELS];
  int                label;

  write_file (path, "\357\273\277" GOOD_LINE "\r\n  \n" GOOD_LINE
                    "{\"label\": 0, \"strokes\": [[[3, 3]]]}", -1);
  digits = inkling_ink_file_load (path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (digits->n_images, ==, 3);
  g_assert_cmpint (digits->labels[1], ==, 7);
  g_assert_cmpint (digits->labels[2], ==, 0);

  g_assert_true (inkling_ink_parse_line (GOOD_LINE, ink, &label, NULL));
  g_assert_cmpint (nn_ink_to_image (ink, expected), ==, NN_OK);
  nn_digits_get_image (digits, 1, image);
  g_assert_cmpmem (image, sizeof image, expected, sizeof expected);
  nn_digits_free (digits);
  nn_ink_free (ink);
  g_unlink (path);
}

/* To be read, a drawing needs no label. */
static void
test_load_unlabelled (void)
{
  g_autofree char   *path = g_build_filename (folder, "unlabelled.jsonl", NULL);
  g_autoptr (GError) error = NULL;
  NnDigits          *digits;

  write_file (path, "{\"strokes\": [[[1, 2], [3, 4]]]}\n" GOOD_LINE, -1);
  digits = inkling_ink_file_load (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (digits->n_images, ==, 2);
  g_assert_cmpint (digits->labels[0], ==, 0);
  g_assert_cmpint (digits->labels[1], ==, 7);
  nn_digits_free (digits);
  g_unlink (path);
}

/* Each bad line is named by its number, and by what is wrong with it. */
static void
test_bad_line (gconstpointer data)
{
  const BadLine   *bad = data;
  g_autofree char *path = g_build_filename (folder, "bad.jsonl", NULL);
  g_autofree char *text = g_strconcat (GOOD_LINE "\n", bad->line, "\n" GOOD_LINE, NULL);

  write_file (path, text, -1);
  assert_fails (path, "line 3", bad->reason);
  g_unlink (path);
}

static void
assert_deep_fails (const char *beginning,
                   const char *reason)
{
  g_autofree char *path = g_build_filename (folder, "deep.jsonl", NULL);
  g_autofree char *brackets = g_strnfill (3 * 1024 * 1024, '[');
  g_autofree char *text = g_strconcat (beginning, brackets, NULL);

  write_file (path, text, -1);
  assert_fails (path, "line 1", reason);
  g_unlink (path);
}

/* A parser that calls itself for each bracket would run out of stack; a quotation mark in a comment
 * must not hide them from the check. */
static void
test_deep (void)
{
  assert_deep_fails ("{\"label\": 7, \"strokes\": ", "nested");
  assert_deep_fails ("{\"label\": 7, \"strokes\": ]]]]]]]]]]]]]]]]]]]]", "nested");
  assert_deep_fails ("/*\"*/", "JSON");
  assert_deep_fails ("'\"'", "JSON");
}

static void
test_long_line (void)
{
  g_autofree char *path = g_build_filename (folder, "long.jsonl", NULL);
  g_autofree char *text = g_strnfill (5 * 1024 * 1024, '1');

  write_file (path, text, -1);
  assert_fails (path, "line 1", "too long");
  g_unlink (path);
}

static void
test_zero_byte (void)
{
  g_autofree char *path = g_build_filename (folder, "zero.jsonl", NULL);
  const char       text[] = GOOD_LINE "{\"label\": 7\0}\n";

  write_file (path, text, sizeof text - 1);
  assert_fails (path, "line 2", "zero byte");
  g_unlink (path);
}

static void
test_no_drawings (void)
{
  g_autofree char *path = g_build_filename (folder, "empty.jsonl", NULL);

  write_file (path, "", 0);
  assert_fails (path, "no drawing", "");
  write_file (path, "\n \n", -1);
  assert_fails (path, "no drawing", "");
  g_unlink (path);
  assert_fails (path, "", "");
  assert_fails (folder, "folder", "");
}

/* Pen digits of 30 people, inked, look as MNIST's 60,000 training digits do in the mean: there a
 * digit holds 102.4 pixels' worth of ink and is 19.74 pixels high; its centre of mass lies at
 * (14.51, 14.50). Pen digits are slimmer, so that they hold a little less. */
static void
test_like_mnist (void)
{
  g_autofree char   *path = test_data_find (PEN_DIGITS);
  g_autoptr (GError) error = NULL;
  NnDigits          *digits;
  double             mass = 0.0;
  double             moment_x = 0.0, moment_y = 0.0;

  if (path == NULL)
    return;
  digits = inkling_ink_file_load (path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (digits->n_images, ==, 7494);
  for (guint32 i = 0; i < digits->starts[digits->n_images]; i++)
    {
      double ink = digits->values[i] / 255.0;

      mass += ink;
      moment_x += ink * (digits->pixels[i] % NN_IMAGE_SIDE + 0.5);
      moment_y += ink * (digits->pixels[i] / NN_IMAGE_SIDE + 0.5);
    }
  g_assert_cmpfloat_with_epsilon (mass / digits->n_images, 102.4, 5.0);
  g_assert_cmpfloat_with_epsilon (moment_x / mass, 14.5, 0.05);
  g_assert_cmpfloat_with_epsilon (moment_y / mass, 14.5, 0.05);
  nn_digits_free (digits);
}

static double
get_outline (const guint8 *image)
{
  double sum = 0.0;

  for (gsize i = 0; i + NN_IMAGE_SIDE < NN_IMAGE_PIXELS; i++)
    if (i % NN_IMAGE_SIDE + 1 < NN_IMAGE_SIDE)
      sum += hypot (image[i + 1] - image[i], image[i + NN_IMAGE_SIDE] - image[i]) / 255.0;
  return sum;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Twice a digit's ink over the length of its outline: 2.36 pixels in the median of MNIST. */
static void
test_stroke_width (void)
{
  g_autofree char   *path = test_data_find (PEN_DIGITS);
  g_autofree double *widths = NULL;
  NnDigits          *digits;

  if (path == NULL)
    return;
  digits = inkling_ink_file_load (path, TRUE, NULL);
  g_assert_nonnull (digits);
  widths = g_new (double, digits->n_images);
  for (gsize i = 0; i < digits->n_images; i++)
    {
      guint8 image[NN_IMAGE_PIXELS];
      double mass = 0.0;

      nn_digits_get_image (digits, i, image);
      for (gsize p = 0; p < NN_IMAGE_PIXELS; p++)
        mass += image[p] / 255.0;
      widths[i] = 2.0 * mass / get_outline (image);
    }
  qsort (widths, digits->n_images, sizeof *widths, compare_doubles);
  g_assert_cmpfloat_with_epsilon (widths[digits->n_images / 2], 2.36, 0.05);
  nn_digits_free (digits);
}

/* Real drawings, as the made-up ones of the core's tests, may be moved and scaled. */
static void
test_invariant (void)
{
  g_autofree char *path = test_data_find (PEN_DIGITS);
  g_autofree char *text = NULL;
  g_auto (GStrv)   lines = NULL;
  gsize            n_lines;
  NnInk           *ink;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  n_lines = g_strv_length (lines);
  ink = nn_ink_new ();
  for (gsize i = 0; i < n_lines; i += 10)
    {
      float  scale = 0.5f + 2.5f * (float) (i % 100) / 100.0f;
      guint8 image[NN_IMAGE_PIXELS];
      guint8 moved[NN_IMAGE_PIXELS];
      int    label;

      g_assert_true (inkling_ink_parse_line (lines[i], ink, &label, NULL));
      g_assert_cmpint (nn_ink_to_image (ink, image), ==, NN_OK);
      for (gsize p = 0; p < ink->n_points; p++)
        {
          ink->points[p].x = scale * ink->points[p].x + 12.3f;
          ink->points[p].y = scale * ink->points[p].y - 456.7f;
        }
      g_assert_cmpint (nn_ink_to_image (ink, moved), ==, NN_OK);
      for (gsize p = 0; p < NN_IMAGE_PIXELS; p++)
        g_assert_cmpint (ABS (image[p] - moved[p]), <=, 1);
    }
  nn_ink_free (ink);
}

/* What is printed is read again as it was, to a hundredth. */
static void
test_print (void)
{
  NnInk             *ink = nn_ink_new ();
  NnInk             *again = nn_ink_new ();
  g_autoptr (GRand)  random = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;
  g_autofree char   *line = NULL;
  int                label;

  for (int stroke = 0; stroke < 20; stroke++)
    {
      g_assert_cmpint (nn_ink_begin (ink, g_rand_double_range (random, -9, 280), 1e-7f), ==, NN_OK);
      for (int i = 0; i < stroke; i++)
        g_assert_cmpint (nn_ink_extend (ink, g_rand_double_range (random, -9, 280), i), ==, NN_OK);
    }
  line = inkling_ink_print_line (ink, 3);
  g_assert_true (inkling_ink_parse_line (line, again, &label, &error));
  g_assert_no_error (error);
  g_assert_cmpint (label, ==, 3);
  g_assert_cmpmem (again->stroke_ends, again->n_strokes * sizeof *again->stroke_ends,
                   ink->stroke_ends, ink->n_strokes * sizeof *ink->stroke_ends);
  for (gsize i = 0; i < ink->n_points; i++)
    {
      g_assert_cmpfloat_with_epsilon (again->points[i].x, ink->points[i].x, 0.0051f);
      g_assert_cmpfloat_with_epsilon (again->points[i].y, ink->points[i].y, 0.0051f);
    }
  nn_ink_free (ink);
  nn_ink_free (again);
}

static void
test_print_unlabelled (void)
{
  NnInk           *ink = nn_ink_new ();
  g_autofree char *line = NULL;

  g_assert_cmpint (nn_ink_begin (ink, 1.0f, 2.5f), ==, NN_OK);
  line = inkling_ink_print_line (ink, -1);
  g_assert_cmpstr (line, ==, "{\"strokes\": [[[1.00, 2.50]]]}\n");
  nn_ink_free (ink);
}

/* A member of other programs may be as large as it likes where it is text or a fraction. */
static void
test_other_numbers (void)
{
  const char *line = "{\"id\": \"a\\\"99999999999999999999\", \"time\": 1700000000000000000, "
                     "\"strokes\": [[[0.12345678901234567890123, 2]]]}";
  NnInk      *ink = nn_ink_new ();
  GError     *error = NULL;
  int         label;

  g_assert_true (inkling_ink_parse_line (line, ink, &label, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (ink->points[0].x, 0.123456789f, 1e-6f);
  nn_ink_free (ink);
}

/* The largest numbers there are come back as they were, not cut off. */
static void
test_print_largest (void)
{
  NnInk           *ink = nn_ink_new ();
  NnInk           *again = nn_ink_new ();
  g_autofree char *line = NULL;
  int              label;

  g_assert_cmpint (nn_ink_begin (ink, -G_MAXFLOAT, G_MAXFLOAT), ==, NN_OK);
  line = inkling_ink_print_line (ink, -1);
  g_assert_true (inkling_ink_parse_line (line, again, &label, NULL));
  g_assert_true (again->points[0].x == -G_MAXFLOAT && again->points[0].y == G_MAXFLOAT);
  nn_ink_free (ink);
  nn_ink_free (again);
}

/* Text, and what load_first says of it; NULL: it is read, and holds more or not. */
static const struct
{
  const char *text;
  const char *reason;
  gboolean    more;
} firsts[] = {
  { GOOD_LINE, NULL, FALSE },
  { "\n \r\n" GOOD_LINE "\n\n", NULL, FALSE },
  { "\357\273\277" GOOD_LINE "not read", NULL, TRUE },
  { GOOD_LINE "\n" GOOD_LINE, NULL, TRUE },
  { "", "no drawing", FALSE },
  { " \n\n", "no drawing", FALSE },
  { "hello\n" GOOD_LINE, "JSON", FALSE },
  { "{\"strokes\": []}", "nothing is drawn", FALSE },
};

static void
test_load_first (void)
{
  g_autofree char *path = g_build_filename (folder, "first.jsonl", NULL);
  NnInk           *ink = nn_ink_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean           more = FALSE;

      write_file (path, firsts[i].text, -1);
      g_assert_cmpint (inkling_ink_file_load_first (path, ink, &more, &error), ==,
                       firsts[i].reason == NULL);
      g_assert_cmpint (more, ==, firsts[i].more);
      if (firsts[i].reason == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (ink->n_strokes, ==, 2);
          continue;
        }
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "first.jsonl: "));
      g_assert_nonnull (strstr (error->message, firsts[i].reason));
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (inkling_ink_file_load_first (path, ink, &(gboolean) { 0 }, NULL));
  g_assert_false (inkling_ink_file_load_first (folder, ink, &(gboolean) { 0 }, NULL));
  nn_ink_free (ink);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("inkling-ink-file-XXXXXX", NULL);
  g_test_add_func ("/ink-file/parse", test_parse);
  g_test_add_func ("/ink-file/load", test_load);
  g_test_add_func ("/ink-file/load-unlabelled", test_load_unlabelled);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_lines); i++)
    {
      g_autofree char *name = g_strconcat ("/ink-file/bad-line/", bad_lines[i].name, NULL);

      g_test_add_data_func (name, &bad_lines[i], test_bad_line);
    }
  g_test_add_func ("/ink-file/print", test_print);
  g_test_add_func ("/ink-file/print-unlabelled", test_print_unlabelled);
  g_test_add_func ("/ink-file/print-largest", test_print_largest);
  g_test_add_func ("/ink-file/other-numbers", test_other_numbers);
  g_test_add_func ("/ink-file/load-first", test_load_first);
  g_test_add_func ("/ink-file/deep", test_deep);
  g_test_add_func ("/ink-file/long-line", test_long_line);
  g_test_add_func ("/ink-file/zero-byte", test_zero_byte);
  g_test_add_func ("/ink-file/no-drawings", test_no_drawings);
  g_test_add_func ("/ink-file/like-mnist", test_like_mnist);
  g_test_add_func ("/ink-file/stroke-width", test_stroke_width);
  g_test_add_func ("/ink-file/invariant", test_invariant);
  result = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return result;
}
