/* inkling-idx-folder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-idx-folder.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-sha256.h"

#define IMAGES_AT_ONCE 1024
#define READ_SECONDS   600 /* a gigabyte from a network takes its time, and can be cancelled */

static gsize
get_images_file (gsize part)
{
  return 2 * part;
}

static gsize
get_labels_file (gsize part)
{
  return 2 * part + 1;
}

static gboolean
set_part_error (InklingIdxFolder  *self,
                gsize              part,
                const char        *reason,
                GError           **error)
{
  const char      *images = self->place->paths[get_images_file (part)];
  const char      *labels = self->place->paths[get_labels_file (part)];
  g_autofree char *label_name = g_path_get_basename (labels);
  g_autofree char *subject = NULL;

  /* Translators: two names of files that belong together. */
  subject = g_strdup_printf (_("%s and %s"), images, label_name);
  return inkling_error_set (error, INKLING_ERROR_DATASET, "%s: %s",
                            strcmp (images, labels) == 0 ? images : subject, reason);
}

/* What the two headers claim has to agree before anything is unpacked. */
static gboolean
open_part (InklingIdxFolder  *self,
           gsize              part,
           InklingIdxFile   **labels,
           GError           **error)
{
  const InklingIdxPlace *place = self->place;
  gsize                  images_file = get_images_file (part);
  gsize                  labels_file = get_labels_file (part);
  gsize                  n_images;

  self->images[part] = inkling_idx_file_open (place->paths[images_file],
                                              place->members[images_file], INKLING_IDX_IMAGES,
                                              &self->budget, error);
  if (self->images[part] == NULL)
    return FALSE;
  *labels = inkling_idx_file_open (place->paths[labels_file], place->members[labels_file],
                                   INKLING_IDX_LABELS, &self->budget, error);
  if (*labels == NULL)
    return FALSE;
  n_images = inkling_idx_file_get_n_items (self->images[part]);
  if (n_images != inkling_idx_file_get_n_items (*labels))
    return set_part_error (self, part, inkling_status_get_message (NN_IDX_COUNTS_DIFFER), error);
  return n_images > 0 || set_part_error (self, part, _("the files hold no pictures"), error);
}

static gboolean
read_labels (InklingIdxFolder  *self,
             gsize              part,
             InklingIdxFile    *labels,
             GError           **error)
{
  gsize n_images = inkling_idx_file_get_n_items (labels);
  gsize file = get_labels_file (part);

  self->labels[part] = inkling_budget_allocate (&self->budget, n_images, 1, error);
  if (self->labels[part] == NULL ||
      !inkling_idx_file_read (labels, self->labels[part], n_images, error))
    return FALSE;
  self->digests[file] = inkling_idx_file_finish (labels, error);
  return self->digests[file] != NULL;
}

static gboolean
read_sample (InklingIdxFolder  *self,
             gsize              part,
             GError           **error)
{
  gsize n_sample = MIN (inkling_idx_file_get_n_items (self->images[part]), INKLING_LOOK_SAMPLE);

  self->samples[part] = inkling_budget_allocate (&self->budget, n_sample, NN_IMAGE_PIXELS, error);
  self->n_sample[part] = n_sample;
  return self->samples[part] != NULL &&
         inkling_idx_file_read (self->images[part], self->samples[part], n_sample, error);
}

/* All of EMNIST is transposed, unless somebody has turned it already. */
static void
find_look (InklingIdxFolder *self,
           InklingDigitLook  look)
{
  const gsize part = INKLING_TEST_PART;
  gboolean    reads;

  if (look == INKLING_LOOK_USUAL)
    look = inkling_digit_look_guess (self->samples[part], self->labels[part], self->n_sample[part],
                                     &reads);
  else
    {
      self->mended = look;
      return;
    }
  if (strstr (self->place->set, "emnist") == NULL)
    self->seems = look;
  else if (!reads || look & INKLING_LOOK_TRANSPOSED)
    {
      self->mended = INKLING_LOOK_TRANSPOSED;
      self->seems = look & ~INKLING_LOOK_TRANSPOSED;
    }
}

/* As if all pictures were like the first ones; where that proves wrong, append finds it out, which
 * never takes more than what is left. */
static guint64
estimate_memory (InklingIdxFolder *self,
                 gsize             part)
{
  guint64 n_images = inkling_idx_file_get_n_items (self->images[part]);
  guint64 n_inked = 0;

  for (gsize i = 0; i < self->n_sample[part] * NN_IMAGE_PIXELS; i++)
    n_inked += self->samples[part][i] != 0;

  return n_images * (sizeof (guint8) + sizeof (guint32)) +
         n_images * n_inked / self->n_sample[part] * NN_DIGITS_ENTRY;
}

static gboolean
append (InklingIdxFolder  *self,
        gsize              part,
        guint8            *images,
        gsize              n_images,
        GError           **error)
{
  NnDigits *digits = self->parts[part];
  guint64   n_taken = digits->starts[digits->n_images] * (guint64) NN_DIGITS_ENTRY;

  inkling_digit_look_mend (self->mended, images, n_images);
  if (!inkling_budget_allows_time (&self->budget, error) ||
      !inkling_budget_allows_memory (&self->budget, n_taken + NN_DIGITS_GROWTH, error))
    return FALSE;
  return nn_digits_append (digits, images, self->labels[part] + digits->n_images, n_images) ||
         inkling_error_from_status (error, NN_NO_MEMORY, self->budget.subject);
}

static gboolean
read_images (InklingIdxFolder  *self,
             gsize              part,
             GError           **error)
{
  gsize              file = get_images_file (part);
  gsize              n_images = inkling_idx_file_get_n_items (self->images[part]);
  g_autofree guint8 *images = NULL;

  images = inkling_budget_allocate (&self->budget, IMAGES_AT_ONCE, NN_IMAGE_PIXELS, error);
  if (images == NULL ||
      !inkling_budget_allows_memory (&self->budget, estimate_memory (self, part), error))
    return FALSE;
  self->parts[part] = nn_digits_begin (n_images);
  if (self->parts[part] == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, self->budget.subject);
  if (!append (self, part, self->samples[part], self->n_sample[part], error))
    return FALSE;
  while (self->parts[part]->n_images < n_images)
    {
      gsize n_now = MIN (n_images - self->parts[part]->n_images, IMAGES_AT_ONCE);

      if (!inkling_idx_file_read (self->images[part], images, n_now, error) ||
          !append (self, part, images, n_now, error))
        return FALSE;
    }
  self->digests[file] = inkling_idx_file_finish (self->images[part], error);
  return self->digests[file] != NULL;
}

static void
read_part (void   *data,
           size_t  part,
           size_t  thread)
{
  InklingIdxFolder *self = data;

  if (self->images[part] != NULL)
    read_images (self, part, &self->errors[part]);
}

static gboolean
read_all (InklingIdxFolder  *self,
          InklingDigitLook   look,
          NnTeam            *team,
          GError           **error)
{
  for (gsize part = 0; part < INKLING_N_PARTS; part++)
    {
      g_autoptr (InklingIdxFile) labels = NULL;

      if (inkling_idx_place_has_part (self->place, part) &&
          (!open_part (self, part, &labels, error) ||
           !read_labels (self, part, labels, error) ||
           !read_sample (self, part, error)))
        return FALSE;
    }
  find_look (self, look);
  nn_team_run (team, read_part, self, INKLING_N_PARTS);
  for (gsize part = 0; part < INKLING_N_PARTS; part++)
    if (self->errors[part] != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&self->errors[part]));
        return FALSE;
      }
  return !g_cancellable_set_error_if_cancelled (self->budget.cancellable, error);
}

static void
forget_contents (InklingIdxFolder *self)
{
  for (gsize i = 0; i < INKLING_N_PARTS; i++)
    {
      g_clear_pointer (&self->images[i], inkling_idx_file_close);
      g_clear_pointer (&self->labels[i], g_free);
      g_clear_pointer (&self->samples[i], g_free);
      g_clear_error (&self->errors[i]);
    }
}

gboolean
inkling_idx_folder_read (InklingIdxFolder  *self,
                         const char        *path,
                         gboolean           both,
                         InklingDigitLook   look,
                         NnTeam            *team,
                         GCancellable      *cancellable,
                         GError           **error)
{
  gboolean done;

  self->place = inkling_idx_place_find (path, both, error);
  if (self->place == NULL)
    return FALSE;
  self->budget = inkling_budget_begin (path, READ_SECONDS, cancellable);
  done = read_all (self, look, team, error);
  for (gsize i = 0; done && i < INKLING_N_IDX_FILES; i++)
    if (self->digests[i] == NULL)
      self->digests[i] = g_strdup ("");
  forget_contents (self);
  return done;
}

void
inkling_idx_folder_clear (InklingIdxFolder *self)
{
  forget_contents (self);
  g_clear_pointer (&self->place, inkling_idx_place_free);
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    g_clear_pointer (&self->digests[i], g_free);
  for (gsize i = 0; i < INKLING_N_PARTS; i++)
    g_clear_pointer (&self->parts[i], nn_digits_free);
}

gboolean
inkling_idx_folder_check (InklingIdxFolder           *self,
                          const InklingKnownDataset  *known,
                          GError                    **error)
{
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    if (strcmp (self->digests[i], known->files[i].digest) != 0)
      return inkling_error_set (error, INKLING_ERROR_DATASET,
                                _("%s: this file does not belong to %s, its SHA-256 is %.12s… "
                                  "instead of %.12s…; get it again, or open the folder by its "
                                  "path to use it as it is"),
                                self->place->paths[i], _(known->title), self->digests[i],
                                known->files[i].digest);
  return TRUE;
}

char *
inkling_idx_folder_get_digest (InklingIdxFolder *self)
{
  g_autofree char *digest = inkling_digest_of_digests ((const char *const *) self->digests);
  g_autofree char *both = NULL;

  if (self->mended == INKLING_LOOK_USUAL)
    return g_steal_pointer (&digest);
  both = g_strconcat (digest, inkling_digit_look_get_suffix (self->mended), NULL);
  return inkling_sha256_compute (both, strlen (both));
}
