/* inkling-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-picture.h"

#include "inkling-error.h"
#include "nn-normalize.h"
#include "nn-paper.h"
#include "nn-specks.h"

G_STATIC_ASSERT (INKLING_PICTURE_MAX_SIDE == INKLING_PNG_MAX_SIDE);

/* From here on a pixel counts as opaque. */
#define OPAQUE  250
#define VISIBLE 128

/* The picture is of one shade when its visible pixels, but for a few, lie within so many shades. */
#define OUTLIERS      0.01
#define NEARLY_EQUAL  64

/* Strokes fill less of their bounding box than this, a card with a digit on it more. */
#define STROKES_FILL 0.5

/* Visible pixels of each shade, and the box they lie in. */
typedef struct
{
  gsize shades[256];
  gsize n_visible;
  gsize left;
  gsize right;
  gsize top;
  gsize bottom;
} Visible;

static gboolean
is_opaque (const InklingPng *png)
{
  for (gsize i = 0; i < png->width * png->height; i++)
    if (png->opacity[i] < OPAQUE)
      return FALSE;
  return TRUE;
}

static void
survey (const InklingPng *png,
        Visible          *visible)
{
  *visible = (Visible) { .left = png->width, .top = png->height };
  for (gsize y = 0; y < png->height; y++)
    for (gsize x = 0; x < png->width; x++)
      {
        if (png->opacity[y * png->width + x] < VISIBLE)
          continue;
        visible->shades[png->grey[y * png->width + x]]++;
        visible->n_visible++;
        visible->left = MIN (visible->left, x);
        visible->right = MAX (visible->right, x);
        visible->top = MIN (visible->top, y);
        visible->bottom = y;
      }
}

/* The shade that a share of the visible pixels is darker than. */
static guint
find_quantile (const Visible *visible,
               double         share)
{
  gsize n_darker = 0;
  guint shade = 0;

  while (shade < 255 && (n_darker += visible->shades[shade]) <= share * visible->n_visible)
    shade++;
  return shade;
}

static gboolean
is_of_one_shade (const Visible *visible)
{
  return find_quantile (visible, 1.0 - OUTLIERS) - find_quantile (visible, OUTLIERS) < NEARLY_EQUAL;
}

/* Whether strokes lie on nothing, rather than a card with a digit on it. */
static gboolean
has_strokes_only (const Visible *visible)
{
  double box = (double) (visible->right - visible->left + 1) *
               (double) (visible->bottom - visible->top + 1);

  return visible->n_visible < STROKES_FILL * box;
}

/* Puts the picture on paper: a card on more of the same, strokes on what contrasts with them. */
static void
lay_on_paper (InklingPng    *png,
              const Visible *visible)
{
  guint shade = find_quantile (visible, 0.5);

  if (has_strokes_only (visible))
    shade = shade < 128 ? 255 : 0;
  for (gsize i = 0; i < png->width * png->height; i++)
    {
      guint opacity = png->opacity[i];

      png->grey[i] = (opacity * png->grey[i] + (255 - opacity) * shade + 127) / 255;
    }
}

/* The digit is drawn by opacity, in whatever shade. Leaves its ink in png->grey. */
static NnStatus
take_opacity (InklingPng *png)
{
  guint8 fullest = 0;

  for (gsize i = 0; i < png->width * png->height; i++)
    {
      png->grey[i] = png->opacity[i];
      fullest = MAX (fullest, png->grey[i]);
    }
  return nn_drop_specks (png->grey, png->width, png->height, fullest / 3);
}

/* Leaves ink in png->grey. */
static NnStatus
find_ink (InklingPng *png)
{
  Visible visible;

  if (!is_opaque (png))
    {
      survey (png, &visible);
      if (visible.n_visible == 0 || is_of_one_shade (&visible))
        return take_opacity (png);
      lay_on_paper (png, &visible);
    }
  return nn_paper_to_ink (png->grey, png->width, png->height);
}

gboolean
inkling_picture_read (InklingPng  *pixels,
                      const char  *name,
                      guint8       image[NN_IMAGE_PIXELS],
                      GError     **error)
{
  NnStatus status = find_ink (pixels);

  if (status == NN_OK)
    status = nn_normalize (pixels->grey, pixels->width, pixels->height, pixels->width, image);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, name);
  return TRUE;
}

gboolean
inkling_picture_load (const char  *path,
                      guint8       image[NN_IMAGE_PIXELS],
                      GError     **error)
{
  g_autoptr (InklingPng) png = inkling_png_load (path, error);

  return png != NULL && inkling_picture_read (png, path, image, error);
}
