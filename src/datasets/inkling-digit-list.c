/* inkling-digit-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-digit-list.h"

#include <string.h>

struct _InklingDigit
{
  GObject           parent_instance;

  InklingDigitList *list;   /* owned */
  guint             number; /* in the data set */
};

struct _InklingDigitList
{
  GObject         parent_instance;

  InklingDataset *dataset; /* owned */
  const NnDigits *digits;  /* the data set's */
  guint8         *answers; /* owned: (n_images), or NULL */
  guint32        *numbers; /* owned: (n_images), of which n_shown pass the filter */
  guint           n_shown;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (InklingDigit, inkling_digit, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (InklingDigitList, inkling_digit_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
inkling_digit_finalize (GObject *object)
{
  g_clear_object (&INKLING_DIGIT (object)->list);

  G_OBJECT_CLASS (inkling_digit_parent_class)->finalize (object);
}

static void
inkling_digit_class_init (InklingDigitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_digit_finalize;
}

static void
inkling_digit_init (InklingDigit *self)
{
}

void
inkling_digit_get_image (InklingDigit *self,
                         guint8        image[NN_IMAGE_PIXELS])
{
  nn_digits_get_image (self->list->digits, self->number, image);
}

guint
inkling_digit_get_label (InklingDigit *self)
{
  return self->list->digits->labels[self->number];
}

guint
inkling_digit_get_answer (InklingDigit *self)
{
  return self->list->answers != NULL ? self->list->answers[self->number] : INKLING_NO_ANSWER;
}

const char *
inkling_digit_get_name (InklingDigit *self,
                        guint         label)
{
  return inkling_class_name (inkling_dataset_get_digest (self->list->dataset), label);
}

static gboolean
is_shown (InklingDigitList *self,
          gsize             number,
          int               digit,
          gboolean          misread_only)
{
  guint8 label = self->digits->labels[number];

  if (digit >= 0 && label != digit)
    return FALSE;
  return !misread_only || (self->answers != NULL && self->answers[number] != label);
}

static GType
inkling_digit_list_get_item_type (GListModel *model)
{
  return INKLING_TYPE_DIGIT;
}

static guint
inkling_digit_list_get_n_items (GListModel *model)
{
  return INKLING_DIGIT_LIST (model)->n_shown;
}

static gpointer
inkling_digit_list_get_item (GListModel *model,
                             guint       position)
{
  InklingDigitList *self = INKLING_DIGIT_LIST (model);
  InklingDigit *item;

  if (position >= self->n_shown)
    return NULL;

  item = g_object_new (INKLING_TYPE_DIGIT, NULL);
  item->list = g_object_ref (self);
  item->number = self->numbers[position];

  return item;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = inkling_digit_list_get_item_type;
  iface->get_n_items = inkling_digit_list_get_n_items;
  iface->get_item = inkling_digit_list_get_item;
}

static void
inkling_digit_list_finalize (GObject *object)
{
  InklingDigitList *self = INKLING_DIGIT_LIST (object);

  g_clear_pointer (&self->answers, g_free);
  g_clear_pointer (&self->numbers, g_free);
  g_clear_object (&self->dataset);

  G_OBJECT_CLASS (inkling_digit_list_parent_class)->finalize (object);
}

static void
inkling_digit_list_class_init (InklingDigitListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_digit_list_finalize;
}

static void
inkling_digit_list_init (InklingDigitList *self)
{
}

InklingDigitList *
inkling_digit_list_new (InklingDataset *dataset,
                        const NnDigits *digits)
{
  InklingDigitList *self = g_object_new (INKLING_TYPE_DIGIT_LIST, NULL);

  self->dataset = g_object_ref (dataset);
  self->digits = digits;
  self->numbers = g_new (guint32, digits->n_images);
  inkling_digit_list_set_filter (self, -1, FALSE);

  return self;
}

void
inkling_digit_list_set_answers (InklingDigitList *self,
                                const guint8     *answers)
{
  g_return_if_fail (INKLING_IS_DIGIT_LIST (self));

  g_clear_pointer (&self->answers, g_free);
  if (answers != NULL)
    self->answers = g_memdup2 (answers, self->digits->n_images);
}

void
inkling_digit_list_set_filter (InklingDigitList *self,
                               int               digit,
                               gboolean          misread_only)
{
  guint n_before;

  g_return_if_fail (INKLING_IS_DIGIT_LIST (self));

  n_before = self->n_shown;
  self->n_shown = 0;
  for (gsize i = 0; i < self->digits->n_images; i++)
    if (is_shown (self, i, digit, misread_only))
      self->numbers[self->n_shown++] = i;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_shown);
}

guint
inkling_digit_list_count_right (InklingDigitList *self,
                                int               digit,
                                guint            *n_all)
{
  guint n_right = 0;

  g_return_val_if_fail (INKLING_IS_DIGIT_LIST (self), 0);

  *n_all = 0;
  for (gsize i = 0; i < self->digits->n_images; i++)
    if (is_shown (self, i, digit, FALSE))
      {
        (*n_all)++;
        n_right += self->answers != NULL && self->answers[i] == self->digits->labels[i];
      }

  return n_right;
}
