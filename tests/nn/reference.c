/* reference.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "reference.h"

#include <glib.h>
#include <math.h>
#include <string.h>

Reference *
reference_new_from (const NnNetwork *network)
{
  Reference *self = g_new0 (Reference, 1);

  self->n_layers = network->n_layers;
  memcpy (self->sizes, network->sizes, sizeof self->sizes);
  for (size_t l = 0; l < self->n_layers; l++)
    {
      const NnParameter *weight = &network->parameters[2 * l];
      const NnParameter *bias = &network->parameters[2 * l + 1];
      size_t             n_inputs = self->sizes[l];
      size_t             n_outputs = self->sizes[l + 1];
      g_autofree float  *values = g_new (float, n_inputs * n_outputs);

      self->weights[l] = g_new (double, n_inputs * n_outputs);
      self->biases[l] = g_new (double, n_outputs);
      nn_network_get_outputs (network, weight, 0, n_outputs, values);
      for (size_t i = 0; i < n_inputs * n_outputs; i++)
        self->weights[l][i] = values[i];
      nn_network_get_outputs (network, bias, 0, n_outputs, values);
      for (size_t i = 0; i < n_outputs; i++)
        self->biases[l][i] = values[i];
    }
  return self;
}

void
reference_free (Reference *self)
{
  for (size_t l = 0; l < self->n_layers; l++)
    {
      g_free (self->weights[l]);
      g_free (self->biases[l]);
    }
  g_free (self);
}

/* activations[0] = x, activations[l + 1] = output of layer l; the top one is the logits. */
static void
forward (const Reference *self,
         const uint8_t   *image,
         double         **activations)
{
  for (size_t i = 0; i < NN_IMAGE_PIXELS; i++)
    activations[0][i] = image[i] / 255.0;
  for (size_t l = 0; l < self->n_layers; l++)
    for (size_t o = 0; o < self->sizes[l + 1]; o++)
      {
        double sum = self->biases[l][o];

        for (size_t i = 0; i < self->sizes[l]; i++)
          sum += self->weights[l][o * self->sizes[l] + i] * activations[l][i];
        activations[l + 1][o] = l + 1 < self->n_layers && sum < 0.0 ? 0.0 : sum;
      }
}

/* What the probability of an answer should be. */
static double
target (size_t label,
        size_t answer)
{
  return label == NN_NO_DIGIT ? 1.0 / NN_N_CLASSES : answer == label;
}

/* Returns the divergence Σ t log (t / p) of the probabilities p from the target t. */
static double
softmax (const double *logits,
         size_t        label,
         double       *probabilities)
{
  double divergence = 0.0;
  double largest = logits[0];
  double sum = 0.0;

  for (size_t c = 1; c < NN_N_CLASSES; c++)
    largest = MAX (largest, logits[c]);
  for (size_t c = 0; c < NN_N_CLASSES; c++)
    sum += exp (logits[c] - largest);
  for (size_t c = 0; c < NN_N_CLASSES; c++)
    {
      double t = target (label, c);

      probabilities[c] = exp (logits[c] - largest) / sum;
      if (t > 0.0)
        divergence += t * (log (t) - (logits[c] - largest - log (sum)));
    }
  return divergence;
}

/* Adds one image's share; dy (10) is the gradient by the logits and is used up. */
static void
backward (const Reference *self,
          double         **activations,
          double         **errors,
          Reference       *gradient)
{
  for (size_t l = self->n_layers; l-- > 0;)
    {
      size_t n_inputs = self->sizes[l];

      for (size_t i = 0; i < n_inputs; i++)
        errors[l][i] = 0.0;
      for (size_t o = 0; o < self->sizes[l + 1]; o++)
        {
          double dy = errors[l + 1][o];

          gradient->biases[l][o] += dy;
          for (size_t i = 0; i < n_inputs; i++)
            {
              gradient->weights[l][o * n_inputs + i] += dy * activations[l][i];
              errors[l][i] += dy * self->weights[l][o * n_inputs + i];
            }
        }
      for (size_t i = 0; l > 0 && i < n_inputs; i++)
        if (activations[l][i] <= 0.0)
          errors[l][i] = 0.0;
    }
}

static double
regularisation (const Reference *self,
                double           l2,
                Reference       *gradient)
{
  double loss = 0.0;

  for (size_t l = 0; l < self->n_layers; l++)
    for (size_t i = 0; i < self->sizes[l] * self->sizes[l + 1]; i++)
      {
        loss += 0.5 * l2 * self->weights[l][i] * self->weights[l][i];
        if (gradient != NULL)
          gradient->weights[l][i] += l2 * self->weights[l][i];
      }
  return loss;
}

static void
clear (Reference *gradient)
{
  for (size_t l = 0; l < gradient->n_layers; l++)
    {
      size_t n_outputs = gradient->sizes[l + 1];

      memset (gradient->weights[l], 0, gradient->sizes[l] * n_outputs * sizeof (double));
      memset (gradient->biases[l], 0, n_outputs * sizeof (double));
    }
}

double
reference_loss (const Reference *self,
                const uint8_t   *images,
                const uint8_t   *labels,
                size_t           n,
                double           l2,
                double          *probabilities,
                Reference       *gradient)
{
  double *activations[NN_MAX_LAYERS + 1];
  double *errors[NN_MAX_LAYERS + 1];
  double  loss = 0.0;

  for (size_t l = 0; l <= self->n_layers; l++)
    {
      activations[l] = g_new (double, self->sizes[l]);
      errors[l] = g_new (double, self->sizes[l]);
    }
  if (gradient != NULL)
    clear (gradient);

  for (size_t b = 0; b < n; b++)
    {
      double p[NN_N_CLASSES];

      forward (self, images + b * NN_IMAGE_PIXELS, activations);
      loss += softmax (activations[self->n_layers], labels[b], p) / n;
      if (probabilities != NULL)
        memcpy (probabilities + b * NN_N_CLASSES, p, sizeof p);
      for (size_t c = 0; c < NN_N_CLASSES; c++)
        errors[self->n_layers][c] = (p[c] - target (labels[b], c)) / n;
      if (gradient != NULL)
        backward (self, activations, errors, gradient);
    }
  loss += regularisation (self, l2, gradient);

  for (size_t l = 0; l <= self->n_layers; l++)
    {
      g_free (activations[l]);
      g_free (errors[l]);
    }
  return loss;
}
