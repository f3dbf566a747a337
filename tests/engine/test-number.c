/* test-number.c: what is typed into a field, in the ways of several countries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-number.h"

#include <float.h>
#include <math.h>

#include "comma-locale.h"

typedef struct
{
  const char *country;
  const char *text;
  const char *plain; /* NULL: no number */
} Typed;

static const Typed typed[] = {
  { "C", "5000", "5000" }, { "C", "0.25", "0.25" }, { "C", "0,25", "0.25" }, { "C", "5,000", NULL },
  { "C", "1,234.5", NULL }, { "C", "1e-4", "1e-4" }, { "C", "+5", "5" }, { "C", "−5", "-5" },

  { "en_US", "5,000", "5000" }, { "en_US", "1,234,567.25", "1234567.25" },
  { "en_US", "97,5", NULL }, { "en_US", "97.5", "97.5" }, { "en_US", "0,250", NULL },
  { "en_US", "1,000000", NULL }, { "en_US", "1000,000", NULL }, { "en_US", ",000", NULL },
  { "en_US", "5,000,", NULL }, { "en_US", "5,,000", NULL }, { "en_US", "5 000", NULL },
  { "en_US", "5.000", "5.000" }, { "en_US", "1,234.5.6", NULL }, { "en_US", "1.5,000", NULL },

  { "de_DE", "5.000", "5000" }, { "de_DE", "5000", "5000" }, { "de_DE", "97,5", "97.5" },
  { "de_DE", "1.234.567,5", "1234567.5" }, { "de_DE", "0.25", "0.25" }, { "de_DE", "97.5", "97.5" },
  { "de_DE", "0.001", "0.001" }, { "de_DE", "1e-4", "1e-4" }, { "de_DE", "5,000.5", NULL },
  { "de_DE", "1.5.0", NULL }, { "de_DE", "5’000", NULL },

  { "de_CH", "5’000.5", "5000.5" }, { "de_CH", "5'000", "5000" }, { "de_CH", "97,5", "97.5" },
  { "de_CH", "5,000", NULL },

  { "fr_FR", "5\u202f000", "5000" }, { "fr_FR", "5\u00a0000,5", "5000.5" },
  { "fr_FR", "5 000", "5000" }, { "fr_FR", "5  000", NULL }, { "fr_FR", "50 00", NULL },
  { "fr_FR", "97,5", "97.5" }, { "fr_FR", "97.5", "97.5" }, { "fr_FR", "5.000", NULL },
  { "fr_FR", "5,000", "5.000" },

  { "ar_EG", "٥٠٠٠", "5000" }, { "ar_EG", "٥٬٠٠٠", "5000" }, { "ar_EG", "٩٧٫٥", "97.5" },
  { "ar_EG", "٥،٠٠٠", "5000" }, { "ar_EG", "\u200f٥٠\u200f", "50" }, { "ar_EG", "5,000", "5000" },
  { "ar_EG", "٥0", NULL }, { "ar_EG", "-٣", "-3" }, { "ar_EG", "97,5", NULL },

  { "fa_IR", "۵۰۰۰", "5000" }, { "fa_IR", "۵٬۰۰۰", "5000" }, { "fa_IR", "۹۷٫۵", "97.5" },
  { "fa_IR", "۵٠", NULL },

  { "zh_CN", "５０００", "5000" }, { "zh_CN", "５，０００", "5000" }, { "zh_CN", "９７．５", "97.5" },
  { "zh_CN", "１ｅ－４", "1e-4" }, { "zh_CN", "5，000", "5000" }, { "zh_CN", "五", NULL },
  { "zh_TW", "５０００", "5000" }, { "zh_TW", "－５", "-5" },

  /* Everywhere */
  { "de_DE", "abc", NULL }, { "de_DE", "", NULL }, { "de_DE", " ", NULL }, { "de_DE", "12a", NULL },
  { "de_DE", "0x10", NULL }, { "de_DE", "inf", NULL }, { "de_DE", "nan", NULL },
  { "de_DE", "1-2", NULL }, { "de_DE", "--1", NULL }, { "de_DE", "1e", NULL },
  { "de_DE", "e5", NULL },
  { "de_DE", ",", NULL }, { "de_DE", ".", NULL }, { "de_DE", "-", NULL }, { "de_DE", "97 %", NULL },
  { "de_DE", "d5", NULL }, { "de_DE", "5g000", NULL }, { "de_DE", "½", NULL },
  { "de_DE", "5²", NULL },
  { "de_DE", "  42\n", "42" }, { "de_DE", "007", "007" }, { "de_DE", ",5", ".5" },
};

static void
check_typed (const char *country)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *plain = inkling_number_to_plain (typed[i].text);

      if (g_str_equal (typed[i].country, country) && g_strcmp0 (plain, typed[i].plain) != 0)
        g_error ("In %s “%s” is read as %s, not as %s", country, typed[i].text, plain,
                 typed[i].plain);
    }
}

/* Whatever a number is written as, grouped as the locale groups, it is read as that number. */
static void
check_there_and_back (GRand *random)
{
  for (int round = 0; round < 500; round++)
    {
      double magnitude = pow (10, g_rand_double_range (random, -9, 14));
      double real = g_rand_double_range (random, -1, 1) * magnitude, read = NAN;
      guint64 whole = (guint64) magnitude, read_whole = 0;
      g_autofree char *plain = inkling_number_print_real (real);
      g_autofree char *text = inkling_number_from_plain (plain);
      g_autofree char *grouped = g_strdup_printf ("%'.3f", (double) whole);
      g_autofree char *grouped_whole = g_strdup_printf ("%'" G_GUINT64_FORMAT, whole);

      g_assert_true (inkling_number_parse_real (text, -DBL_MAX, DBL_MAX, &read));
      g_assert_cmpfloat (read, ==, real);
      g_assert_true (inkling_number_parse_real (grouped, 0, DBL_MAX, &read));
      g_assert_cmpfloat (read, ==, (double) whole);
      g_assert_true (inkling_number_parse_whole (grouped_whole, 0, G_MAXUINT64, &read_whole));
      g_assert_cmpuint (read_whole, ==, whole);
    }
}

/* What is read has all the text's digits, in their order, and only signs that may be meant so. */
static void
check_reading (const char *text,
               const char *plain)
{
  const char *p = plain;

  for (const char *t = text; *t != '\0'; t++)
    if (*p == *t || (*p == '.' && *t == ','))
      p++;
    else if (strchr (",.' ", *t) == NULL)
      g_error ("“%s” was read as “%s”", text, plain);
  g_assert_cmpint (*p, ==, '\0');
}

static void
check_any_text (GRand *random)
{
  static const char signs[] = "0123456789.,' e-";

  for (int round = 0; round < 2000; round++)
    {
      char text[9] = "";
      int length = g_rand_int_range (random, 1, 8);
      guint64 whole;
      g_autofree char *plain = NULL;

      for (int i = 0; i < length; i++)
        text[i] = signs[g_rand_int_range (random, 0, sizeof signs - 1)];
      plain = inkling_number_to_plain (text);
      if (plain != NULL)
        check_reading (text, plain);
      if (inkling_number_parse_whole (text, 0, G_MAXUINT64, &whole))
        g_assert_null (strpbrk (plain, ".e-"));
    }
}

static void
test_country (gconstpointer data)
{
  const char *country = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (10);
  char *folder = g_str_equal (country, "C") ? NULL : country_enter (country);

  check_typed (country);
  check_there_and_back (random);
  check_any_text (random);
  g_clear_pointer (&folder, country_leave);
}

static void
test_whole (void)
{
  guint64 whole = 7;

  g_assert_true (inkling_number_parse_whole ("9223372036854775807", 0, G_MAXINT64, &whole));
  g_assert_cmpuint (whole, ==, G_MAXINT64);
  g_assert_true (inkling_number_parse_whole ("9007199254740993", 0, G_MAXINT64, &whole));
  g_assert_cmpuint (whole, ==, 9007199254740993);
  whole = 7;
  g_assert_false (inkling_number_parse_whole ("9223372036854775808", 0, G_MAXINT64, &whole));
  g_assert_false (inkling_number_parse_whole ("18446744073709551616", 0, G_MAXUINT64, &whole));
  g_assert_false (inkling_number_parse_whole ("0.5", 0, 10, &whole));
  g_assert_false (inkling_number_parse_whole ("1e3", 0, 1000, &whole));
  g_assert_false (inkling_number_parse_whole ("-1", 0, 10, &whole));
  g_assert_false (inkling_number_parse_whole ("11", 0, 10, &whole));
  g_assert_cmpuint (whole, ==, 7);
}

/* Too large or too small for a double is not infinity or nothing. */
static void
test_real (void)
{
  double real = 7.0;

  g_assert_false (inkling_number_parse_real ("1e999", 0, INFINITY, &real));
  g_assert_false (inkling_number_parse_real ("1e-999", 0, 1, &real));
  g_assert_false (inkling_number_parse_real ("100.01", 0, 100, &real));
  g_assert_cmpfloat (real, ==, 7.0);
  g_assert_true (inkling_number_parse_real ("100", 0, 100, &real));
  g_assert_cmpfloat (real, ==, 100.0);
}

/* Commas are between the layers' widths, so that a grouped width must not become two. */
static void
test_list (void)
{
  const char *const lists[][2] = {
    { "300,100", "300,100" }, { "300, 100", "300, 100" }, { "none", "none" }, { "500", "500" },
    { "３００，１００", "300,100" }, { "٣٠٠،١٠٠", "300,100" }, { "1,024", NULL }, { "16,000,8", NULL },
    { "٣٠0", NULL }, { "10,0", "10,0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *plain = inkling_number_list_to_plain (lists[i][0]);

      g_assert_cmpstr (plain, ==, lists[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  const char *const countries[] = {
    "C", "ar_EG", "de_CH", "de_DE", "en_US", "es_ES", "fa_IR", "fr_FR", "hi_IN", "zh_CN", "zh_TW",
  };

  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autofree char *path = g_strconcat ("/number/", countries[i], NULL);

      g_test_add_data_func (path, countries[i], test_country);
    }
  g_test_add_func ("/number/whole", test_whole);
  g_test_add_func ("/number/real", test_real);
  g_test_add_func ("/number/list", test_list);

  return g_test_run ();
}
