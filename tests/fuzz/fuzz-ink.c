/* fuzz-ink.c: ink files, and a line of one read, printed and read again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <math.h>

#include "inkling-ink-file.h"

static void
check_line (const uint8_t *data,
            size_t         size)
{
  g_autofree char *line = fuzz_take_line (&data, &size);
  g_autofree char *printed = NULL;
  NnInk           *ink = nn_ink_new ();
  NnInk           *again = nn_ink_new ();
  uint8_t          image[NN_IMAGE_PIXELS];
  int              label, label_again;

  if (g_utf8_validate (line, -1, NULL) && inkling_ink_parse_line (line, ink, &label, NULL))
    {
      for (size_t i = 0; i < ink->n_points; i++)
        g_assert_true (isfinite (ink->points[i].x) && isfinite (ink->points[i].y));
      nn_ink_to_image (ink, image);
      printed = inkling_ink_print_line (ink, label);
      g_assert_true (inkling_ink_parse_line (printed, again, &label_again, NULL));
      g_assert_cmpint (label_again, ==, label);
      g_assert_cmpuint (again->n_points, ==, ink->n_points);
      g_assert_cmpuint (again->n_strokes, ==, ink->n_strokes);
    }
  nn_ink_free (ink);
  nn_ink_free (again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = fuzz_write_file ("drawings.jsonl", data, size);
  NnInk           *ink = nn_ink_new ();
  gboolean         more;

  check_line (data, size);
  inkling_ink_file_load_first (path, ink, &more, NULL);
  nn_ink_free (ink);
  nn_digits_free (inkling_ink_file_load (path, FALSE, NULL));
  nn_digits_free (inkling_ink_file_load (path, TRUE, NULL));
  return 0;
}
