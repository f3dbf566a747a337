/* nn-supply.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-supply.h"

#include <math.h>
#include <stdlib.h>

#include "nn-random.h"

#define MAX_VALIDATION     5000
#define VALIDATION_DIVISOR 12

/* Images are drawn from all over memory: the one this many samples ahead is asked for early. */
#define SAMPLES_AHEAD 4

size_t
nn_supply_default_validation (size_t n_images)
{
  size_t part = n_images / VALIDATION_DIVISOR;

  return part < MAX_VALIDATION ? part : MAX_VALIDATION;
}

/* How many samples of a batch come from each set. */
typedef struct
{
  size_t n_training;
  size_t n_mixed;
  size_t n_strangers;
} Shares;

static Shares
share_out (const NnRecipe *recipe,
           bool            has_mixed,
           bool            has_strangers)
{
  Shares shares = { 0 };
  size_t n_digits = recipe->batch;

  if (has_strangers)
    shares.n_strangers = (size_t) lround (recipe->strangers * (double) recipe->batch);
  /* A batch of one is a digit: strangers alone teach nothing. */
  if (shares.n_strangers >= n_digits)
    shares.n_strangers = n_digits - 1;
  n_digits -= shares.n_strangers;
  if (has_mixed)
    shares.n_mixed = (size_t) lround (recipe->mix * (double) n_digits);
  shares.n_training = n_digits - shares.n_mixed;
  return shares;
}

uint64_t
nn_supply_steps_per_epoch (const NnRecipe *recipe,
                           size_t          n_training,
                           size_t          n_mixed)
{
  Shares shares = share_out (recipe, n_mixed > 0, true);

  if (shares.n_mixed > n_mixed)
    return 0;
  return shares.n_training > 0 ? n_training / shares.n_training : n_mixed / shares.n_mixed;
}

static uint64_t
batches_per_epoch (const NnSource *source)
{
  return source->n_images / source->n_a_batch;
}

/* Adds a source that gives n_a_batch samples to each batch; none for 0. */
static NnStatus
add_source (NnSupply       *supply,
            const NnDigits *digits,
            size_t          first,
            size_t          n_a_batch,
            uint32_t        purpose)
{
  NnSource *source;

  if (n_a_batch == 0)
    return NN_OK;
  if (digits->n_images - first < n_a_batch)
    return NN_BATCH_TOO_LARGE;

  source = &supply->sources[supply->n_sources];
  *source = (NnSource) {
    .digits = digits,
    .first = first,
    .n_images = digits->n_images - first,
    .n_a_batch = n_a_batch,
    .purpose = purpose,
    .epoch = UINT64_MAX,
    .order = malloc ((digits->n_images - first) * sizeof *source->order),
  };
  if (source->order == NULL)
    return NN_NO_MEMORY;
  supply->n_sources++;
  return NN_OK;
}

NnStatus
nn_supply_init (NnSupply             *supply,
                const NnRecipe       *recipe,
                uint64_t              seed,
                const NnTrainingData *data)
{
  Shares   shares = share_out (recipe, data->mixed != NULL, data->strangers != NULL);
  NnStatus status;

  if (data->training->n_images <= data->n_validation)
    return NN_NO_IMAGES;

  supply->seed = seed;
  nn_distortion_init (&supply->distortion, recipe);
  status = add_source (supply, data->training, data->n_validation, shares.n_training,
                       NN_PURPOSE_ORDER);
  if (status == NN_OK)
    status = add_source (supply, data->mixed, 0, shares.n_mixed, NN_PURPOSE_MIX);
  if (status == NN_OK)
    status = add_source (supply, data->strangers, 0, shares.n_strangers, NN_PURPOSE_STRANGERS);
  return status;
}

void
nn_supply_clear (NnSupply *supply)
{
  for (size_t i = 0; i < supply->n_sources; i++)
    free (supply->sources[i].order);
  supply->n_sources = 0;
}

void
nn_supply_prepare (NnSupply *supply,
                   uint64_t  step)
{
  for (size_t i = 0; i < supply->n_sources; i++)
    {
      NnSource *source = &supply->sources[i];
      uint64_t  epoch = step / batches_per_epoch (source);

      if (source->epoch == epoch)
        continue;
      nn_random_permutation (supply->seed, source->purpose, epoch, source->order,
                             source->n_images);
      source->epoch = epoch;
    }
}

void
nn_supply_gather (const NnSupply *supply,
                  uint64_t        step,
                  size_t          sample,
                  NnBatch        *batch)
{
  const NnSource *source = supply->sources;
  size_t          position = sample;
  size_t          image;
  uint8_t         plain[NN_IMAGE_PIXELS];
  uint8_t         distorted[NN_IMAGE_PIXELS];

  while (position >= source->n_a_batch)
    {
      position -= source->n_a_batch;
      source++;
    }
  position += step % batches_per_epoch (source) * source->n_a_batch;
  image = source->first + source->order[position];
  if (position + SAMPLES_AHEAD < source->n_images)
    nn_digits_prefetch (source->digits, source->first + source->order[position + SAMPLES_AHEAD]);

  if (!supply->distortion.active)
    {
      nn_batch_set_digit (batch, sample, source->digits, image);
      return;
    }
  nn_digits_get_image (source->digits, image, plain);
  nn_distort (&supply->distortion, supply->seed, step, sample, plain, distorted);
  nn_batch_set_image (batch, sample, distorted, source->digits->labels[image]);
}
