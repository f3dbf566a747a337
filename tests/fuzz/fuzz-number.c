/* fuzz-number.c: what somebody types into a field of numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <math.h>

#include "inkling-number.h"

#define LARGEST (G_GUINT64_CONSTANT (1) << 62)

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = fuzz_take_line (&data, &size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = inkling_number_to_plain (valid);
  g_autofree char *list G_GNUC_UNUSED = inkling_number_list_to_plain (valid);
  g_autofree char *refusal G_GNUC_UNUSED = inkling_number_print_refusal (valid, "7");
  guint64          whole;
  double           real;

  if (inkling_number_parse_whole (valid, 3, LARGEST, &whole))
    g_assert_true (whole >= 3 && whole <= LARGEST);
  if (inkling_number_parse_real (valid, -1.0, 1e9, &real))
    {
      g_autofree char *printed = inkling_number_print_real (real);

      g_assert_true (isfinite (real) && real >= -1.0 && real <= 1e9);
      g_assert_cmpfloat (g_ascii_strtod (printed, NULL), ==, real);
    }
  if (plain != NULL)
    {
      g_autofree char *shown = inkling_number_from_plain (plain);
      g_autofree char *again = inkling_number_to_plain (shown);

      g_assert_cmpstr (again, ==, plain);
    }
  return 0;
}
