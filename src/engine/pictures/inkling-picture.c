/* inkling-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-picture.h"

#include "inkling-error.h"
#include "inkling-picture-file.h"
#include "nn-normalize.h"
#include "nn-paper.h"
#include "nn-specks.h"

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
is_opaque (const InklingPixels *pixels)
{
  for (gsize i = 0; i < pixels->width * pixels->height; i++)
    if (pixels->opacity[i] < OPAQUE)
      return FALSE;
  return TRUE;
}

static void
survey (const InklingPixels *pixels,
        Visible             *visible)
{
  *visible = (Visible) { .left = pixels->width, .top = pixels->height };
  for (gsize y = 0; y < pixels->height; y++)
    for (gsize x = 0; x < pixels->width; x++)
      {
        if (pixels->opacity[y * pixels->width + x] < VISIBLE)
          continue;
        visible->shades[pixels->grey[y * pixels->width + x]]++;
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
lay_on_paper (InklingPixels *pixels,
              const Visible *visible)
{
  guint shade = find_quantile (visible, 0.5);

  if (has_strokes_only (visible))
    shade = shade < 128 ? 255 : 0;
  for (gsize i = 0; i < pixels->width * pixels->height; i++)
    {
      guint opacity = pixels->opacity[i];

      pixels->grey[i] = (opacity * pixels->grey[i] + (255 - opacity) * shade + 127) / 255;
    }
}

/* The digit is drawn by opacity, in whatever shade. Leaves its ink in pixels->grey. */
static NnStatus
take_opacity (InklingPixels *pixels)
{
  guint8 fullest = 0;

  for (gsize i = 0; i < pixels->width * pixels->height; i++)
    {
      pixels->grey[i] = pixels->opacity[i];
      fullest = MAX (fullest, pixels->grey[i]);
    }
  return nn_drop_specks (pixels->grey, pixels->width, pixels->height, fullest / 3);
}

/* Leaves ink in pixels->grey. */
static NnStatus
find_ink (InklingPixels *pixels)
{
  Visible visible;

  if (!is_opaque (pixels))
    {
      survey (pixels, &visible);
      if (visible.n_visible == 0 || is_of_one_shade (&visible))
        return take_opacity (pixels);
      lay_on_paper (pixels, &visible);
    }
  return nn_paper_to_ink (pixels->grey, pixels->width, pixels->height);
}

gboolean
inkling_picture_read (InklingPixels  *pixels,
                      const char     *name,
                      guint8          image[NN_IMAGE_PIXELS],
                      GError        **error)
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
  g_autoptr (InklingPixels) pixels = inkling_picture_file_load (path, path, NULL, error);

  return pixels != NULL && inkling_picture_read (pixels, path, image, error);
}
