/* inkling-checkpoints.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-checkpoints.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-folder-lock.h"
#include "inkling-model-file.h"
#include "inkling-notice.h"
#include "inkling-shelf.h"

#define CHECKPOINT_PREFIX "mnist_model-"
#define ASIDE_PREFIX      "run-"
#define NEW_FOLDER_MODE   0777 /* less the umask */
#define MAX_TRIAL         (64 << 20) /* bytes; a disk may be too slow to set more aside */
#define OTHER_BYTES       (64 << 10) /* of a checkpoint, besides its weights */

struct _InklingCheckpoints
{
  gatomicrefcount    ref_count;
  char              *folder;   /* owned */
  InklingFolderLock *lock;     /* owned */
  gboolean           is_new;   /* the folder was created, and nothing is saved in it yet */
  GArray            *own;      /* owned, of Checkpoint: the run's own; NULL: not looked for yet */
};

typedef struct
{
  char    *path;     /* owned */
  char    *identity; /* owned: of the file as it was found or written */
  guint64  step;
  gboolean written;  /* by this hold, so that it is known to be sound */
} Checkpoint;

static void
checkpoint_clear (gpointer data)
{
  Checkpoint *checkpoint = data;

  g_free (checkpoint->path);
  g_free (checkpoint->identity);
}

/* The highest step first; of equal ones the last name, so that the order never varies. */
static int
compare_checkpoints (gconstpointer a,
                     gconstpointer b)
{
  const Checkpoint *x = a, *y = b;

  if (x->step != y->step)
    return x->step > y->step ? -1 : 1;
  return strcmp (y->path, x->path);
}

/* mnist_model-<digits>.safetensors: only such files are ever removed. */
static gboolean
is_checkpoint_name (const char *name)
{
  const char *digits = name + strlen (CHECKPOINT_PREFIX);
  gsize       n_digits;

  if (!g_str_has_prefix (name, CHECKPOINT_PREFIX))
    return FALSE;
  n_digits = strspn (digits, "0123456789");
  return n_digits > 0 && strcmp (digits + n_digits, INKLING_MODEL_SUFFIX) == 0;
}

/* What a file is until somebody writes to it or replaces it; NULL if there is none. */
static char *
get_identity (const char *path)
{
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return NULL;
  return g_strdup_printf ("%ju %ju %jd %ld", (uintmax_t) status.st_ino,
                          (uintmax_t) status.st_size, (intmax_t) status.st_ctim.tv_sec,
                          status.st_ctim.tv_nsec);
}

/* Taking hold. */

static void
tell (InklingCheckpoints *self,
      const char         *what)
{
  g_autofree char *name = g_filename_display_name (self->folder);
  g_autofree char *text = g_strdup_printf ("%s: %s", name, what);

  inkling_notice_tell (text);
}

/* Of a link that leads nowhere errno says that it is no folder. */
static gboolean
set_no_folder (InklingCheckpoints  *self,
               int                  error_number,
               GError             **error)
{
  g_autofree char *name = g_filename_display_name (self->folder);
  GStatBuf         status;

  if (g_file_test (self->folder, G_FILE_TEST_IS_SYMLINK) && g_stat (self->folder, &status) != 0)
    return inkling_error_from_errno (error, errno, self->folder, name);
  return inkling_atomic_file_set_error (error, self->folder, error_number);
}

static gboolean
take_hold (InklingCheckpoints  *self,
           GError             **error)
{
  self->is_new = !g_file_test (self->folder, G_FILE_TEST_EXISTS);
  if (g_mkdir_with_parents (self->folder, NEW_FOLDER_MODE) != 0)
    return set_no_folder (self, errno, error);
  self->lock = inkling_folder_lock_take (self->folder, error);
  if (self->lock == NULL)
    return FALSE;
  if (!inkling_folder_lock_is_certain (self->lock))
    tell (self, _("the file system knows no locks, so nothing keeps another program from training "
                  "in this folder; take care that none does"));
  return TRUE;
}

static void
let_go (InklingCheckpoints *self)
{
  g_clear_pointer (&self->lock, inkling_folder_lock_free);
  if (self->is_new)
    g_rmdir (self->folder);
}

InklingCheckpoints *
inkling_checkpoints_open (const char  *folder,
                          GError     **error)
{
  g_autoptr (InklingCheckpoints) self = g_new0 (InklingCheckpoints, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->folder = g_strdup (folder);
  if (!take_hold (self, error))
    return NULL;
  inkling_atomic_file_tidy_folder (folder);
  return g_steal_pointer (&self);
}

/* A new subfolder with the next free number. NULL with errno. */
static char *
create_aside (const char *folder)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *name = g_strdup_printf (ASIDE_PREFIX "%u", number);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_mkdir (path, NEW_FOLDER_MODE) == 0)
        return g_steal_pointer (&path);
      if (errno != EEXIST)
        return NULL;
    }
}

InklingCheckpoints *
inkling_checkpoints_open_own (const char  *folder,
                              GError     **error)
{
  g_autofree char    *own = create_aside (folder);
  InklingCheckpoints *self;

  if (own == NULL)
    {
      inkling_atomic_file_set_error (error, folder, errno);
      return NULL;
    }
  self = inkling_checkpoints_open (own, error);
  if (self != NULL)
    self->is_new = TRUE;
  return self;
}

InklingCheckpoints *
inkling_checkpoints_ref (InklingCheckpoints *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
inkling_checkpoints_unref (InklingCheckpoints *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  let_go (self);
  g_clear_pointer (&self->own, g_array_unref);
  g_free (self->folder);
  g_free (self);
}

const char *
inkling_checkpoints_get_folder (InklingCheckpoints *self)
{
  return self->folder;
}

gboolean
inkling_checkpoints_check_room (InklingCheckpoints  *self,
                                const NnRecipe      *recipe,
                                GError             **error)
{
  NnNetwork *network = nn_network_describe (recipe);
  guint      n_networks = recipe->momentum > 0.0 ? 3 : 2;
  guint64    n_bytes = OTHER_BYTES;

  if (network != NULL)
    n_bytes += n_networks * network->n_values * sizeof (float);
  nn_network_free (network);
  return inkling_atomic_file_try (self->folder, MIN (n_bytes, MAX_TRIAL), error);
}

/* What is there. */

static void
add_checkpoint (GArray     *checkpoints,
                const char *path,
                guint64     step,
                gboolean    written)
{
  const Checkpoint checkpoint = { g_strdup (path), get_identity (path), step, written };

  g_array_append_val (checkpoints, checkpoint);
}

static GArray *
make_checkpoints (void)
{
  GArray *checkpoints = g_array_new (FALSE, FALSE, sizeof (Checkpoint));

  g_array_set_clear_func (checkpoints, checkpoint_clear);
  return checkpoints;
}

/* Those of the model's run, the latest first. Only headers are read. */
static GArray *
find_own (InklingCheckpoints *self,
          const InklingModel *model)
{
  g_autoptr (GPtrArray) paths = inkling_shelf_list_folder (self->folder, is_checkpoint_name, NULL);
  GArray               *own = make_checkpoints ();
  char                  run[INKLING_MODEL_RUN_SIZE];

  inkling_model_get_run (model, run);
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      char        whose[INKLING_MODEL_RUN_SIZE];
      guint64     step;

      if (inkling_model_file_get_run (path, &step, whose, NULL) && strcmp (whose, run) == 0)
        add_checkpoint (own, path, step, FALSE);
    }
  g_array_sort (own, compare_checkpoints);
  return own;
}

/* From now on only what is saved through this hold is new: nobody else adds to the run. */
static void
look_once (InklingCheckpoints *self,
           const InklingModel *model)
{
  if (self->own == NULL)
    self->own = find_own (self, model);
}

gboolean
inkling_checkpoints_has_later (InklingCheckpoints *self,
                               const InklingModel *model)
{
  look_once (self, model);
  return self->own->len > 0 && g_array_index (self->own, Checkpoint, 0).step > model->step;
}

/* Setting aside. */

static gboolean
move_aside (InklingCheckpoints  *self,
            GPtrArray           *paths,
            GError             **error)
{
  g_autofree char *aside = create_aside (self->folder);

  if (aside == NULL)
    return inkling_atomic_file_set_error (error, self->folder, errno);
  for (guint i = 0; i < paths->len; i++)
    {
      const char      *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *target = g_build_filename (aside, name, NULL);

      if (g_rename (path, target) != 0)
        return inkling_atomic_file_set_error (error, path, errno);
    }
  return TRUE;
}

gboolean
inkling_checkpoints_set_aside (InklingCheckpoints  *self,
                               gboolean            *moved,
                               GError             **error)
{
  g_autoptr (GPtrArray) paths = inkling_shelf_list_folder (self->folder,
                                                           inkling_shelf_is_model_name, error);

  if (paths == NULL)
    return FALSE;
  g_clear_pointer (&self->own, g_array_unref);
  if (moved != NULL)
    *moved = paths->len > 0;
  return paths->len == 0 || move_aside (self, paths, error);
}

/* A run saves each step once: what has the name already is another run's, or was not fit to go on
 * from. A folder is in the way, too, but nobody's loss: renaming onto it fails. */
static gboolean
make_way (InklingCheckpoints  *self,
          const char          *path,
          GError             **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  GStatBuf              status;

  if (g_lstat (path, &status) != 0 || S_ISDIR (status.st_mode))
    return TRUE;
  g_ptr_array_add (paths, (gpointer) path);
  return move_aside (self, paths, error);
}

/* Saving. */

/* Where there are no locks another program may have saved a file of that name a moment ago, and the
 * file stays where it said. */
static char *
make_path (InklingCheckpoints *self,
           guint64             step)
{
  g_autofree char *stem = g_strdup_printf (CHECKPOINT_PREFIX "%" G_GUINT64_FORMAT, step);
  g_autofree char *name = g_strconcat (stem, INKLING_MODEL_SUFFIX, NULL);
  char            *path = g_build_filename (self->folder, name, NULL);

  for (guint number = 2; !inkling_folder_lock_is_certain (self->lock) &&
                         g_file_test (path, G_FILE_TEST_EXISTS); number++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s-%u" INKLING_MODEL_SUFFIX, stem, number);

      g_free (path);
      path = g_build_filename (self->folder, numbered, NULL);
    }
  return path;
}

/* Somebody may have deleted the folder, or put another in its place, or deleted the lock. */
static gboolean
keep_hold (InklingCheckpoints  *self,
           GError             **error)
{
  g_autoptr (InklingCheckpoints) anew = NULL;

  if (inkling_folder_lock_is_valid (self->lock))
    return TRUE;
  anew = inkling_checkpoints_open (self->folder, error);
  if (anew == NULL)
    return FALSE;
  if (anew->is_new)
    tell (self, _("the folder was gone with the checkpoints in it, and has been made anew"));
  anew->is_new = FALSE;
  g_clear_pointer (&self->lock, inkling_folder_lock_free);
  self->lock = g_steal_pointer (&anew->lock);
  g_clear_pointer (&self->own, g_array_unref);
  return TRUE;
}

/* A header may be sound while the data behind it is damaged: what cannot be read in full is not
 * known to be old. What was changed since is nobody's to remove. Where there are no locks another
 * program of the same run may have written what this one has not. */
static gboolean
may_be_removed (InklingCheckpoints *self,
                const Checkpoint   *checkpoint)
{
  g_autofree char         *identity = get_identity (checkpoint->path);
  g_autoptr (InklingModel) model = NULL;

  if (identity == NULL || g_strcmp0 (identity, checkpoint->identity) != 0)
    return FALSE;
  if (checkpoint->written)
    return TRUE;
  if (inkling_folder_lock_is_certain (self->lock))
    model = inkling_model_file_load (checkpoint->path, NULL);
  return model != NULL;
}

/* Removes the run's older checkpoints but the best one, so that with the one just saved keep are
 * left. A file with a later step is from another branch of the run, and does not count. What is not
 * removed now never is, and need not be looked at again. */
static void
prune (InklingCheckpoints *self,
       guint64             saved_step,
       guint               keep,
       guint64             best_step)
{
  guint n_kept = 1;

  for (guint i = 0; i < self->own->len;)
    {
      const Checkpoint *checkpoint = &g_array_index (self->own, Checkpoint, i);

      if (checkpoint->step >= saved_step || ++n_kept <= keep || checkpoint->step == best_step)
        i++;
      else
        {
          if (may_be_removed (self, checkpoint))
            {
              gboolean removed = g_unlink (checkpoint->path) == 0;

              g_debug ("checkpoint %s removed: %s", checkpoint->path,
                       removed ? "done" : g_strerror (errno));
            }
          g_array_remove_index (self->own, i);
        }
    }
}

char *
inkling_checkpoints_save (InklingCheckpoints  *self,
                          const InklingModel  *model,
                          guint                keep,
                          guint64              best_step,
                          GError             **error)
{
  g_autofree char *path = NULL;

  if (!keep_hold (self, error))
    return NULL;
  look_once (self, model);
  path = make_path (self, model->step);
  if (!make_way (self, path, error) || !inkling_model_file_save (model, path, error))
    return NULL;
  g_debug ("checkpoint %s written", path);
  self->is_new = FALSE;
  prune (self, model->step, keep, best_step);
  add_checkpoint (self->own, path, model->step, TRUE);
  g_array_sort (self->own, compare_checkpoints);
  return g_steal_pointer (&path);
}

/* The readable ones among paths, newest first. Only headers are read. */
static GArray *
find_readable (GPtrArray       *paths,
               InklingSkipFunc  skip,
               gpointer         user_data)
{
  GArray *readable = make_checkpoints ();

  for (guint i = 0; i < paths->len; i++)
    {
      const char        *path = g_ptr_array_index (paths, i);
      g_autoptr (GError) reason = NULL;
      guint64            step;

      if (inkling_model_file_get_step (path, &step, &reason))
        add_checkpoint (readable, path, step, FALSE);
      else if (skip != NULL)
        skip (path, reason, user_data);
    }
  g_array_sort (readable, compare_checkpoints);
  return readable;
}

InklingModel *
inkling_checkpoints_load_newest (const char       *folder,
                                 InklingSkipFunc   skip,
                                 gpointer          user_data,
                                 GError          **error)
{
  g_autoptr (GPtrArray) paths = inkling_shelf_list_folder (folder, inkling_shelf_is_model_name,
                                                           error);
  g_autoptr (GArray)    readable = NULL;
  g_autofree char      *name = g_filename_display_name (folder);

  if (paths == NULL)
    return NULL;
  readable = find_readable (paths, skip, user_data);
  for (guint i = 0; i < readable->len; i++)
    {
      const char        *path = g_array_index (readable, Checkpoint, i).path;
      g_autoptr (GError) reason = NULL;
      InklingModel      *model = inkling_model_file_load (path, &reason);

      if (model != NULL)
        return model;
      if (skip != NULL)
        skip (path, reason, user_data);
    }
  if (paths->len > 0)
    inkling_error_set (error, INKLING_ERROR_NO_MODEL,
                       _("none of the model files in %s can be read"), name);
  else
    inkling_error_set (error, INKLING_ERROR_NO_MODEL, _("there is no model in %s yet"), name);
  return NULL;
}
