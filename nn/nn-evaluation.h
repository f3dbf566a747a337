/* nn-evaluation.h: how well a network reads a data set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>

#include "nn-digits.h"
#include "nn-network.h"
#include "nn-status.h"
#include "nn-team.h"

typedef struct
{
  size_t n_images;
  size_t n_correct;
  double loss;                                   /* mean cross-entropy, without L2 */
  size_t confusion[NN_N_CLASSES][NN_N_CLASSES];  /* [true label][answer]; what is no digit counts
                                                  * as an image, and is in no row */
} NnEvaluation;

double nn_evaluation_get_accuracy (const NnEvaluation *evaluation);

/* Evaluates images first … first + n_images − 1. The same bits for any team, which may be NULL.
 * probabilities, if not NULL, receives (n_images, 10). NN_NO_IMAGES if n_images is 0. */
NnStatus nn_evaluate (const NnNetwork *network,
                      const NnDigits  *digits,
                      size_t           first,
                      size_t           n_images,
                      NnTeam          *team,
                      float           *probabilities,
                      NnEvaluation    *evaluation);
