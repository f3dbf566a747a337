/* inkling-model-metadata.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-metadata.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-history-marks.h"
#include "inkling-recipe.h"

#define FORMAT_FAMILY "inkling-model/"
#define RECIPE_PREFIX "recipe."

/* The oldest first; the last is what is written. */
static const char *const formats[] = { FORMAT_FAMILY "1", FORMAT_FAMILY "2" };

/* Those of InklingTrainerEnd that a file says. */
static const char *const end_words[] = {
  [INKLING_TRAINER_END_ACCURACY] = "accuracy",
  [INKLING_TRAINER_END_TIME] = "time",
  [INKLING_TRAINER_END_PATIENCE] = "patience",
  [INKLING_TRAINER_END_BROKEN] = "broken",
};

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
  char                           run[INKLING_MODEL_RUN_SIZE];

  inkling_model_get_run (model, run);
  json_object_set_string_member (metadata, "format", formats[G_N_ELEMENTS (formats) - 1]);
  set_count (metadata, "global_step", model->step);
  set_count (metadata, "seed", model->seed);
  set_recipe (metadata, &model->recipe);
  set_name (metadata, "dataset", model->dataset_name);
  set_name (metadata, "dataset_digest", model->dataset_digest);
  json_object_set_string_member (metadata, "run", run);
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

void
inkling_model_metadata_write_run (const InklingModel *model,
                                  JsonObject         *metadata)
{
  g_autofree char *place = NULL;

  if (model->dataset_place != NULL)
    place = g_filename_to_uri (model->dataset_place, NULL, NULL);
  if (place != NULL)
    json_object_set_string_member (metadata, "dataset_place", place);
  if (end_words[model->end] != NULL)
    json_object_set_string_member (metadata, "end", end_words[model->end]);
  if (model->patience_since > 0)
    set_count (metadata, "patience_since", model->patience_since);
  if (model->seconds > 0.0)
    set_real (metadata, "seconds", model->seconds);
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

gboolean
inkling_model_metadata_is_foreign (JsonObject *metadata)
{
  const char     *format = json_object_get_string_member_with_default (metadata, "format", "");
  JsonObjectIter  iter;
  const char     *name;

  if (g_str_has_prefix (format, FORMAT_FAMILY))
    return FALSE;
  /* A recipe without its format is damage. */
  json_object_iter_init_ordered (&iter, metadata);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (g_str_has_prefix (name, RECIPE_PREFIX))
      return FALSE;
  return TRUE;
}

gboolean
inkling_model_metadata_get_format (JsonObject  *metadata,
                                   guint       *format,
                                   GError     **error)
{
  const char      *name = json_object_get_string_member_with_default (metadata, "format", "");
  g_autofree char *quoted = NULL;

  if (inkling_model_metadata_is_foreign (metadata))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("another program wrote this file: it may read digits, but no run "
                                "can go on from it"));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (name, formats[i]) == 0)
      {
        *format = i + 1;
        return TRUE;
      }
  if (!g_str_has_prefix (name, FORMAT_FAMILY))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the header was changed or damaged: it has a recipe, but no "
                                "format"));
  quoted = inkling_error_quote (name);
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            _("its format, %s, is newer than this program; update Inkling"),
                            quoted);
}

static void
copy_member (JsonObject *from,
             const char *name,
             JsonObject *to)
{
  if (json_object_has_member (from, name))
    json_object_set_member (to, name, json_object_dup_member (from, name));
}

JsonObject *
inkling_model_metadata_restore (JsonObject *metadata)
{
  const char *const before[] = { "format", "global_step", "seed" };
  const char *const after[] = { "dataset", "dataset_digest", "best_accuracy", "best_step", "marks",
                                "sha256", "header_sha256" };
  JsonObject       *restored = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (before); i++)
    copy_member (metadata, before[i], restored);
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char *name = g_strconcat (RECIPE_PREFIX, nn_recipe_fields[i].name, NULL);

      copy_member (metadata, name, restored);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (after); i++)
    copy_member (metadata, after[i], restored);
  return restored;
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

/* On this machine, or NULL. */
static char *
get_place (JsonObject *metadata)
{
  const char      *uri = json_object_get_string_member_with_default (metadata, "dataset_place", "");
  g_autofree char *host = NULL;
  g_autofree char *place = g_filename_from_uri (uri, &host, NULL);

  return host == NULL ? g_steal_pointer (&place) : NULL;
}

/* What goes on with the run. Older files have none of it, and what another program made of it does
 * no harm: the counts begin anew. */
static void
get_run (InklingModel *model,
         JsonObject   *metadata)
{
  const char *end = json_object_get_string_member_with_default (metadata, "end", NULL);
  const char *since = json_object_get_string_member_with_default (metadata, "patience_since", "0");
  const char *seconds = json_object_get_string_member_with_default (metadata, "seconds", "0");

  model->dataset_place = get_place (metadata);
  for (guint i = 0; i < G_N_ELEMENTS (end_words) && end != NULL; i++)
    if (g_strcmp0 (end, end_words[i]) == 0)
      model->end = i;
  if (!g_ascii_string_to_unsigned (since, 10, 0, model->step, &model->patience_since, NULL))
    model->patience_since = 0;
  model->seconds = g_ascii_strtod (seconds, NULL);
  if (!isfinite (model->seconds) || model->seconds < 0.0)
    model->seconds = 0.0;
}

/* Younger than the format, so that what is missing, or no such thing, is made anew from the
 * rest. */
static void
get_identity (InklingModel *model,
              JsonObject   *metadata)
{
  const char *run = json_object_get_string_member_with_default (metadata, "run", "");

  if (strlen (run) == INKLING_MODEL_RUN_SIZE - 1 &&
      strspn (run, "0123456789abcdef") == INKLING_MODEL_RUN_SIZE - 1)
    g_strlcpy (model->run, run, INKLING_MODEL_RUN_SIZE);
}

gboolean
inkling_model_metadata_get_step (JsonObject  *metadata,
                                 guint64     *step,
                                 GError     **error)
{
  guint format;

  return inkling_model_metadata_get_format (metadata, &format, error) &&
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
  get_run (model, metadata);
  get_identity (model, metadata);
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
