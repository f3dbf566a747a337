/* nn-shape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-shape.h"

#include <string.h>

#include "nn-digits.h"
#include "nn-kernels.h"

static size_t
round_up (size_t value)
{
  return (value + NN_LANE_FLOATS - 1) / NN_LANE_FLOATS * NN_LANE_FLOATS;
}

/* Rows a power of two apart would share a few cache sets and push each other out: an odd number of
 * cache lines spreads them. Narrow layers are read whole, row after row. */
static size_t
choose_stride (size_t n_outputs)
{
  size_t stride = round_up (n_outputs);

  if (stride > NN_LANE_FLOATS && stride / NN_LANE_FLOATS % 2 == 0)
    stride += NN_LANE_FLOATS;
  return stride;
}

static void
describe_parameter (NnNetwork *network,
                    size_t     layer,
                    bool       is_weight)
{
  NnParameter *parameter = &network->parameters[network->n_parameters++];
  const char  *kind = is_weight ? ".weight" : ".bias";

  memcpy (parameter->name, "fc", 2);
  parameter->name[2] = (char) ('1' + layer);
  memcpy (parameter->name + 3, kind, strlen (kind) + 1);
  parameter->is_weight = is_weight;
  parameter->n_inputs = is_weight ? network->sizes[layer] : 1;
  parameter->n_outputs = network->sizes[layer + 1];
  parameter->stride = choose_stride (parameter->n_outputs);
  parameter->offset = network->n_values;
  network->n_values += parameter->n_inputs * parameter->stride;
}

void
nn_network_set_shape (NnNetwork      *network,
                      const NnRecipe *recipe)
{
  network->n_layers = recipe->n_hidden + 1;
  network->sizes[0] = NN_IMAGE_PIXELS;
  for (size_t i = 0; i < recipe->n_hidden; i++)
    network->sizes[i + 1] = recipe->hidden[i];
  network->sizes[network->n_layers] = NN_N_CLASSES;

  for (size_t layer = 0; layer < network->n_layers; layer++)
    {
      describe_parameter (network, layer, true);
      describe_parameter (network, layer, false);
    }
}

size_t
nn_layer_width (const NnNetwork *network,
                size_t           layer)
{
  return round_up (network->sizes[layer + 1]);
}

size_t
nn_layer_stride (const NnNetwork *network,
                 size_t           layer)
{
  return network->parameters[2 * layer].stride;
}

bool
nn_layer_is_narrow (const NnNetwork *network,
                    size_t           layer)
{
  return nn_layer_width (network, layer) == NN_LANE_FLOATS;
}
