/* inkling-number.h: numbers as people write and read them, in the locale's way
 *
 * The one reader of what is typed into a field. What is not surely a number, or not surely which,
 * is none: a text never becomes another number than the one that was meant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The number that text is in the locale, as g_ascii_strtod reads it: "5,000" is "5000" in English
 * and none in French, "5.000" is "5.000" in English and "5000" in German. Digits of any one script,
 * the locale's grouping, its decimal sign, and an exponent. A point, and a comma that does not
 * group here, are decimal signs as well unless the number looks grouped by them. Free with g_free;
 * NULL: text is no number. */
char    *inkling_number_to_plain       (const char *text);

/* The same for a list of whole numbers between commas; words stay as they are. A number with zeros
 * before it is none: it is a part of a grouped one. */
char    *inkling_number_list_to_plain  (const char *text);

/* What inkling_number_to_plain reads back as plain: with the locale's decimal sign. Free with
 * g_free. */
char    *inkling_number_from_plain     (const char *plain);

/* The shortest text that g_ascii_strtod reads as real, whole numbers in full. Free with g_free. */
char    *inkling_number_print_real     (double      real);

/* FALSE: text is no such number or outside the range. */
gboolean inkling_number_parse_whole    (const char *text,
                                        guint64     minimum,
                                        guint64     maximum,
                                        guint64    *whole);
gboolean inkling_number_parse_real     (const char *text,
                                        double      minimum,
                                        double      maximum,
                                        double     *real);

/* What may be written, to stand behind "choose"; translated. Free with g_free. */
char    *inkling_number_describe_whole (const char *minimum,
                                        const char *maximum);
char    *inkling_number_describe_real  (const char *minimum,
                                        const char *maximum);

/* That text is not allowed, and what is; translated. Free with g_free. */
char    *inkling_number_print_refusal  (const char *text,
                                        const char *allowed);

G_END_DECLS
