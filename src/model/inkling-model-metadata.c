/* inkling-model-metadata.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-metadata.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-history-marks.h"
#include "inkling-recipe.h"

#define FORMAT_FAMILY "inkling-model/"
#define FORMAT        FORMAT_FAMILY "1"
#define RECIPE_PREFIX "recipe."

static void
set_count (JsonObject *metadata,
           const char *name,
           guint64     count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, count);

  json_object_set_string_member (metadata, name, text);
}

static void
set_real (JsonObject *metadata,
          const char *name,
          double      real)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  json_object_set_string_member (metadata, name, g_ascii_dtostr (text, sizeof text, real));
}

/* A folder's name may be no text at all; the file has to remain readable. */
static void
set_name (JsonObject *metadata,
          const char *name,
          const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  json_object_set_string_member (metadata, name, valid);
}

static void
set_recipe (JsonObject     *metadata,
            const NnRecipe *recipe)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char *name = g_strconcat (RECIPE_PREFIX, nn_recipe_fields[i].name, NULL);
      g_autofree char *text = inkling_recipe_get_text (recipe, &nn_recipe_fields[i]);

      json_object_set_string_member (metadata, name, text);
    }
}

void
inkling_model_metadata_write (const InklingModel *model,
                              JsonObject         *metadata)
{
  const InklingEvaluationReport *best = inkling_history_best_evaluation (model->history);

  json_object_set_string_member (metadata, "format", FORMAT);
  set_count (metadata, "global_step", model->step);
  set_count (metadata, "seed", model->seed);
  set_recipe (metadata, &model->recipe);
  set_name (metadata, "dataset", model->dataset_name);
  set_name (metadata, "dataset_digest", model->dataset_digest);
  if (best != NULL)
    {
      set_real (metadata, "best_accuracy", best->validation_accuracy);
      set_count (metadata, "best_step", best->step);
    }
}

void
inkling_model_metadata_write_marks (const InklingHistory *history,
                                    JsonObject           *metadata)
{
  g_autofree char *marks = inkling_history_marks_print (history);

  if (marks != NULL)
    json_object_set_string_member (metadata, "marks", marks);
}

static gboolean
get_text (JsonObject  *metadata,
          const char  *name,
          const char **text,
          GError     **error)
{
  *text = json_object_get_string_member_with_default (metadata, name, NULL);
  if (*text == NULL)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("%s is missing in the metadata"),
                              name);
  return TRUE;
}

static gboolean
get_count (JsonObject  *metadata,
           const char  *name,
           guint64      maximum,
           guint64     *count,
           GError     **error)
{
  g_autofree char *quoted = NULL;
  const char      *text;

  if (!get_text (metadata, name, &text, error))
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, 0, maximum, count, NULL))
    return TRUE;
  quoted = inkling_error_quote (text);
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            _("%s is “%s” in the metadata, which is no whole number"),
                            name, quoted);
}

static gboolean
check_format (JsonObject  *metadata,
              GError     **error)
{
  const char      *format = json_object_get_string_member_with_default (metadata, "format", NULL);
  g_autofree char *quoted = NULL;

  if (format == NULL || !g_str_has_prefix (format, FORMAT_FAMILY))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("this file of tensors was not written by Inkling"));
  if (strcmp (format, FORMAT) == 0)
    return TRUE;
  quoted = inkling_error_quote (format);
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            _("its format, %s, is newer than this program; update Inkling"),
                            quoted);
}

static gboolean
get_recipe_field (InklingModel         *model,
                  JsonObject           *metadata,
                  const NnRecipeField  *field,
                  GError              **error)
{
  g_autofree char   *name = g_strconcat (RECIPE_PREFIX, field->name, NULL);
  g_autoptr (GError) reason = NULL;
  const char        *text;

  if (field->younger && !json_object_has_member (metadata, name))
    return TRUE;
  if (!get_text (metadata, name, &text, error))
    return FALSE;
  if (!inkling_recipe_set_text (&model->recipe, field, text, &reason))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("wrong recipe: %s"),
                              reason->message);
  return TRUE;
}

/* A value that this program would leave out of account makes another run. */
static gboolean
check_recipe_names (JsonObject  *metadata,
                    GError     **error)
{
  JsonObjectIter  iter;
  const char     *name;

  json_object_iter_init_ordered (&iter, metadata);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (g_str_has_prefix (name, RECIPE_PREFIX) &&
        nn_recipe_field_find (name + strlen (RECIPE_PREFIX)) == NULL)
      {
        g_autofree char *quoted = inkling_error_quote (name);

        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("this program does not know the value %s; update Inkling"),
                                  quoted);
      }
  return TRUE;
}

static gboolean
get_recipe (InklingModel  *model,
            JsonObject    *metadata,
            GError       **error)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    if (!get_recipe_field (model, metadata, &nn_recipe_fields[i], error))
      return FALSE;
  return check_recipe_names (metadata, error);
}

/* Files of the first version, and runs that were never interrupted, have none. */
static gboolean
get_marks (InklingModel  *model,
           JsonObject    *metadata,
           GError       **error)
{
  const char *marks = json_object_get_string_member_with_default (metadata, "marks", NULL);

  return marks == NULL || inkling_history_marks_parse (model->history, marks, model->step, error);
}

gboolean
inkling_model_metadata_get_step (JsonObject  *metadata,
                                 guint64     *step,
                                 GError     **error)
{
  return check_format (metadata, error) &&
         get_count (metadata, "global_step", INKLING_MODEL_MAX_STEP, step, error);
}

gboolean
inkling_model_metadata_read (InklingModel  *model,
                             JsonObject    *metadata,
                             GError       **error)
{
  const char *name, *digest;

  if (!inkling_model_metadata_get_step (metadata, &model->step, error) ||
      !get_count (metadata, "seed", G_MAXUINT64, &model->seed, error) ||
      !get_recipe (model, metadata, error) ||
      !get_text (metadata, "dataset", &name, error) ||
      !get_text (metadata, "dataset_digest", &digest, error) ||
      !get_marks (model, metadata, error))
    return FALSE;
  model->dataset_name = g_strdup (name);
  model->dataset_digest = g_strdup (digest);
  return TRUE;
}

gboolean
inkling_model_metadata_check_best (const InklingModel  *model,
                                   JsonObject          *metadata,
                                   GError             **error)
{
  const InklingEvaluationReport *best = inkling_history_best_evaluation (model->history);
  const char                    *accuracy;
  guint64                        step;

  if (best == NULL)
    return TRUE;
  if (!get_text (metadata, "best_accuracy", &accuracy, error) ||
      !get_count (metadata, "best_step", INKLING_MODEL_MAX_STEP, &step, error))
    return FALSE;
  if (g_ascii_strtod (accuracy, NULL) != best->validation_accuracy ||
      step != (guint64) best->step)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the best score in the metadata is not that of the history"));
  return TRUE;
}
