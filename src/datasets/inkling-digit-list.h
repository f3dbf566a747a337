/* inkling-digit-list.h: the pictures of a data set as a list, made when they are looked at
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-dataset.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DIGIT (inkling_digit_get_type ())
G_DECLARE_FINAL_TYPE (InklingDigit, inkling_digit, INKLING, DIGIT, GObject)

#define INKLING_NO_ANSWER 255

void        inkling_digit_get_image  (InklingDigit *self,
                                      guint8        image[NN_IMAGE_PIXELS]);
guint       inkling_digit_get_label  (InklingDigit *self);
/* Or INKLING_NO_ANSWER. */
guint       inkling_digit_get_answer (InklingDigit *self);
/* What the label or an answer stands for: "7", "Sneaker". */
const char *inkling_digit_get_name   (InklingDigit *self,
                                      guint         label);

#define INKLING_TYPE_DIGIT_LIST (inkling_digit_list_get_type ())
G_DECLARE_FINAL_TYPE (InklingDigitList, inkling_digit_list, INKLING, DIGIT_LIST, GObject)

/* A GListModel of InklingDigit. */
InklingDigitList *inkling_digit_list_new         (InklingDataset   *dataset,
                                                  const NnDigits   *digits);

/* What the network says about each of the digits, (n_images) labels; NULL: nothing. Copied. */
void              inkling_digit_list_set_answers (InklingDigitList *self,
                                                  const guint8     *answers);

/* Shows only one digit (−1: all), only what was misread. */
void              inkling_digit_list_set_filter  (InklingDigitList *self,
                                                  int               digit,
                                                  gboolean          misread_only);

/* Of all that have an answer and pass the filter of the digit. */
guint             inkling_digit_list_count_right (InklingDigitList *self,
                                                  int               digit,
                                                  guint            *n_all);

G_END_DECLS
