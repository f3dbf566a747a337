/* inkling-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-error.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

#define MAX_QUOTED  100  /* characters */
#define MAX_MESSAGE 2000 /* characters: a screen full */

typedef struct
{
  InklingError  code;
  const char   *message; /* static */
} Meaning;

G_DEFINE_QUARK (inkling-error-quark, inkling_error)

static Meaning
get_meaning (NnStatus status)
{
  switch (status)
    {
    case NN_OK:
      return (Meaning) { INKLING_ERROR_FAILED, _("nothing went wrong") };
    case NN_NO_MEMORY:
      return (Meaning) { INKLING_ERROR_NO_MEMORY,
                         _("there is not enough memory; close other programs and try again") };

    case NN_BAD_RECIPE:
      return (Meaning) { INKLING_ERROR_RECIPE, _("a value of the recipe is outside its range") };
    case NN_BATCH_TOO_LARGE:
      return (Meaning) { INKLING_ERROR_RECIPE,
                         _("the batch is larger than the training set; choose a smaller batch") };
    case NN_STEP_TOO_LARGE:
      return (Meaning) { INKLING_ERROR_RECIPE,
                         _("a single step of so large a network with so large a batch would take "
                           "minutes; choose fewer hidden units or a smaller batch") };
    case NN_NO_IMAGES:
      return (Meaning) { INKLING_ERROR_DATASET, _("there are no pictures to learn from") };
    case NN_LOSS_NOT_FINITE:
      return (Meaning) { INKLING_ERROR_NOT_FINITE,
                         _("the loss grew beyond all numbers; try a smaller learning rate") };
    case NN_WEIGHT_NOT_FINITE:
      return (Meaning) { INKLING_ERROR_NOT_FINITE,
                         _("a weight grew beyond all numbers; try a smaller learning rate") };

    case NN_IDX_TRUNCATED:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("the file is cut off: it is shorter than its header says; download it "
                           "again") };
    case NN_IDX_TRAILING:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("the file is longer than its header says; download it again") };
    case NN_IDX_NOT_IDX:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("this is neither an IDX file nor an array of NumPy, the formats digits "
                           "are published in") };
    case NN_IDX_WRONG_KIND:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("the file holds another kind of data than its name says; check that "
                           "images and labels are not exchanged") };
    case NN_IDX_WRONG_TYPE:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("its numbers are of a type that is not read here: pictures must be "
                           "bytes from 0 to 255, labels whole numbers") };
    case NN_IDX_WRONG_ORDER:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("its numbers are stored column by column; save the array in C order") };
    case NN_IDX_WRONG_SIZE:
      return (Meaning) { INKLING_ERROR_DATASET, _("the pictures are not 28 × 28 pixels large") };
    case NN_IDX_COUNTS_DIFFER:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("there are not as many labels as pictures; check that both files belong "
                           "together") };
    case NN_IDX_BAD_LABEL:
      return (Meaning) { INKLING_ERROR_DATASET,
                         _("a label is not from 0 to 9; only data sets whose ten classes have "
                           "these numbers can be learnt") };

    case NN_TENSOR_BAD_DTYPE:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("its numbers are of an unexpected type") };
    case NN_TENSOR_BAD_SHAPE:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("its shape is not what the recipe asks for") };
    case NN_TENSOR_BAD_OFFSETS:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("it lies outside the file’s data") };
    case NN_TENSOR_OVERLAP:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("it overlaps the tensor before it") };
    case NN_TENSOR_HOLE:
      return (Meaning) { INKLING_ERROR_MODEL_FILE,
                         _("bytes before or after it belong to no tensor") };
    case NN_TENSOR_SIZE_DIFFERS:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("its length disagrees with its shape") };
    case NN_TENSOR_MISSING:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("it is missing") };
    case NN_TENSOR_NOT_FINITE:
      return (Meaning) { INKLING_ERROR_MODEL_FILE, _("it holds an infinite or undefined number") };

    case NN_NO_INK:
      return (Meaning) { INKLING_ERROR_NO_INK, _("nothing is drawn, so there is nothing to read") };
    case NN_PICTURE_TOO_LARGE:
      return (Meaning) { INKLING_ERROR_PICTURE,
                         _("the picture is too large; make it smaller and try again") };
    }
  return (Meaning) { INKLING_ERROR_FAILED, _("something failed that has no name") };
}

const char *
inkling_status_get_message (NnStatus status)
{
  return get_meaning (status).message;
}

/* The first max_length characters of what may be no text at all. */
static char *
clip (const char *text,
      gsize       max_length)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (valid, -1) <= (glong) max_length)
    return g_steal_pointer (&valid);
  beginning = g_utf8_substring (valid, 0, max_length);
  return g_strconcat (beginning, "…", NULL);
}

gboolean
inkling_error_from_status (GError     **error,
                           NnStatus     status,
                           const char  *subject)
{
  Meaning meaning = get_meaning (status);

  if (subject != NULL)
    return inkling_error_set (error, meaning.code, "%s: %s", subject, meaning.message);
  return inkling_error_set (error, meaning.code, "%s", meaning.message);
}

char *
inkling_error_quote (const char *text)
{
  return clip (text, MAX_QUOTED);
}

char *
inkling_error_make_presentable (const char *message)
{
  return clip (message, MAX_MESSAGE);
}

gboolean
inkling_error_set (GError       **error,
                   InklingError   code,
                   const char    *format,
                   ...)
{
  va_list          arguments;
  g_autofree char *text = NULL;
  g_autofree char *presentable = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  presentable = inkling_error_make_presentable (text);
  g_set_error_literal (error, INKLING_ERROR, code, presentable);
  return FALSE;
}

gboolean
inkling_error_from_errno (GError     **error,
                          int          number,
                          const char  *path,
                          const char  *subject)
{
  if (number == ENOENT && g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                 _("%s: this is a link, and what it points to is not there"), subject);
  else
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "%s: %s", subject,
                 g_strerror (number));
  return FALSE;
}
