/* nn-idx.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-idx.h"

#define MAGIC_BYTES   4
#define COUNT_BYTES   4
#define TYPE_BYTE     0x08 /* elements of one unsigned byte */
#define N_LABEL_DIMS  1
#define N_IMAGE_DIMS  3

static uint32_t
read_count (const uint8_t *bytes,
            size_t         dimension)
{
  const uint8_t *at = bytes + MAGIC_BYTES + COUNT_BYTES * dimension;

  return (uint32_t) at[0] << 24 | (uint32_t) at[1] << 16 | (uint32_t) at[2] << 8 | at[3];
}

/* Two zeros, the element type, the number of dimensions: bytes that are missing are not wrong. */
static NnStatus
check_magic (const uint8_t *bytes,
             size_t         n_bytes,
             uint8_t        n_dimensions)
{
  for (size_t i = 0; i < 2 && i < n_bytes; i++)
    if (bytes[i] != 0)
      return NN_IDX_NOT_IDX;
  if (n_bytes < MAGIC_BYTES)
    return NN_IDX_TRUNCATED;
  /* The types of the format are 0x08 to 0x0e without 0x0a. */
  if (bytes[2] < 0x08 || bytes[2] > 0x0e || bytes[2] == 0x0a || bytes[3] == 0)
    return NN_IDX_NOT_IDX;
  if (bytes[2] != TYPE_BYTE || bytes[3] != n_dimensions)
    return NN_IDX_WRONG_KIND;
  return n_bytes < MAGIC_BYTES + COUNT_BYTES * (size_t) n_dimensions ? NN_IDX_TRUNCATED : NN_OK;
}

/* Whether what follows the header is n_items elements of item_size bytes. Counts have 32 bits, so
 * that the product fits 64. */
static NnStatus
check_length (size_t   n_bytes_left,
              uint32_t n_items,
              size_t   item_size)
{
  uint64_t n_wanted = (uint64_t) n_items * item_size;

  if (n_bytes_left < n_wanted)
    return NN_IDX_TRUNCATED;
  return n_bytes_left > n_wanted ? NN_IDX_TRAILING : NN_OK;
}

NnStatus
nn_idx_read_images (const uint8_t  *bytes,
                    size_t          n_bytes,
                    const uint8_t **images,
                    size_t         *n_images)
{
  size_t   header = MAGIC_BYTES + N_IMAGE_DIMS * COUNT_BYTES;
  NnStatus status = check_magic (bytes, n_bytes, N_IMAGE_DIMS);

  if (status != NN_OK)
    return status;
  if (read_count (bytes, 1) != NN_IMAGE_SIDE || read_count (bytes, 2) != NN_IMAGE_SIDE)
    return NN_IDX_WRONG_SIZE;
  status = check_length (n_bytes - header, read_count (bytes, 0), NN_IMAGE_PIXELS);
  if (status != NN_OK)
    return status;

  *images = bytes + header;
  *n_images = read_count (bytes, 0);
  return NN_OK;
}

NnStatus
nn_idx_read_labels (const uint8_t  *bytes,
                    size_t          n_bytes,
                    const uint8_t **labels,
                    size_t         *n_labels)
{
  size_t   header = MAGIC_BYTES + N_LABEL_DIMS * COUNT_BYTES;
  NnStatus status = check_magic (bytes, n_bytes, N_LABEL_DIMS);

  if (status != NN_OK)
    return status;
  status = check_length (n_bytes - header, read_count (bytes, 0), 1);
  if (status != NN_OK)
    return status;
  for (size_t i = header; i < n_bytes; i++)
    if (bytes[i] >= NN_N_CLASSES)
      return NN_IDX_BAD_LABEL;

  *labels = bytes + header;
  *n_labels = read_count (bytes, 0);
  return NN_OK;
}

NnStatus
nn_idx_read_digits (const uint8_t  *image_bytes,
                    size_t          n_image_bytes,
                    const uint8_t  *label_bytes,
                    size_t          n_label_bytes,
                    NnDigits      **digits)
{
  const uint8_t *images, *labels;
  size_t         n_images, n_labels;
  NnStatus       status = nn_idx_read_images (image_bytes, n_image_bytes, &images, &n_images);

  if (status == NN_OK)
    status = nn_idx_read_labels (label_bytes, n_label_bytes, &labels, &n_labels);
  if (status != NN_OK)
    return status;
  if (n_images != n_labels)
    return NN_IDX_COUNTS_DIFFER;
  if (n_images == 0)
    return NN_NO_IMAGES;
  *digits = nn_digits_new (images, labels, n_images);
  return *digits == NULL ? NN_NO_MEMORY : NN_OK;
}
