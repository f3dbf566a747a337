/* inkling-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-number.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"

#define MAX_DIGITS 17   /* that many decimal digits tell any two doubles apart */
#define MAX_WHOLE  1e15 /* below it a double holds all whole numbers */

/* What the signs of a number are turned into before it is looked at. */
#define DECIMAL 'd' /* the locale's, or one that is nothing else anywhere */
#define GROUP   'g'

/* Signs that stand for one another, each for the first. */
static const char *const likes[] = {
  "-−－", "+＋", ".．", ",，،", "eEｅＥ", "'’", " \u00a0\u202f\u2009",
};

static gunichar
get_like (gunichar sign)
{
  for (gsize i = 0; i < G_N_ELEMENTS (likes); i++)
    if (g_utf8_strchr (likes[i], -1, sign) != NULL)
      return g_utf8_get_char (likes[i]);

  return sign;
}

/* A locale's sign, 0 if it has none. */
static gunichar
get_sign (const char *text)
{
  g_autofree char *sign = g_locale_to_utf8 (text, -1, NULL, NULL, NULL);

  return sign == NULL || *sign == '\0' ? 0 : get_like (g_utf8_get_char (sign));
}

static gunichar
get_decimal (void)
{
  return get_sign (localeconv ()->decimal_point);
}

static gunichar
get_group (void)
{
  return get_sign (localeconv ()->thousands_sep);
}

/* They turn what stands beside them, and are not to be seen. */
static gboolean
is_direction (gunichar sign)
{
  return sign == 0x061c || sign == 0x200e || sign == 0x200f || (sign >= 0x202a && sign <= 0x202e)
         || (sign >= 0x2066 && sign <= 0x2069);
}

/* Digits become those of ASCII; FALSE where those of two scripts meet. zero: the first one's. */
static gboolean
turn_digit (gunichar *sign,
            gunichar *zero)
{
  int digit = g_unichar_digit_value (*sign);

  if (*zero != 0 && *sign - digit != *zero)
    return FALSE;

  *zero = *sign - digit;
  *sign = '0' + digit;

  return TRUE;
}

static gunichar
turn_sign (gunichar sign)
{
  gunichar like = get_like (sign);

  if (sign == 0x066b || like == get_decimal ())
    return DECIMAL;
  if (sign == 0x066c || like == get_group ())
    return GROUP;

  return like == DECIMAL || like == GROUP ? ' ' : like;
}

/* The signs of a number, each a character of ASCII; NULL if there is one that no number has. */
static char *
turn_signs (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GString) signs = g_string_new (NULL);
  gunichar zero = 0;

  for (const char *p = stripped; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (is_direction (sign))
        continue;
      if (g_unichar_isdigit (sign) && !turn_digit (&sign, &zero))
        return NULL;
      if (!g_ascii_isdigit (sign))
        sign = turn_sign (sign);
      if (sign >= 0x80)
        return NULL;
      g_string_append_c (signs, (char) sign);
    }

  return g_strdup (signs->str);
}

static gboolean
is_own (const char *signs)
{
  const char *grouping = localeconv ()->grouping;
  int n = grouping[0] == 3 && grouping[1] == 2 ? 2 : 3; /* digits behind each sign but the last */
  g_autofree char *pattern =
    g_strdup_printf ("^[+-]?(?=d?\\d)((?!0)\\d{1,%d}(g\\d{%d})*g\\d{3}|\\d*)(d\\d*)?(e[+-]?\\d+)?$",
                     n, n);

  return g_regex_match_simple (pattern, signs, 0, 0);
}

/* Whether its decimal sign is that of elsewhere, and surely one: 0.5 also where a point groups, but
 * not 5.000, and no comma where commas group. */
static gboolean
is_foreign (const char *signs)
{
  return g_regex_match_simple ("^[+-]?(?!(?!0)\\d{1,3}[g.,]\\d{3}$)(?=[g.,]?\\d)"
                               "\\d*[g.,]\\d*(e[+-]?\\d+)?$", signs, 0, 0)
         && (strchr (signs, GROUP) == NULL || get_group () == '.');
}

char *
inkling_number_to_plain (const char *text)
{
  g_autofree char *signs = turn_signs (text);
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean own = signs != NULL && is_own (signs);

  if (signs == NULL || (!own && !is_foreign (signs)))
    return NULL;

  for (const char *p = signs; *p != '\0'; p++)
    if (*p == DECIMAL || (!own && strchr ("g.,", *p) != NULL))
      g_string_append_c (plain, '.');
    else if (*p != GROUP && (*p != '+' || p > signs))
      g_string_append_c (plain, *p);

  return g_strdup (plain->str);
}

char *
inkling_number_list_to_plain (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gunichar zero = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (is_direction (sign))
        continue;
      if (g_unichar_isdigit (sign) && !turn_digit (&sign, &zero))
        return NULL;
      g_string_append_unichar (plain, get_like (sign));
    }

  return g_regex_match_simple ("(^|,)\\s*0\\d", plain->str, 0, 0) ? NULL : g_strdup (plain->str);
}

char *
inkling_number_from_plain (const char *plain)
{
  g_autofree char *decimal = g_locale_to_utf8 (localeconv ()->decimal_point, -1, NULL, NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (plain, ".", 2);

  return g_strjoinv (decimal != NULL ? decimal : ".", parts);
}

char *
inkling_number_print_real (double real)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (ABS (real) < MAX_WHOLE && real == floor (real))
    return g_strdup_printf ("%.0f", real);

  for (int n_digits = 1; n_digits <= MAX_DIGITS; n_digits++)
    {
      char format[] = { '%', '.', '0' + n_digits / 10, '0' + n_digits % 10, 'g', '\0' };

      g_ascii_formatd (buffer, sizeof buffer, format, real);
      if (g_ascii_strtod (buffer, NULL) == real)
        break;
    }
  return g_strdup (buffer);
}

gboolean
inkling_number_parse_whole (const char *text,
                            guint64     minimum,
                            guint64     maximum,
                            guint64    *whole)
{
  g_autofree char *plain = inkling_number_to_plain (text);

  return plain != NULL && g_ascii_string_to_unsigned (plain, 10, minimum, maximum, whole, NULL);
}

gboolean
inkling_number_parse_real (const char *text,
                           double      minimum,
                           double      maximum,
                           double     *real)
{
  g_autofree char *plain = inkling_number_to_plain (text);
  double value;

  if (plain == NULL)
    return FALSE;

  /* What is too small for a double must not become 0. */
  errno = 0;
  value = g_ascii_strtod (plain, NULL);
  if (!isfinite (value) || (errno == ERANGE && value == 0.0)
      || value < minimum || value > maximum)
    return FALSE;

  *real = value;

  return TRUE;
}

char *
inkling_number_describe_whole (const char *minimum,
                               const char *maximum)
{
  return g_strdup_printf (_("a whole number from %s to %s"), minimum, maximum);
}

char *
inkling_number_describe_real (const char *minimum,
                              const char *maximum)
{
  return g_strdup_printf (_("a number from %s to %s, such as 0.5, with a point"), minimum, maximum);
}

char *
inkling_number_print_refusal (const char *text,
                              const char *allowed)
{
  g_autofree char *quoted = inkling_error_quote (text);

  /* Translators: what was given for a value, and what may be given. */
  return g_strdup_printf (_("“%s” is not allowed; choose %s"), quoted, allowed);
}
