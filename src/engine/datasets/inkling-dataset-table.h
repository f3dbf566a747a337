/* inkling-dataset-table.h: the data sets the program knows by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "nn-digits.h"

G_BEGIN_DECLS

#define INKLING_DATASET_MNIST   "mnist"
#define INKLING_DATASET_FASHION "fashion-mnist"
#define INKLING_DATASET_BUILTIN "builtin"

enum
{
  INKLING_TRAINING_PART,
  INKLING_TEST_PART,
  INKLING_N_PARTS,
};

/* Images and labels of each part: those of part p are files 2·p and 2·p + 1. */
#define INKLING_N_IDX_FILES (2 * INKLING_N_PARTS)

/* A file as its makers published it. Others compress the same content anew, into another size. */
typedef struct
{
  const char *name;            /* "train-images-idx3-ubyte.gz" */
  guint64     n_bytes;         /* of the .gz file */
  guint64     n_content_bytes; /* of what is in it */
  const char *digest;          /* SHA-256 of what is in it, in hex */
} InklingPublishedFile;

typedef struct
{
  const char                 *name;               /* what inkling_dataset_load takes */
  const char                 *title;              /* marked for translation, as what follows */
  const char                 *description;
  const char                 *class_names[NN_N_CLASSES]; /* NULL: the digits themselves */
  const char                 *folder_variable;    /* of the environment; NULL: no files */
  const InklingPublishedFile *files;              /* (INKLING_N_IDX_FILES); NULL: no files */
  const char *const          *mirrors;            /* in the order they are asked; NULL: none */
} InklingKnownDataset;

extern const InklingKnownDataset inkling_known_datasets[];
extern const gsize               inkling_n_known_datasets;

/* NULL if no data set goes by this name. */
const InklingKnownDataset *inkling_known_dataset_find           (const char *name);

/* The same by what inkling_dataset_get_digest says, whatever folder it lies in; digest may be NULL.
 * Sets without files have no digest of their own. */
const InklingKnownDataset *inkling_known_dataset_find_by_digest (const char *digest);

/* The set that a model learnt from, by the digest it stored, else by the name; a folder's name is
 * none of these. NULL: it was a folder. Both may be NULL. */
const InklingKnownDataset *inkling_known_dataset_find_source    (const char *digest,
                                                                 const char *name);

/* What is in the pictures with this label, in the user's language, where it is known by the digest;
 * else the label itself. Static, or interned. */
const char                *inkling_class_name                   (const char *digest,
                                                                 guint       label);

/* SHA-256 in hex over a folder's four digests in hex. Free with g_free. */
char *inkling_digest_of_digests (const char *const digests[INKLING_N_IDX_FILES]);

G_END_DECLS
