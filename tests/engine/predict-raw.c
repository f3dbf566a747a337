/* predict-raw.c: what a model makes of pictures as they are: predict-raw MODEL
 *
 * Standard input: 784 bytes a picture; standard output: ten floats a picture, in the host's order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <stdio.h>

#include "inkling-model-file.h"
#include "inkling-model.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) model = NULL;
  uint8_t                  image[NN_IMAGE_PIXELS];
  float                    probabilities[NN_N_CLASSES];

  model = argc == 2 ? inkling_model_file_load (argv[1], &error) : NULL;
  if (model == NULL)
    return 1;
  while (fread (image, sizeof image, 1, stdin) == 1)
    {
      nn_network_predict (model->averages, image, probabilities);
      if (fwrite (probabilities, sizeof probabilities, 1, stdout) != 1)
        return 1;
    }
  return 0;
}
