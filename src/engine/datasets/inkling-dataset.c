/* inkling-dataset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-async.h"
#include "inkling-error.h"
#include "inkling-idx-folder.h"
#include "inkling-sha256.h"
#include "nn-pen.h"
#include "nn-team.h"
#include "nn-training.h"

#define TORCHVISION_FOLDER "raw"

struct _InklingDataset
{
  GObject   parent_instance;

  /* All immutable once loaded, owned */
  char             *which;
  char             *name;
  char             *place;  /* NULL: it is a known one */
  char             *digest;
  NnDigits         *parts[INKLING_N_PARTS];
  InklingDigitLook  mended;
  InklingDigitLook  seems;
};

G_DEFINE_FINAL_TYPE (InklingDataset, inkling_dataset, G_TYPE_OBJECT)

/* The folders a known data set is looked for in, the first one first. */
static GStrv
get_folders (const InklingKnownDataset *known)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  const char *const       *system = g_get_system_data_dirs ();
  const char              *chosen = g_getenv (known->folder_variable);
  g_autofree char         *user = inkling_dataset_get_user_folder (known->name);

  if (chosen != NULL && *chosen != '\0')
    g_strv_builder_add (folders, chosen);
  g_strv_builder_add (folders, user);
  for (gsize i = 0; system[i] != NULL; i++)
    {
      g_autofree char *own = g_build_filename (system[i], "inkling", "datasets", known->name, NULL);
      g_autofree char *shared = g_build_filename (system[i], "datasets", known->name, NULL);

      g_strv_builder_add_many (folders, own, shared, NULL);
    }
  return g_strv_builder_end (folders);
}

static NnTeam *
new_team (void)
{
  NnTeam *team = NULL;

  /* Without one, everything is done in the calling thread. */
  nn_team_new (MIN (g_get_num_processors (), NN_MAX_THREADS), &team);
  return team;
}

/* Verified if it is a known one. */
static gboolean
load_folder (InklingDataset             *self,
             const char                 *path,
             gboolean                    both,
             InklingDigitLook            look,
             const InklingKnownDataset  *known,
             GCancellable               *cancellable,
             GError                    **error)
{
  g_auto (InklingIdxFolder) files = { 0 };
  NnTeam                   *team = new_team ();
  gboolean                  loaded;

  loaded = inkling_idx_folder_read (&files, path, both, look, team, cancellable, error);
  nn_team_free (team);
  if (loaded && known != NULL)
    loaded = inkling_idx_folder_check (&files, known, error);
  if (!loaded)
    return FALSE;

  self->digest = inkling_idx_folder_get_digest (&files);
  self->mended = files.mended;
  self->seems = files.seems;
  for (gsize i = 0; i < INKLING_N_PARTS; i++)
    self->parts[i] = g_steal_pointer (&files.parts[i]);
  return TRUE;
}

static gboolean
set_missing (const InklingKnownDataset  *known,
             GError                    **error)
{
  g_autofree char *place = inkling_dataset_get_user_folder (known->name);
  const char      *chosen = g_getenv (known->folder_variable);

  if (chosen != NULL && *chosen != '\0')
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              /* Translators: a folder, a data set, a variable of the environment */
                              _("%s: no file of %s lies in the folder that $%s names"), chosen,
                              _(known->title), known->folder_variable);
  if (known->mirrors == NULL)
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("%s is not on this computer and cannot be downloaded from here; "
                                "place its four files, %s, %s, %s and %s, in %s or name their "
                                "folder in $%s"),
                              _(known->title), known->files[0].name, known->files[1].name,
                              known->files[2].name, known->files[3].name, place,
                              known->folder_variable);
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("%s is not on this computer; download it, or place its four files, "
                              "%s, %s, %s and %s, in %s or name their folder in $%s"),
                            _(known->title), known->files[0].name, known->files[1].name,
                            known->files[2].name, known->files[3].name, place,
                            known->folder_variable);
}

/* SHA-256 of labels and pictures, of which only the ink is looked at. */
static char *
compute_digits_digest (NnDigits *const *parts)
{
  struct sha256_ctx checksum;

  sha256_init (&checksum);
  for (gsize i = 0; i < INKLING_N_PARTS; i++)
    {
      const NnDigits *digits = parts[i];

      sha256_update (&checksum, digits->n_images, digits->labels);
      for (gsize image = 0; image < digits->n_images; image++)
        {
          guint8 pixels[NN_IMAGE_PIXELS];

          nn_digits_get_image (digits, image, pixels);
          sha256_update (&checksum, sizeof pixels, pixels);
        }
    }
  return inkling_sha256_finish (&checksum);
}

static gboolean
load_builtin (InklingDataset  *self,
              GCancellable    *cancellable,
              GError         **error)
{
  NnTeam  *team = new_team ();
  NnStatus status;

  status = nn_pen_make_digits (INKLING_BUILTIN_SEED, 0, INKLING_BUILTIN_N_TRAINING, team,
                               &self->parts[INKLING_TRAINING_PART]);
  if (status == NN_OK && !g_cancellable_is_cancelled (cancellable))
    status = nn_pen_make_digits (INKLING_BUILTIN_SEED, INKLING_BUILTIN_N_TRAINING,
                                 INKLING_BUILTIN_N_TEST, team, &self->parts[INKLING_TEST_PART]);
  nn_team_free (team);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, INKLING_DATASET_BUILTIN);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self->digest = compute_digits_digest (self->parts);
  return TRUE;
}

static gboolean
load_by_name (InklingDataset  *self,
              gboolean         both,
              GCancellable    *cancellable,
              GError         **error)
{
  const InklingKnownDataset *known = inkling_known_dataset_find (self->which);
  g_autofree char           *plain = NULL;
  g_autofree char           *path = NULL;
  InklingDigitLook           look;

  if (known != NULL)
    {
      self->name = g_strdup (self->which);
      if (known->files == NULL)
        return load_builtin (self, cancellable, error);
      path = inkling_dataset_find (known->name);
      if (path == NULL)
        return set_missing (known, error);
      return load_folder (self, path, TRUE, INKLING_LOOK_USUAL, known, cancellable, error);
    }
  self->name = inkling_dataset_name_folder (self->which);
  self->place = g_canonicalize_filename (self->which, NULL);
  plain = inkling_digit_look_split (self->which, &look);
  path = g_canonicalize_filename (plain, NULL);
  return load_folder (self, path, both, look, NULL, cancellable, error);
}

static void
inkling_dataset_finalize (GObject *object)
{
  InklingDataset *self = INKLING_DATASET (object);

  for (gsize i = 0; i < INKLING_N_PARTS; i++)
    g_clear_pointer (&self->parts[i], nn_digits_free);
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->which, g_free);

  G_OBJECT_CLASS (inkling_dataset_parent_class)->finalize (object);
}

static void
inkling_dataset_class_init (InklingDatasetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = inkling_dataset_finalize;
}

static void
inkling_dataset_init (InklingDataset *self)
{
}

/* path: canonical, without a look. */
static char *
name_path (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *parent_name = g_path_get_basename (parent);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *set = NULL;
  gsize            file;

  if (inkling_idx_place_read_name (name, &file, &set))
    return *set != '\0' ? g_steal_pointer (&set) : name_path (parent);
  if (inkling_known_dataset_find (name) == NULL && strcmp (name, TORCHVISION_FOLDER) != 0)
    return g_steal_pointer (&name);
  return g_build_filename (parent_name, name, NULL);
}

char *
inkling_dataset_name_folder (const char *path)
{
  InklingDigitLook look;
  g_autofree char *plain = inkling_digit_look_split (path, &look);
  g_autofree char *canonical = g_canonicalize_filename (plain, NULL);
  g_autofree char *name = name_path (canonical);

  return g_strconcat (name, inkling_digit_look_get_suffix (look), NULL);
}

char *
inkling_dataset_title_folder (const char *path)
{
  InklingDigitLook look;
  g_autofree char *plain = inkling_digit_look_split (path, &look);
  g_autofree char *name = inkling_dataset_name_folder (plain);
  g_autofree char *title = g_filename_display_name (name);

  switch ((guint) look)
    {
    case INKLING_LOOK_TRANSPOSED:
      /* Translators: a data set whose pictures lay on their side */
      return g_strdup_printf (_("%s, turned"), title);
    case INKLING_LOOK_INVERTED:
      /* Translators: a data set whose pictures were dark on white */
      return g_strdup_printf (_("%s, inverted"), title);
    case INKLING_LOOK_TRANSPOSED | INKLING_LOOK_INVERTED:
      return g_strdup_printf (_("%s, turned and inverted"), title);
    default:
      return g_steal_pointer (&title);
    }
}

NnStatus
inkling_dataset_make_mix (NnTeam    *team,
                          NnDigits **mix)
{
  return nn_pen_make_digits (INKLING_BUILTIN_SEED,
                             INKLING_BUILTIN_N_TRAINING + INKLING_BUILTIN_N_TEST,
                             INKLING_MIX_N_IMAGES, team, mix);
}

NnStatus
inkling_dataset_make_strangers (NnTeam    *team,
                                NnDigits **strangers)
{
  return nn_pen_make_strangers (INKLING_BUILTIN_SEED, 0, INKLING_N_STRANGERS, team, strangers);
}

const char *
inkling_dataset_get_default_name (void)
{
  g_autofree char *folder = inkling_dataset_find (INKLING_DATASET_MNIST);

  return folder != NULL ? INKLING_DATASET_MNIST : INKLING_DATASET_BUILTIN;
}

char *
inkling_dataset_find (const char *name)
{
  const InklingKnownDataset *known = inkling_known_dataset_find (name);
  g_auto (GStrv)             folders = NULL;

  g_return_val_if_fail (known != NULL && known->files != NULL, NULL);

  folders = get_folders (known);
  for (gsize i = 0; folders[i] != NULL; i++)
    if (inkling_idx_place_has_any (folders[i]))
      return g_strdup (folders[i]);
  return NULL;
}

const InklingKnownDataset *
inkling_dataset_find_source (const char *digest,
                             const char *name,
                             const char *place)
{
  const InklingKnownDataset *known;
  g_autofree char           *folder = NULL;

  if (place == NULL)
    return inkling_known_dataset_find_source (digest, name);

  known = inkling_known_dataset_find_by_digest (digest);
  if (known != NULL)
    folder = inkling_dataset_find (known->name);
  return folder != NULL ? known : NULL;
}

char *
inkling_dataset_get_user_folder (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "inkling", "datasets", name, NULL);
}

static InklingDataset *
load (const char    *which,
      gboolean       both,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (InklingDataset) self = g_object_new (INKLING_TYPE_DATASET, NULL);

  self->which = g_strdup (which);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !load_by_name (self, both, cancellable, error))
    return NULL;
  g_debug ("data set %s loaded", which);
  return g_steal_pointer (&self);
}

InklingDataset *
inkling_dataset_load (const char    *which,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_return_val_if_fail (which != NULL, NULL);

  return load (which, TRUE, cancellable, error);
}

InklingDataset *
inkling_dataset_load_test (const char    *which,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_return_val_if_fail (which != NULL, NULL);

  return load (which, FALSE, cancellable, error);
}

void
inkling_dataset_load_async (const char          *which,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  inkling_async_make (g_task_new (NULL, cancellable, callback, user_data),
                      g_strdup (which), g_free,
                      (InklingAsyncMake) inkling_dataset_load, g_object_unref);
}

InklingDataset *
inkling_dataset_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
inkling_dataset_get_name (InklingDataset *self)
{
  return self->name;
}

const char *
inkling_dataset_get_which (InklingDataset *self)
{
  return self->which;
}

const char *
inkling_dataset_get_place (InklingDataset *self)
{
  return self->place;
}

const char *
inkling_dataset_get_digest (InklingDataset *self)
{
  return self->digest;
}

InklingDigitLook
inkling_dataset_get_mended (InklingDataset *self)
{
  return self->mended;
}

InklingDigitLook
inkling_dataset_get_seems (InklingDataset *self)
{
  return self->seems;
}

const NnDigits *
inkling_dataset_get_training (InklingDataset *self)
{
  return self->parts[INKLING_TRAINING_PART];
}

gsize
inkling_dataset_get_n_validation (InklingDataset *self)
{
  const NnDigits *training = self->parts[INKLING_TRAINING_PART];

  return training != NULL ? nn_supply_default_validation (training->n_images) : 0;
}

const NnDigits *
inkling_dataset_get_test (InklingDataset *self)
{
  return self->parts[INKLING_TEST_PART];
}
