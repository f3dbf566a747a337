/* nn-status.h: why a function of the core did not do what it was asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

/* The core neither prints nor exits: every failure is one of these, and the engine turns it
 * into a message (inkling_error_from_status). */
typedef enum
{
  NN_OK = 0,
  NN_NO_MEMORY,

  /* Recipe and training */
  NN_BAD_RECIPE,        /* a field lies outside its documented range */
  NN_BATCH_TOO_LARGE,   /* fewer training images than one batch */
  NN_STEP_TOO_LARGE,    /* so large a batch and network that a step takes minutes */
  NN_NO_IMAGES,         /* an empty data set, or none left for training or validation */
  NN_LOSS_NOT_FINITE,   /* the loss became infinite or NaN */
  NN_WEIGHT_NOT_FINITE, /* a parameter became infinite or NaN */

  /* IDX files and NumPy arrays */
  NN_IDX_TRUNCATED,     /* shorter than its header says */
  NN_IDX_TRAILING,      /* longer than its header says */
  NN_IDX_NOT_IDX,       /* has not the header of such a file */
  NN_IDX_WRONG_KIND,    /* labels where images are expected, or neither of them */
  NN_IDX_WRONG_TYPE,    /* images or labels in another type of numbers than is read */
  NN_IDX_WRONG_ORDER,   /* the numbers of a picture are spread over the file */
  NN_IDX_WRONG_SIZE,    /* images that are not 28×28 */
  NN_IDX_COUNTS_DIFFER, /* not as many labels as images */
  NN_IDX_BAD_LABEL,     /* a label over 9 */

  /* Tensors of a model file */
  NN_TENSOR_BAD_DTYPE,
  NN_TENSOR_BAD_SHAPE,
  NN_TENSOR_BAD_OFFSETS, /* begin > end, or beyond the data section */
  NN_TENSOR_OVERLAP,     /* begins before the one before it ends */
  NN_TENSOR_HOLE,        /* bytes that belong to no tensor */
  NN_TENSOR_SIZE_DIFFERS,/* shape × element size is not end − begin */
  NN_TENSOR_MISSING,
  NN_TENSOR_NOT_FINITE,

  /* Drawings and pictures */
  NN_NO_INK,             /* nothing is drawn, so there is nothing to read */
  NN_PICTURE_TOO_LARGE,
} NnStatus;
