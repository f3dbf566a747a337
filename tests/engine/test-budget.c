/* test-budget.c: what is too large, too long or cancelled is refused in a sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-budget.h"

#include <sys/resource.h>

#include "inkling-error.h"

static void
test_pixels (void)
{
  InklingBudget      budget = inkling_budget_begin ("a.png", INKLING_BUDGET_SECONDS, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (inkling_budget_allows_pixels (&budget, 8192, 8192, &error));
  g_assert_no_error (error);
  g_assert_false (inkling_budget_allows_pixels (&budget, 8192, 8193, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_PICTURE);
  g_assert_true (g_str_has_prefix (error->message, "a.png: "));
  g_clear_error (&error);
  g_assert_false (inkling_budget_allows_pixels (&budget, G_MAXUINT64, G_MAXUINT64, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_PICTURE);
  g_clear_error (&error);
  g_assert_false (inkling_budget_allows_pixels (&budget, 0, 7, &error));
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_PICTURE);
}

static void
test_memory (void)
{
  InklingBudget      budget = inkling_budget_begin ("a.idx", INKLING_BUDGET_SECONDS, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *block = inkling_budget_allocate (&budget, 1000, 10, &error);
  g_autofree guint8 *nothing = inkling_budget_allocate (&budget, 0, 10, &error);
  const gsize        too_many[] = { G_MAXSIZE, G_MAXSIZE / 10 + 2, (gsize) 1 << 44 };

  g_assert_no_error (error);
  g_assert_nonnull (block);
  g_assert_nonnull (nothing);
  for (gsize i = 0; i < 10000; i++)
    g_assert_cmpuint (block[i], ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (too_many); i++)
    {
      g_assert_null (inkling_budget_allocate (&budget, too_many[i], 10, &error));
      g_assert_error (error, INKLING_ERROR, INKLING_ERROR_NO_MEMORY);
      g_clear_error (&error);
    }
}

/* What a shell's “ulimit -v” leaves is asked for, not what the machine has. */
static void
test_address_space (void)
{
  const rlim_t       more = 256 << 20;
  InklingBudget      budget = inkling_budget_begin ("a.idx", INKLING_BUDGET_SECONDS, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char   *statm = NULL;
  struct rlimit      before, limit;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer's own address space is larger than any limit");
  return;
#endif
  g_assert_true (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_AS, &before), ==, 0);
  limit = before;
  limit.rlim_cur = g_ascii_strtoull (statm, NULL, 10) * 4096 + more;
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
  g_assert_true (inkling_budget_allows_memory (&budget, more / 4, NULL));
  g_assert_false (inkling_budget_allows_memory (&budget, more, &error));
  g_assert_cmpint (setrlimit (RLIMIT_AS, &before), ==, 0);
  g_assert_error (error, INKLING_ERROR, INKLING_ERROR_NO_MEMORY);
}

static void
test_time (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  InklingBudget            budget = inkling_budget_begin ("a.svg", 600, cancellable);
  g_autoptr (GError)       error = NULL;

  g_assert_true (inkling_budget_allows_time (&budget, &error));
  budget.deadline = g_get_monotonic_time () - 1;
  g_assert_false (inkling_budget_allows_time (&budget, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_true (g_str_has_prefix (error->message, "a.svg: "));
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (inkling_budget_allows_time (&budget, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/budget/pixels", test_pixels);
  g_test_add_func ("/budget/memory", test_memory);
  g_test_add_func ("/budget/address-space", test_address_space);
  g_test_add_func ("/budget/time", test_time);

  return g_test_run ();
}
