/* nn-evaluation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-evaluation.h"

#include <stdlib.h>
#include <string.h>

#include "nn-batch.h"
#include "nn-blas.h"
#include "nn-layers.h"
#include "nn-memory.h"

/* Images an item takes: enough to reuse a block of weights, little enough to stay in cache. */
#define CHUNK_IMAGES 100

typedef struct
{
  NnBatch *batch;
  float   *activations[2]; /* (CHUNK_IMAGES, widest stride): layers write them in turn */
} Scratch;

typedef struct
{
  const NnNetwork *network;
  const NnDigits  *digits;
  size_t           first;
  size_t           n_images;
  float           *probabilities; /* (n_images, 10) or NULL */
  Scratch         *scratch;       /* one a thread */
  NnEvaluation    *parts;         /* one an item */
} Job;

double
nn_evaluation_get_accuracy (const NnEvaluation *evaluation)
{
  if (evaluation->n_images == 0)
    return 0.0;
  return (double) evaluation->n_correct / (double) evaluation->n_images;
}

static size_t
widest_stride (const NnNetwork *network)
{
  size_t widest = 0;

  for (size_t layer = 0; layer < network->n_layers; layer++)
    if (nn_layer_stride (network, layer) > widest)
      widest = nn_layer_stride (network, layer);
  return widest;
}

static bool
scratch_init (Scratch         *scratch,
              const NnNetwork *network,
              size_t           n_samples)
{
  size_t n_values = n_samples * widest_stride (network);

  if (nn_batch_new (n_samples, &scratch->batch) != NN_OK)
    return false;
  for (size_t i = 0; i < 2; i++)
    if ((scratch->activations[i] = nn_allocate_floats (n_values)) == NULL)
      return false;
  return true;
}

static void
scratch_clear (Scratch *scratch)
{
  nn_batch_free (scratch->batch);
  free (scratch->activations[0]);
  free (scratch->activations[1]);
}

/* The logits (n_samples, 16) of the scratch's batch, in the scratch. */
static const float *
forward (const NnNetwork *network,
         Scratch         *scratch)
{
  size_t n_samples = scratch->batch->n_samples;
  size_t width = nn_layer_width (network, 0);

  for (size_t c = 0; c < width; c += NN_BLOCK_COLUMNS)
    nn_layer_forward_sparse (network, scratch->batch, 0, n_samples, c,
                             width - c < NN_BLOCK_COLUMNS ? width - c : NN_BLOCK_COLUMNS,
                             scratch->activations[0]);
  for (size_t layer = 1; layer < network->n_layers; layer++)
    nn_layer_forward_dense (network, layer, scratch->activations[(layer - 1) % 2], n_samples,
                            0, nn_layer_width (network, layer), scratch->activations[layer % 2]);
  return scratch->activations[(network->n_layers - 1) % 2];
}

static size_t
largest_of (const float *values)
{
  size_t largest = 0;

  for (size_t c = 1; c < NN_N_CLASSES; c++)
    if (values[c] > values[largest])
      largest = c;
  return largest;
}

static void
evaluate_chunk (void   *data,
                size_t  item,
                size_t  thread)
{
  Job          *job = data;
  NnEvaluation *part = &job->parts[item];
  Scratch      *scratch = &job->scratch[thread];
  size_t        first = item * CHUNK_IMAGES;
  size_t        n_left = job->n_images - first;
  const float  *logits;

  scratch->batch->n_samples = n_left < CHUNK_IMAGES ? n_left : CHUNK_IMAGES;
  for (size_t s = 0; s < scratch->batch->n_samples; s++)
    nn_batch_set_digit (scratch->batch, s, job->digits, job->first + first + s);
  logits = forward (job->network, scratch);

  for (size_t s = 0; s < scratch->batch->n_samples; s++)
    {
      float   probabilities[NN_N_CLASSES];
      uint8_t label = scratch->batch->labels[s];
      size_t  answer;

      part->loss += nn_softmax (logits + s * NN_LANE_FLOATS, label, probabilities);
      answer = largest_of (probabilities);
      part->n_correct += answer == label;
      if (label < NN_N_CLASSES)
        part->confusion[label][answer]++;
      if (job->probabilities != NULL)
        memcpy (job->probabilities + (first + s) * NN_N_CLASSES, probabilities,
                sizeof probabilities);
    }
}

static void
add_part (NnEvaluation       *whole,
          const NnEvaluation *part)
{
  whole->n_correct += part->n_correct;
  whole->loss += part->loss;
  for (size_t label = 0; label < NN_N_CLASSES; label++)
    for (size_t answer = 0; answer < NN_N_CLASSES; answer++)
      whole->confusion[label][answer] += part->confusion[label][answer];
}

NnStatus
nn_evaluate (const NnNetwork *network,
             const NnDigits  *digits,
             size_t           first,
             size_t           n_images,
             NnTeam          *team,
             float           *probabilities,
             NnEvaluation    *evaluation)
{
  size_t n_threads = nn_team_get_n_threads (team);
  size_t n_items = (n_images + CHUNK_IMAGES - 1) / CHUNK_IMAGES;
  bool   enough_memory = true;
  Job    job = { network, digits, first, n_images, probabilities, NULL, NULL };

  if (n_images == 0)
    return NN_NO_IMAGES;
  job.scratch = calloc (n_threads, sizeof *job.scratch);
  job.parts = calloc (n_items, sizeof *job.parts);
  enough_memory = job.scratch != NULL && job.parts != NULL;
  for (size_t t = 0; enough_memory && t < n_threads; t++)
    enough_memory = scratch_init (&job.scratch[t], network, CHUNK_IMAGES);
  enough_memory = enough_memory && nn_blas_has_room (network, n_threads);

  if (enough_memory)
    {
      nn_team_run (team, evaluate_chunk, &job, n_items);
      *evaluation = (NnEvaluation) { .n_images = n_images };
      for (size_t i = 0; i < n_items; i++)
        add_part (evaluation, &job.parts[i]);
      evaluation->loss /= (double) n_images;
    }

  for (size_t t = 0; job.scratch != NULL && t < n_threads; t++)
    scratch_clear (&job.scratch[t]);
  free (job.scratch);
  free (job.parts);
  return enough_memory ? NN_OK : NN_NO_MEMORY;
}
