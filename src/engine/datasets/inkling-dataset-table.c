/* inkling-dataset-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-table.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-sha256.h"

static const InklingPublishedFile mnist_files[INKLING_N_IDX_FILES] = {
  { "train-images-idx3-ubyte.gz", 9912422, 47040016,
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db" },
  { "train-labels-idx1-ubyte.gz", 28881, 60008,
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5" },
  { "t10k-images-idx3-ubyte.gz", 1648877, 7840016,
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7" },
  { "t10k-labels-idx1-ubyte.gz", 4542, 10008,
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2" },
};

/* Where MNIST was first published, yann.lecun.com, answers nobody since 2024. */
static const char *const mnist_mirrors[] = {
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://raw.githubusercontent.com/fgnt/mnist/master/",
  NULL
};

static const InklingPublishedFile fashion_files[INKLING_N_IDX_FILES] = {
  { "train-images-idx3-ubyte.gz", 26421856, 47040016,
    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888" },
  { "train-labels-idx1-ubyte.gz", 29491, 60008,
    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9" },
  { "t10k-images-idx3-ubyte.gz", 4422079, 7840016,
    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b" },
  { "t10k-labels-idx1-ubyte.gz", 5125, 10008,
    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34" },
};

const InklingKnownDataset inkling_known_datasets[] = {
  {
    .name = INKLING_DATASET_MNIST,
    .title = N_("MNIST"),
    .description = N_("70,000 digits handwritten by real people"),
    .folder_variable = "INKLING_MNIST",
    .files = mnist_files,
    .mirrors = mnist_mirrors,
  },
  {
    .name = INKLING_DATASET_BUILTIN,
    .title = N_("Built-in digits"),
    .description = N_("70,000 digits written by the program itself"),
  },
  {
    .name = INKLING_DATASET_FASHION,
    .title = N_("Fashion-MNIST"),
    .description = N_("70,000 photographs of clothes in ten kinds, from Debian’s package "
                      "dataset-fashion-mnist"),
    .class_names = { N_("T-shirt"), N_("Trousers"), N_("Pullover"), N_("Dress"), N_("Coat"),
                     N_("Sandal"), N_("Shirt"), N_("Sneaker"), N_("Bag"), N_("Boot") },
    .folder_variable = "INKLING_FASHION_MNIST",
    .files = fashion_files,
  },
};

const gsize inkling_n_known_datasets = G_N_ELEMENTS (inkling_known_datasets);

const InklingKnownDataset *
inkling_known_dataset_find (const char *name)
{
  for (gsize i = 0; i < inkling_n_known_datasets; i++)
    if (g_strcmp0 (inkling_known_datasets[i].name, name) == 0)
      return &inkling_known_datasets[i];
  return NULL;
}

static gboolean
has_digest (const InklingKnownDataset *known,
            const char                *digest)
{
  const char      *digests[INKLING_N_IDX_FILES];
  g_autofree char *whole = NULL;

  if (known->files == NULL)
    return FALSE;
  for (gsize i = 0; i < INKLING_N_IDX_FILES; i++)
    digests[i] = known->files[i].digest;
  whole = inkling_digest_of_digests (digests);
  return strcmp (whole, digest) == 0;
}

const InklingKnownDataset *
inkling_known_dataset_find_by_digest (const char *digest)
{
  for (gsize i = 0; digest != NULL && i < inkling_n_known_datasets; i++)
    if (has_digest (&inkling_known_datasets[i], digest))
      return &inkling_known_datasets[i];
  return NULL;
}

const InklingKnownDataset *
inkling_known_dataset_find_source (const char *digest,
                                   const char *name)
{
  const InklingKnownDataset *known = inkling_known_dataset_find_by_digest (digest);

  return known != NULL ? known : inkling_known_dataset_find (name);
}

const char *
inkling_class_name (const char *digest,
                    guint       label)
{
  const InklingKnownDataset *known = inkling_known_dataset_find_by_digest (digest);
  const char                 text[] = { '0' + label, '\0' };

  g_return_val_if_fail (label < NN_N_CLASSES, NULL);

  if (known != NULL && known->class_names[label] != NULL)
    return _(known->class_names[label]);
  return g_intern_string (text);
}

char *
inkling_digest_of_digests (const char *const digests[INKLING_N_IDX_FILES])
{
  g_autofree char *all = g_strconcat (digests[0], digests[1], digests[2], digests[3], NULL);

  return inkling_sha256_compute (all, strlen (all));
}
