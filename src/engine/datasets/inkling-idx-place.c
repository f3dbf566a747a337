/* inkling-idx-place.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-idx-place.h"

#include <errno.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "inkling-contents.h"
#include "inkling-error.h"
#include "inkling-packed-file.h"

#define MAX_DEPTH   3    /* torchvision's root, from the folder above it */
#define MAX_ENTRIES 5000 /* looked at, should someone choose all of a disk */
#define MAX_NAMED   6    /* data sets in a message */

typedef enum
{
  WORD_TRAINING,
  WORD_TEST,
  WORD_IMAGES,
  WORD_LABELS,
  WORD_FORMAT,
} Meaning;

typedef struct
{
  const char *word;
  Meaning     meaning;
} Word;

/* What the words of a file's name mean; all others name the data set. */
static const Word words[] = {
  { "train", WORD_TRAINING }, { "training", WORD_TRAINING },
  { "test", WORD_TEST }, { "testing", WORD_TEST }, { "t10k", WORD_TEST },
  { "images", WORD_IMAGES }, { "image", WORD_IMAGES }, { "imgs", WORD_IMAGES },
  { "img", WORD_IMAGES }, { "x", WORD_IMAGES },
  { "labels", WORD_LABELS }, { "label", WORD_LABELS }, { "y", WORD_LABELS },
  { "idx", WORD_FORMAT }, { "idx1", WORD_FORMAT }, { "idx2", WORD_FORMAT },
  { "idx3", WORD_FORMAT }, { "ubyte", WORD_FORMAT }, { "uint8", WORD_FORMAT },
  { "int", WORD_FORMAT }, { "int8", WORD_FORMAT }, { "int32", WORD_FORMAT },
  { "bin", WORD_FORMAT }, { "npy", WORD_FORMAT }, { "npz", WORD_FORMAT },
  { "gz", WORD_FORMAT }, { "gzip", WORD_FORMAT }, { "zip", WORD_FORMAT },
};

/* The usual names, for messages. */
static const char *const usual_names[INKLING_N_IDX_FILES] = {
  "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
};

/* What was found on one floor of folders. */
typedef struct
{
  GPtrArray *places;    /* owned, of owned InklingIdxPlace */
  GPtrArray *folders;   /* owned: those of the floor below */
  guint      n_entries; /* looked at so far */
} Search;

static void
search_clear (Search *search)
{
  g_clear_pointer (&search->places, g_ptr_array_unref);
  g_clear_pointer (&search->folders, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static const Word *
find_word (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, text) == 0)
      return &words[i];
  return NULL;
}

gboolean
inkling_idx_place_read_name (const char  *name,
                             gsize       *file,
                             char       **set)
{
  g_autofree char     *lower = g_ascii_strdown (name, -1);
  g_auto (GStrv)       parts = g_strsplit_set (lower, "-_./ ", -1);
  g_autoptr (GString)  rest = g_string_new (NULL);
  guint                seen[WORD_FORMAT + 1] = { 0 };

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const Word *word = find_word (parts[i]);

      if (word != NULL)
        seen[word->meaning]++;
      else if (*parts[i] != '\0')
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "-" : "", parts[i]);
    }
  /* A hidden file is another program's note about the file of that name. */
  if (*name == '.' || seen[WORD_TRAINING] + seen[WORD_TEST] != 1 ||
      seen[WORD_IMAGES] + seen[WORD_LABELS] != 1)
    return FALSE;
  *file = 2 * (seen[WORD_TEST] > 0 ? INKLING_TEST_PART : INKLING_TRAINING_PART) +
          seen[WORD_LABELS];
  if (set != NULL)
    *set = g_strdup (rest->str);
  return TRUE;
}

void
inkling_idx_place_free (InklingIdxPlace *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    {
      g_free (self->paths[i]);
      g_free (self->members[i]);
    }
  g_free (self->set);
  g_free (self);
}

gboolean
inkling_idx_place_has_part (const InklingIdxPlace *self,
                            gsize                  part)
{
  return self->paths[2 * part] != NULL && self->paths[2 * part + 1] != NULL;
}

static gboolean
is_enough (const InklingIdxPlace *self,
           gboolean               both)
{
  return inkling_idx_place_has_part (self, INKLING_TEST_PART) &&
         (!both || inkling_idx_place_has_part (self, INKLING_TRAINING_PART));
}

static guint
count_files (const InklingIdxPlace *self)
{
  guint n_files = 0;

  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    n_files += self->paths[i] != NULL;
  return n_files;
}

static InklingIdxPlace *
add_place (GPtrArray  *places,
           const char *set)
{
  InklingIdxPlace *place = g_new0 (InklingIdxPlace, 1);

  place->set = g_strdup (set);
  g_ptr_array_add (places, place);
  return place;
}

/* Those from first on lie in the folder at hand. */
static InklingIdxPlace *
ensure_place (GPtrArray  *places,
              guint       first,
              const char *set)
{
  for (guint i = first; i < places->len; i++)
    {
      InklingIdxPlace *place = g_ptr_array_index (places, i);

      if (strcmp (place->set, set) == 0)
        return place;
    }
  return add_place (places, set);
}

/* The arrays of an archive as Keras has it, if its members are called like those of a data set. */
static void
look_into_archive (GPtrArray  *places,
                   const char *path)
{
  g_autofree char       *set = g_path_get_basename (path);
  g_autoptr (GPtrArray)  members = inkling_packed_file_list_members (path, NULL);
  InklingIdxPlace       *place = NULL;

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const InklingZipMember *member = g_ptr_array_index (members, i);
      gsize                   file;

      if (!inkling_idx_place_read_name (member->name, &file, NULL))
        continue;
      if (place == NULL)
        place = add_place (places, set);
      if (place->paths[file] == NULL)
        {
          place->paths[file] = g_strdup (path);
          place->members[file] = g_strdup (member->name);
        }
    }
}

static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* Some unpack each file into a folder of its name. Else the path itself, whatever it is. */
static char *
find_namesake (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *inner = g_build_filename (path, name, NULL);

  return g_strdup (is_folder (path) && g_file_test (inner, G_FILE_TEST_IS_REGULAR) ? inner : path);
}

static void
look_at (Search     *search,
         guint       first,
         const char *path,
         const char *name)
{
  g_autofree char *set = NULL;
  gsize            file;

  if (inkling_idx_place_read_name (name, &file, &set))
    {
      InklingIdxPlace *place = ensure_place (search->places, first, set);

      /* Of several spellings the first, but a file rather than a folder. */
      if (place->paths[file] == NULL || (is_folder (place->paths[file]) && !is_folder (path)))
        {
          g_free (place->paths[file]);
          place->paths[file] = find_namesake (path);
        }
    }
  else if (is_folder (path))
    g_ptr_array_add (search->folders, g_strdup (path));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const char *const *first = a;
  const char *const *second = b;
  int                order = g_ascii_strcasecmp (*first, *second);

  return order != 0 ? order : strcmp (*first, *second);
}

/* In the order of the alphabet, so that the answer does not depend on the disk. */
static gboolean
look_into (Search      *search,
           const char  *folder,
           GError     **error)
{
  g_autoptr (GDir)      dir = g_dir_open (folder, 0, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint                 first = search->places->len;
  gboolean              by_files;
  const char           *name;

  if (dir == NULL)
    return FALSE;
  while (search->n_entries < MAX_ENTRIES && (name = g_dir_read_name (dir)) != NULL)
    {
      search->n_entries++;
      if (*name != '.')
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      look_at (search, first, path, g_ptr_array_index (names, i));
    }
  by_files = search->places->len > first;
  for (guint i = 0; !by_files && i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autofree char *lower = g_ascii_strdown (g_ptr_array_index (names, i), -1);

      if (g_str_has_suffix (lower, ".npz"))
        look_into_archive (search->places, path);
    }
  return TRUE;
}

/* Floor by floor, down to the first where anything is. */
static gboolean
search_folder (Search      *search,
               const char  *folder,
               GError     **error)
{
  search->places = g_ptr_array_new_with_free_func ((GDestroyNotify) inkling_idx_place_free);
  search->folders = g_ptr_array_new_with_free_func (g_free);
  if (!look_into (search, folder, error))
    return FALSE;
  for (guint depth = 0; depth < MAX_DEPTH && search->places->len == 0; depth++)
    {
      g_autoptr (GPtrArray) floor = g_steal_pointer (&search->folders);

      search->folders = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < floor->len; i++)
        look_into (search, g_ptr_array_index (floor, i), NULL);
    }
  return TRUE;
}

static gboolean
set_missing (const InklingIdxPlace  *self,
             gboolean                both,
             GError                **error)
{
  gsize            missing = both ? 0 : 2 * INKLING_TEST_PART;
  gsize            there = 0;
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;

  g_assert (!is_enough (self, both));

  while (self->paths[missing] != NULL)
    missing++;
  while (self->paths[there] == NULL)
    there++;
  if (self->members[there] != NULL)
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              /* Translators: the second %s is a name such as x_train */
                              _("%s: the archive holds no array “%s”"), self->paths[there],
                              (const char *const[]) { "x_train", "y_train", "x_test",
                                                      "y_test" }[missing]);
  name = g_strconcat (self->set, *self->set != '\0' ? "-" : "", usual_names[missing], NULL);
  folder = g_path_get_dirname (self->paths[there]);
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("%s: the folder holds no file “%s” or “%s.gz”; place it there"),
                            folder, name, name);
}

static char *
describe_place (const InklingIdxPlace *self)
{
  g_autofree char *folder = NULL;
  gsize            there = 0;

  while (self->paths[there] == NULL)
    there++;
  if (self->members[there] != NULL)
    return g_strdup (self->paths[there]);
  folder = g_path_get_dirname (self->paths[there]);
  return g_build_filename (folder, self->set, NULL);
}

static gboolean
set_several (const char  *path,
             GPtrArray   *places,
             GError     **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (places->len, MAX_NAMED); i++)
    {
      g_autofree char *name = describe_place (g_ptr_array_index (places, i));
      const char      *below = name;

      if (g_str_has_prefix (name, path) && name[strlen (path)] == G_DIR_SEPARATOR)
        below = name + strlen (path) + 1;
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", *below != '\0' ? below : name);
    }
  if (places->len > MAX_NAMED)
    g_string_append (names, ", …");
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("%s: the folder holds several data sets (%s); choose one of their "
                              "folders, or one file of the data set"), path, names->str);
}

/* The only one that is enough; else the one that lacks least is told about. */
static InklingIdxPlace *
choose (const char  *path,
        GPtrArray   *places,
        gboolean     both,
        GError     **error)
{
  g_autoptr (GPtrArray)  enough = g_ptr_array_new ();
  InklingIdxPlace       *best = g_ptr_array_index (places, 0);
  guint                  index = 0;

  for (guint i = 0; i < places->len; i++)
    {
      InklingIdxPlace *place = g_ptr_array_index (places, i);

      if (count_files (place) > count_files (best))
        best = place;
      if (!is_enough (place, both))
        continue;
      g_ptr_array_add (enough, place);
      index = i;
    }
  if (enough->len == 1)
    return g_ptr_array_steal_index (places, index);
  if (enough->len > 1)
    set_several (path, enough, error);
  else
    set_missing (best, both, error);
  return NULL;
}

static InklingIdxPlace *
find_in_folder (const char  *path,
                gboolean     both,
                GError     **error)
{
  g_auto (Search) search = { 0 };

  if (!search_folder (&search, path, error))
    return NULL;
  if (search.places->len > 0)
    return choose (path, search.places, both, error);
  inkling_error_set (error, INKLING_ERROR_DATASET,
                     _("%s: the folder holds no data set, that is, no file such as “%s” or “%s.gz” "
                       "and no .npz archive"), path, usual_names[0], usual_names[0]);
  return NULL;
}

/* The files that lie beside it and are called alike. */
static InklingIdxPlace *
find_by_name (const char  *path,
              gsize        file,
              const char  *set,
              gboolean     both,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_auto (Search)  search = { 0 };

  search.places = g_ptr_array_new_with_free_func ((GDestroyNotify) inkling_idx_place_free);
  search.folders = g_ptr_array_new_with_free_func (g_free);
  if (!look_into (&search, folder, error))
    return NULL;
  for (guint i = search.places->len; i > 0; i--)
    {
      InklingIdxPlace *place = g_ptr_array_index (search.places, i - 1);

      if (strcmp (place->set, set) != 0)
        g_ptr_array_remove_index (search.places, i - 1);
    }
  /* Too many lie beside it. */
  if (search.places->len == 0)
    add_place (search.places, set)->paths[file] = g_strdup (path);
  return choose (path, search.places, both, error);
}

gboolean
inkling_idx_place_is_ink (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".jsonl") ||
         inkling_contents_of_file (path) == INKLING_CONTENTS_INK;
}

/* Why a file that is not called like one of a data set is none. */
static gboolean
set_no_dataset (const char  *path,
                GError     **error)
{
  InklingContents  contents = inkling_contents_of_file (path);
  g_autofree char *lower = g_ascii_strdown (path, -1);

  switch (contents)
    {
    case INKLING_CONTENTS_EMPTY:
    case INKLING_CONTENTS_MODEL:
    case INKLING_CONTENTS_PICTURE:
    case INKLING_CONTENTS_FOREIGN:
      return inkling_error_set (error, INKLING_ERROR_DATASET, "%s: %s", path,
                                inkling_contents_describe (contents));
    case INKLING_CONTENTS_INK:
      return inkling_error_set (error, INKLING_ERROR_DATASET,
                                _("%s: this is a file of drawings, by which a model can be "
                                  "measured, but not learn"), path);
    case INKLING_CONTENTS_DATASET:
    case INKLING_CONTENTS_UNKNOWN:
      break;
    }
  if (g_str_has_suffix (lower, ".npz") || g_str_has_suffix (lower, ".zip"))
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("%s: the zip archive is damaged or cut off; download it again"),
                              path);
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("%s: this file is not called like one of a data set, such as “%s”, "
                              "so it cannot be told what it holds"), path, usual_names[0]);
}

static InklingIdxPlace *
find_by_file (const char  *path,
              gboolean     both,
              GError     **error)
{
  g_autofree char       *name = g_path_get_basename (path);
  g_autofree char       *set = NULL;
  g_autoptr (GPtrArray)  members = NULL;
  g_autoptr (GPtrArray)  places = NULL;
  gsize                  file;

  if (inkling_idx_place_read_name (name, &file, &set))
    return find_by_name (path, file, set, both, error);
  members = inkling_packed_file_list_members (path, error);
  if (members == NULL)
    return NULL;
  places = g_ptr_array_new_with_free_func ((GDestroyNotify) inkling_idx_place_free);
  look_into_archive (places, path);
  if (places->len > 0)
    return choose (path, places, both, error);
  if (members->len > 0)
    inkling_error_set (error, INKLING_ERROR_DATASET,
                       _("%s: this zip archive holds other files than a data set’s; unpack it and "
                         "choose the folder"), path);
  else
    set_no_dataset (path, error);
  return NULL;
}

InklingIdxPlace *
inkling_idx_place_find (const char  *path,
                        gboolean     both,
                        GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0)
    return S_ISDIR (status.st_mode) ? find_in_folder (path, both, error)
                                    : find_by_file (path, both, error);
  if (errno != ENOENT || g_lstat (path, &status) == 0)
    inkling_error_from_errno (error, errno, path, path);
  else
    inkling_error_set (error, INKLING_ERROR_DATASET,
                       _("%s: there is no such folder or file; a data set is “mnist”, “builtin”, a "
                         "folder of IDX files or an .npz archive"), path);
  return NULL;
}

gboolean
inkling_idx_place_has_any (const char *folder)
{
  g_auto (Search) search = { 0 };

  return search_folder (&search, folder, NULL) && search.places->len > 0;
}
