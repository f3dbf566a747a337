/* inkling-model-summary.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-summary.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "inkling-model-file.h"
#include "inkling-shelf.h"
#include "inkling-model-foreign.h"
#include "inkling-model-metadata.h"
#include "inkling-recipe.h"

#define CURVE_TENSOR    "history.loss"
#define ACCURACY_TENSOR "history.test_accuracy"
#define BLOCK_VALUES    16 /* that one point of the curve is the mean of, at most */

G_DEFINE_FINAL_TYPE (InklingModelSummary, inkling_model_summary, G_TYPE_OBJECT)

static void
inkling_model_summary_finalize (GObject *object)
{
  InklingModelSummary *self = INKLING_MODEL_SUMMARY (object);

  g_free (self->path);
  g_free (self->problem);
  g_free (self->recipe);

  G_OBJECT_CLASS (inkling_model_summary_parent_class)->finalize (object);
}

static void
inkling_model_summary_class_init (InklingModelSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_model_summary_finalize;
}

static void
inkling_model_summary_init (InklingModelSummary *self)
{
  self->accuracy = NAN;
}

/* The mean of n_values doubles at offset. NAN: the file is not as it was a moment ago. */
static double
read_mean (int     fd,
           guint64 offset,
           gsize   n_values)
{
  guint8 bytes[BLOCK_VALUES * sizeof (double)];
  double values[BLOCK_VALUES];
  double sum = 0.0;
  gsize  n_bytes = n_values * sizeof (double);

  if (pread (fd, bytes, n_bytes, offset) != (ssize_t) n_bytes)
    return NAN;
  nn_tensor_read_doubles (NN_DTYPE_F64, bytes, values, n_values);
  for (gsize i = 0; i < n_values; i++)
    sum += values[i];
  return sum / n_values;
}

/* Points at equal distances over the whole run, whose values lie at begin. */
static void
read_curve (InklingModelSummary *self,
            int                  fd,
            guint64              begin,
            guint64              n_values)
{
  guint n_points = MIN (n_values, INKLING_MODEL_SUMMARY_MAX_POINTS);

  for (guint i = 0; i < n_points; i++)
    {
      guint64 first = n_values * i / n_points;
      guint64 end = n_values * (i + 1) / n_points;
      double  mean = read_mean (fd, begin + first * sizeof (double),
                                MIN (end - first, BLOCK_VALUES));

      if (isfinite (mean))
        self->points[self->n_points++] = mean;
    }
}

/* Of doubles. */
static const NnTensorEntry *
find_column (const InklingTensorHeader *header,
             const char                *name)
{
  const NnTensorEntry *entry = inkling_tensor_header_find (header, name);

  return entry != NULL && entry->dtype == NN_DTYPE_F64 ? entry : NULL;
}

static void
add_recipe (InklingModelSummary *self,
            const NnRecipe      *recipe)
{
  const NnNamedRecipe *nearest = inkling_recipe_find_nearest (recipe, NULL);

  self->recipe = g_strdup (nearest->name);
  self->n_changed = inkling_recipe_count_differences (recipe, &nearest->recipe);
}

static void
add_accuracy (InklingModelSummary *self,
              JsonObject          *metadata)
{
  const char *text = json_object_get_string_member_with_default (metadata, "best_accuracy", NULL);
  double      accuracy = text != NULL ? g_ascii_strtod (text, NULL) : NAN;

  if (accuracy >= 0.0 && accuracy <= 1.0)
    self->accuracy = accuracy;
}

/* What the file's history tells; the best accuracy stays if the test digits were never read. */
static void
add_history (InklingModelSummary       *self,
             const InklingTensorHeader *header)
{
  const NnTensorEntry *losses = find_column (header, CURVE_TENSOR);
  const NnTensorEntry *accuracies = find_column (header, ACCURACY_TENSOR);
  double               accuracy = NAN;
  int                  fd = open (self->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return;
  if (losses != NULL)
    read_curve (self, fd, header->n_bytes + losses->begin,
                (losses->end - losses->begin) / sizeof (double));
  if (accuracies != NULL && accuracies->end > accuracies->begin)
    accuracy = read_mean (fd, header->n_bytes + accuracies->end - sizeof (double), 1);
  if (accuracy >= 0.0 && accuracy <= 1.0)
    self->accuracy = accuracy;
  close (fd);
}

/* What another program wrote has none, and its header is all there is to look at. */
static gboolean
read_metadata (InklingModelSummary        *self,
               InklingModel               *model,
               const InklingTensorHeader  *header,
               GError                    **error)
{
  g_autoptr (GArray) layout = NULL;

  self->foreign = inkling_model_metadata_is_foreign (header->metadata);
  if (!self->foreign)
    return inkling_model_metadata_read (model, header->metadata, error);
  layout = inkling_model_foreign_match (model, header, error);
  return layout != NULL;
}

static gboolean
fill_in (InklingModelSummary  *self,
         GError              **error)
{
  g_autoptr (InklingTensorHeader) header = inkling_model_file_read_header (self->path, error);
  g_autoptr (InklingModel)        model = inkling_model_new ();

  if (header == NULL)
    return FALSE;
  if (!read_metadata (self, model, header, error))
    {
      g_autofree char *name = g_filename_display_basename (self->path);

      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  if (self->foreign)
    return TRUE;
  self->step = model->step;
  add_recipe (self, &model->recipe);
  add_accuracy (self, header->metadata);
  add_history (self, header);
  return TRUE;
}

static gint64
get_modified (const GStatBuf *status)
{
  return status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
}

InklingModelSummary *
inkling_model_summary_read (const char *path)
{
  InklingModelSummary *self = g_object_new (INKLING_TYPE_MODEL_SUMMARY, NULL);
  g_autoptr (GError)   error = NULL;
  GStatBuf             status;

  self->path = g_strdup (path);
  self->kept = inkling_shelf_is_kept (path);
  if (g_stat (path, &status) == 0)
    {
      self->modified = get_modified (&status);
      self->n_bytes = status.st_size;
    }
  if (!fill_in (self, &error))
    self->problem = g_strdup (error->message);
  return self;
}

int
inkling_model_summary_compare (InklingModelSummary *self,
                               InklingModelSummary *other)
{
  if (self->modified != other->modified)
    return self->modified > other->modified ? -1 : 1;
  return strcmp (self->path, other->path);
}

static int
compare_summaries (gconstpointer a,
                   gconstpointer b)
{
  return inkling_model_summary_compare (*(InklingModelSummary *const *) a,
                                        *(InklingModelSummary *const *) b);
}

/* What is known without opening a file, for the order. NULL: it is gone meanwhile. */
static InklingModelSummary *
look_at (const char *path)
{
  InklingModelSummary *self;
  GStatBuf             status;

  if (g_lstat (path, &status) != 0)
    return NULL;
  self = g_object_new (INKLING_TYPE_MODEL_SUMMARY, NULL);
  self->path = g_strdup (path);
  if (g_stat (path, &status) == 0)
    {
      self->modified = get_modified (&status);
      self->n_bytes = status.st_size;
    }
  return self;
}

static GPtrArray *
look_at_all (GPtrArray *paths)
{
  GPtrArray *summaries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < paths->len; i++)
    {
      InklingModelSummary *summary = look_at (g_ptr_array_index (paths, i));

      if (summary != NULL)
        g_ptr_array_add (summaries, summary);
    }
  g_ptr_array_sort (summaries, compare_summaries);
  return summaries;
}

/* New reference. */
static InklingModelSummary *
find_or_read (GHashTable                *known,
              const InklingModelSummary *look)
{
  InklingModelSummary *found = g_hash_table_lookup (known, look->path);

  if (found != NULL && found->modified == look->modified && found->n_bytes == look->n_bytes)
    return g_object_ref (found);
  return inkling_model_summary_read (look->path);
}

InklingModelListing *
inkling_model_listing_read (const char  *folder,
                            GHashTable  *known,
                            guint        n_wanted,
                            GError     **error)
{
  g_autoptr (GPtrArray) paths = inkling_shelf_list (folder, error);
  g_autoptr (GPtrArray) looks = NULL;
  InklingModelListing  *self;

  if (paths == NULL)
    return NULL;
  looks = look_at_all (paths);
  self = g_new (InklingModelListing, 1);
  *self = (InklingModelListing) { g_ptr_array_new_with_free_func (g_object_unref), looks->len };
  for (guint i = 0; i < MIN (looks->len, n_wanted); i++)
    g_ptr_array_add (self->summaries, find_or_read (known, g_ptr_array_index (looks, i)));
  /* Once more: a file may have changed between the look and the reading. */
  g_ptr_array_sort (self->summaries, compare_summaries);
  return self;
}

void
inkling_model_listing_free (InklingModelListing *self)
{
  g_ptr_array_unref (self->summaries);
  g_free (self);
}
