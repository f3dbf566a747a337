/* inkling-dataset.h: digits to learn from, by name or folder
 *
 * Immutable once loaded; any thread may read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-dataset-table.h"
#include "inkling-digit-look.h"
#include "nn-digits.h"
#include "nn-team.h"

G_BEGIN_DECLS

#define INKLING_TYPE_DATASET (inkling_dataset_get_type ())
G_DECLARE_FINAL_TYPE (InklingDataset, inkling_dataset, INKLING, DATASET, GObject)

/* The built-in set: what nn_pen_make_digits writes with this seed, test pictures after training
 * pictures. */
#define INKLING_BUILTIN_SEED       1
#define INKLING_BUILTIN_N_TRAINING 60000
#define INKLING_BUILTIN_N_TEST     10000

/* What is mixed in comes from the same pen, and none of it is in the built-in set: a run is not
 * measured by what it learnt from. */
#define INKLING_MIX_N_IMAGES       60000
#define INKLING_N_STRANGERS        20000

/* What a folder of the user's is called: its base name, or with that of its parent where a known
 * data set or torchvision goes by the same; a single file of a set has the set's name. A look
 * behind the path stays. Free with g_free. */
char *inkling_dataset_name_folder (const char *path);

/* The same for people to read, with the look in their language. Free with g_free. */
char *inkling_dataset_title_folder (const char *path);

/* The pictures to mix in; *mix is the caller's. Blocking, about a second; team may be NULL. Any
 * thread. */
NnStatus inkling_dataset_make_mix       (NnTeam    *team,
                                         NnDigits **mix);

/* The same of pictures of what is no digit. */
NnStatus inkling_dataset_make_strangers (NnTeam    *team,
                                         NnDigits **strangers);

/* "mnist" if a copy is on this machine, which loading verifies, else "builtin". */
const char *inkling_dataset_get_default_name (void);

/* The folder a copy of a known data set, or a part of one, lies in; looked for in the folder its
 * variable names ($INKLING_MNIST), $XDG_DATA_HOME/inkling/datasets/NAME and, in each of
 * $XDG_DATA_DIRS, inkling/datasets/NAME and datasets/NAME, where Debian's packages put them. NULL
 * if there is none. Free with g_free. */
char *inkling_dataset_find (const char *name);

/* The known data set that a run is to go on with, by what its model says. Where it learnt from a
 * place of the person's own, that is one with the same pictures if it is on this machine: what the
 * place is called says nothing. NULL if it is to go on with what lies at the place. */
const InklingKnownDataset *inkling_dataset_find_source (const char *digest,
                                                        const char *name,
                                                        const char *place);

/* Where the user's own copy belongs. Free with g_free. */
char *inkling_dataset_get_user_folder (const char *name);

/* which: the name of a known data set, or the path of a folder of IDX files or of one of these, or
 * of an .npz archive, as inkling_idx_place_find takes it, with a look behind it or none. Those
 * known by name are verified by SHA-256. Blocking (up to two seconds); NULL with
 * INKLING_ERROR_DATASET or a file error, or when cancelled. Any thread. */
InklingDataset *inkling_dataset_load        (const char           *which,
                                             GCancellable         *cancellable,
                                             GError              **error);
/* The same where only the test pictures are needed: those to learn from may be missing. */
InklingDataset *inkling_dataset_load_test   (const char           *which,
                                             GCancellable         *cancellable,
                                             GError              **error);
void            inkling_dataset_load_async  (const char           *which,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
InklingDataset *inkling_dataset_load_finish (GAsyncResult         *result,
                                             GError              **error);

/* A known one's name, or as by inkling_dataset_name_folder. */
const char     *inkling_dataset_get_name         (InklingDataset *self);
/* What it was loaded by. */
const char     *inkling_dataset_get_which        (InklingDataset *self);
/* The folder it was read from, as an absolute path; NULL for a known one, which may lie
 * anywhere. */
const char     *inkling_dataset_get_place        (InklingDataset *self);
/* SHA-256 in hex of images and labels: equal for plain and gzipped copies of the same files. */
const char     *inkling_dataset_get_digest       (InklingDataset *self);
/* What the pictures looked like in their files, before they were put right; and what they still
 * seem to look like, which somebody should be asked about. */
InklingDigitLook inkling_dataset_get_mended      (InklingDataset *self);
InklingDigitLook inkling_dataset_get_seems       (InklingDataset *self);

/* Its first n_validation pictures are for validation. NULL and 0 if it was loaded for its test
 * pictures and has no others. */
const NnDigits *inkling_dataset_get_training     (InklingDataset *self);
gsize           inkling_dataset_get_n_validation (InklingDataset *self);
const NnDigits *inkling_dataset_get_test         (InklingDataset *self);

G_END_DECLS
