/* inkling-pixels.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-pixels.h"

#define PAIR 2 /* grey and opacity */

/* Shares of red, green and blue in a pixel's lightness (ITU-R BT.709), those libpng takes. */
#define RED_SHARE   6968u
#define GREEN_SHARE 23434u
#define BLUE_SHARE  2366u
#define SHARE_BITS  15

/* NULL: no memory. */
static InklingPixels *
inkling_pixels_new (gsize                 width,
                    gsize                 height,
                    const InklingBudget  *budget,
                    GError              **error)
{
  g_autoptr (InklingPixels) self = g_new0 (InklingPixels, 1);

  self->width = width;
  self->height = height;
  self->grey = inkling_budget_allocate (budget, width, height, error);
  if (self->grey == NULL)
    return NULL;
  self->opacity = inkling_budget_allocate (budget, width, height, error);
  return self->opacity != NULL ? g_steal_pointer (&self) : NULL;
}

void
inkling_pixels_free (InklingPixels *self)
{
  if (self == NULL)
    return;
  g_free (self->grey);
  g_free (self->opacity);
  g_free (self);
}

/* bytes (height, width) → turned (width, height), or mirrored, as the flags say; *bytes becomes
 * turned, and what it was is left in *turned. */
static void
turn_plane (guint8  **bytes,
            guint8  **turned,
            gsize     width,
            gsize     height,
            gboolean  transposed,
            gboolean  from_right,
            gboolean  from_below)
{
  gsize   n_columns = transposed ? height : width;
  guint8 *former = *bytes;

  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++)
      {
        gsize from_x = from_right ? width - 1 - x : x;
        gsize from_y = from_below ? height - 1 - y : y;
        gsize to = transposed ? x * n_columns + y : y * n_columns + x;

        (*turned)[to] = former[from_y * width + from_x];
      }
  *bytes = *turned;
  *turned = former;
}

/* FALSE: no memory. */
static gboolean
turn (InklingPixels        *self,
      guint                 orientation,
      const InklingBudget  *budget,
      GError              **error)
{
  gboolean            transposed = orientation >= 5;
  gboolean            from_right = orientation == 2 || orientation == 3 || orientation >= 7;
  gboolean            from_below = orientation == 3 || orientation == 4 || orientation == 6
                                   || orientation == 7;
  gsize               width = self->width, height = self->height;
  g_autofree guint8  *spare = NULL;

  if (orientation < 2 || orientation > 8)
    return TRUE;
  spare = inkling_budget_allocate (budget, width, height, error);
  if (spare == NULL)
    return FALSE;
  turn_plane (&self->grey, &spare, width, height, transposed, from_right, from_below);
  turn_plane (&self->opacity, &spare, width, height, transposed, from_right, from_below);
  self->width = transposed ? height : width;
  self->height = transposed ? width : height;
  return TRUE;
}

guint
inkling_pixel_sums_get_shift (guint width,
                              guint height)
{
  guint longer = MAX (width, height);
  guint shift = 0;

  while ((longer >> shift) > INKLING_PIXELS_WORK_SIDE)
    shift++;
  return shift;
}

gboolean
inkling_pixel_sums_begin (InklingPixelSums     *self,
                          guint                 width,
                          guint                 height,
                          guint                 shift,
                          const InklingBudget  *budget,
                          GError              **error)
{
  gsize n_cells;

  self->width = width;
  self->height = height;
  self->shift = shift;
  self->columns = ((width - 1) >> self->shift) + 1;
  self->rows = ((height - 1) >> self->shift) + 1;
  n_cells = (gsize) self->columns * self->rows;
  self->opacity = inkling_budget_allocate (budget, n_cells, sizeof *self->opacity, error);
  if (self->opacity != NULL)
    self->light = inkling_budget_allocate (budget, n_cells, sizeof *self->light, error);
  return self->light != NULL;
}

void
inkling_pixel_sums_add (InklingPixelSums *self,
                        guint             y,
                        const guint8     *pixels,
                        guint             n_pixels,
                        guint             first,
                        guint             spacing)
{
  gsize    row = (gsize) (y >> self->shift) * self->columns;
  guint32 *opacity = self->opacity + row;
  guint64 *light = self->light + row;

  g_assert (y < self->height);

  for (guint i = 0; i < n_pixels; i++)
    {
      guint   cell = (first + (i << spacing)) >> self->shift;
      guint32 grey = pixels[PAIR * i];
      guint32 opaque = pixels[PAIR * i + 1];

      opacity[cell] += opaque;
      light[cell] += grey * opaque;
    }
}

void
inkling_pixel_sums_add_colour (InklingPixelSums *self,
                               guint             y,
                               const guint8     *pixels,
                               guint             n_channels)
{
  gsize    row = (gsize) (y >> self->shift) * self->columns;
  guint32 *opacity = self->opacity + row;
  guint64 *light = self->light + row;

  g_assert (y < self->height && (n_channels == 3 || n_channels == 4));

  for (guint x = 0; x < self->width; x++, pixels += n_channels)
    {
      guint   cell = x >> self->shift;
      guint32 grey = (RED_SHARE * pixels[0] + GREEN_SHARE * pixels[1] + BLUE_SHARE * pixels[2] +
                      (1u << (SHARE_BITS - 1))) >> SHARE_BITS;
      guint32 opaque = n_channels == 4 ? pixels[3] : 255;

      opacity[cell] += opaque;
      light[cell] += grey * opaque;
    }
}

/* Cells at the right and lower edge may hold fewer pixels than others. */
static guint
count_pixels (const InklingPixelSums *self,
              guint                   column,
              guint                   row)
{
  guint side = 1u << self->shift;

  return MIN (side, self->width - column * side) * MIN (side, self->height - row * side);
}

InklingPixels *
inkling_pixel_sums_average (const InklingPixelSums  *self,
                            guint                    orientation,
                            const InklingBudget     *budget,
                            GError                 **error)
{
  g_autoptr (InklingPixels) pixels = inkling_pixels_new (self->columns, self->rows, budget, error);

  if (pixels == NULL)
    return NULL;
  for (guint row = 0; row < self->rows; row++)
    for (guint column = 0; column < self->columns; column++)
      {
        gsize   cell = (gsize) row * self->columns + column;
        guint   n_pixels = count_pixels (self, column, row);
        guint32 opacity = self->opacity[cell];

        pixels->opacity[cell] = (opacity + n_pixels / 2) / n_pixels;
        if (opacity > 0)
          pixels->grey[cell] = (self->light[cell] + opacity / 2) / opacity;
      }
  return turn (pixels, orientation, budget, error) ? g_steal_pointer (&pixels) : NULL;
}

void
inkling_pixel_sums_clear (InklingPixelSums *self)
{
  g_clear_pointer (&self->opacity, g_free);
  g_clear_pointer (&self->light, g_free);
}
