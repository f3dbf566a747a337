/* nn-pen-shapes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-pen-shapes.h"

#include "nn-random.h"

/* The first shape of a symbol in a table that has it. */
static const NnPenShape *
find_symbol (const NnPenShape *shapes,
             size_t            n_shapes,
             char              symbol)
{
  for (size_t i = 0; i < n_shapes; i++)
    if (shapes[i].symbol == symbol)
      return &shapes[i];
  return NULL;
}

const NnPenShape *
nn_pen_choose_shape (uint64_t seed,
                     uint64_t image,
                     char     symbol)
{
  const NnPenShape *shape = find_symbol (nn_pen_digits, nn_pen_n_digits, symbol);
  const NnPenShape *end = nn_pen_digits + nn_pen_n_digits;
  NnRandomStream    stream;
  size_t            total = 0;
  size_t            draw;

  if (shape == NULL)
    {
      shape = find_symbol (nn_pen_letters, nn_pen_n_letters, symbol);
      end = nn_pen_letters + nn_pen_n_letters;
    }
  if (shape == NULL)
    return NULL;
  for (const NnPenShape *s = shape; s < end && s->symbol == symbol; s++)
    total += s->weight;

  nn_random_stream_init (&stream, seed, NN_PURPOSE_PEN, image << 16);
  for (draw = nn_random_stream_choice (&stream, total); draw >= shape->weight; shape++)
    draw -= shape->weight;
  return shape;
}
