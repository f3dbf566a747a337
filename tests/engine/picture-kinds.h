/* picture-kinds.h: a digit written as a PNG file of every kind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib/gstdio.h>
#include <png.h>
#include <string.h>

#include "inkling-dataset.h"

#define FACTOR 5 /* the digit is magnified so much */
#define LEFT   9
#define TOP    21
#define WIDTH  (NN_IMAGE_SIDE * FACTOR + 30)
#define HEIGHT (NN_IMAGE_SIDE * FACTOR + 50)

typedef enum
{
  SOLID,
  SEE_THROUGH, /* the digit is drawn by opacity alone */
  CUT_OUT,     /* what is quite paper is transparent, edges keep their shade */
  CARD,        /* ink and paper lie on a card, which lies on nothing */
} Opacity;

/* How a digit becomes a file. Shades are those of 8 bits. */
typedef struct
{
  const char *name;
  int         colour_type;
  int         bit_depth;
  guint8      ink;          /* shade */
  guint8      paper;        /* shade */
  Opacity     opacity;
  int         largest; /* difference that is allowed */
} Kind;

static const Kind kinds[] = {
  { "grey", PNG_COLOR_TYPE_GRAY, 8, 0, 255, SOLID, 0 },
  { "grey-light-on-dark", PNG_COLOR_TYPE_GRAY, 8, 255, 0, SOLID, 0 },
  { "grey-pale", PNG_COLOR_TYPE_GRAY, 8, 100, 200, SOLID, 4 },
  { "grey-16", PNG_COLOR_TYPE_GRAY, 16, 0, 255, SOLID, 0 },
  { "grey-4", PNG_COLOR_TYPE_GRAY, 4, 0, 255, SOLID, 17 },
  { "grey-2", PNG_COLOR_TYPE_GRAY, 2, 0, 255, SOLID, 85 },
  { "grey-1", PNG_COLOR_TYPE_GRAY, 1, 0, 255, SOLID, 255 },
  { "grey-1-light-on-dark", PNG_COLOR_TYPE_GRAY, 1, 255, 0, SOLID, 255 },
  { "colour", PNG_COLOR_TYPE_RGB, 8, 0, 255, SOLID, 1 },
  { "colour-16", PNG_COLOR_TYPE_RGB, 16, 255, 0, SOLID, 1 },
  { "palette", PNG_COLOR_TYPE_PALETTE, 8, 0, 255, SOLID, 1 },
  { "palette-see-through", PNG_COLOR_TYPE_PALETTE, 8, 0, 255, SEE_THROUGH, 1 },
  { "opaque", PNG_COLOR_TYPE_RGB_ALPHA, 8, 0, 255, SOLID, 1 },
  { "black-on-nothing", PNG_COLOR_TYPE_RGB_ALPHA, 8, 0, 255, SEE_THROUGH, 0 },
  { "white-on-nothing", PNG_COLOR_TYPE_RGB_ALPHA, 8, 255, 0, SEE_THROUGH, 0 },
  { "grey-on-nothing", PNG_COLOR_TYPE_GRAY_ALPHA, 8, 128, 0, SEE_THROUGH, 0 },
  { "black-on-nothing-16", PNG_COLOR_TYPE_GRAY_ALPHA, 16, 0, 255, SEE_THROUGH, 0 },
  { "card", PNG_COLOR_TYPE_RGB_ALPHA, 8, 0, 255, CARD, 1 },
  { "card-light-on-dark", PNG_COLOR_TYPE_GRAY_ALPHA, 8, 255, 0, CARD, 0 },
  { "cut-out", PNG_COLOR_TYPE_GRAY_ALPHA, 8, 0, 255, CUT_OUT, 0 },
  { "cut-out-light-on-dark", PNG_COLOR_TYPE_GRAY_ALPHA, 8, 255, 0, CUT_OUT, 0 },
};

static inline const guint8 *
get_digit (void)
{
  static gboolean digit_is_drawn;
  static guint8   digit[NN_IMAGE_PIXELS];
  const float     points[][2] = { { 3, 4 }, { 11, 2 }, { 16, 7 }, { 9, 12 }, { 17, 18 },
                                  { 4, 22 } };
  NnInk          *ink;

  if (digit_is_drawn)
    return digit;
  ink = nn_ink_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      NnStatus status = i == 0 ? nn_ink_begin (ink, points[i][0], points[i][1])
                               : nn_ink_extend (ink, points[i][0], points[i][1]);

      g_assert_cmpint (status, ==, NN_OK);
    }
  g_assert_cmpint (nn_ink_to_image (ink, digit), ==, NN_OK);
  nn_ink_free (ink);
  digit_is_drawn = TRUE;
  return digit;
}

static inline guint8
get_ink_at (guint x,
            guint y)
{
  guint column = (x - LEFT) / FACTOR;
  guint row = (y - TOP) / FACTOR;

  if (x < LEFT || y < TOP || column >= NN_IMAGE_SIDE || row >= NN_IMAGE_SIDE)
    return 0;
  return get_digit ()[row * NN_IMAGE_SIDE + column];
}

static inline void
set_bits (guint8 *row,
          guint   sample,
          int     depth,
          guint   value)
{
  guint in_byte = 8 / depth;

  row[sample / in_byte] |= value << (8 - depth - sample % in_byte * depth);
}

/* A sample of 8 bits at the file's depth; that of a palette is an index already. */
static inline void
set_sample (guint8     *row,
            guint       sample,
            const Kind *kind,
            guint       value)
{
  guint most = (1u << MIN (kind->bit_depth, 8)) - 1;

  if (kind->bit_depth == 16)
    row[2 * sample] = row[2 * sample + 1] = value;
  else if (kind->bit_depth == 8)
    row[sample] = value;
  else
    set_bits (row, sample, kind->bit_depth, (value * most + 127) / 255);
}

static inline void
fill_row (guint8     *row,
          const Kind *kind,
          guint       y)
{
  gboolean coloured = kind->colour_type & PNG_COLOR_MASK_COLOR;
  gboolean indexed = kind->colour_type == PNG_COLOR_TYPE_PALETTE;
  guint    n_shades = coloured && !indexed ? 3 : 1;
  guint    sample = 0;

  memset (row, 0, WIDTH * 8);
  for (guint x = 0; x < WIDTH; x++)
    {
      guint    ink = get_ink_at (x, y);
      guint    shade = (ink * kind->ink + (255 - ink) * kind->paper + 127) / 255;
      gboolean on_card = x >= 4 && x < WIDTH - 6 && y >= 5 && y < HEIGHT - 3;
      guint    opacities[] = {
        [SOLID] = 255,
        [SEE_THROUGH] = ink,
        [CUT_OUT] = ink > 0 ? 255 : 0,
        [CARD] = on_card ? 255 : 0,
      };

      if (kind->opacity == SEE_THROUGH)
        shade = kind->ink;
      for (guint i = 0; i < n_shades; i++)
        set_sample (row, sample++, kind, indexed ? ink : shade);
      if (kind->colour_type & PNG_COLOR_MASK_ALPHA)
        set_sample (row, sample++, kind, opacities[kind->opacity]);
    }
}

/* Entry i is that of a pixel with so much ink. */
static inline void
set_palette (png_structp  png,
             png_infop    info,
             const Kind  *kind)
{
  png_color colours[256];
  png_byte  opacities[256];

  for (guint i = 0; i < 256; i++)
    {
      guint shade = (i * kind->ink + (255 - i) * kind->paper + 127) / 255;

      shade = kind->opacity == SEE_THROUGH ? kind->ink : shade;
      colours[i] = (png_color) { shade, shade, shade };
      opacities[i] = i;
    }
  png_set_PLTE (png, info, colours, 256);
  if (kind->opacity == SEE_THROUGH)
    png_set_tRNS (png, info, opacities, 256, NULL);
}

static inline void
write_picture (const char *path,
               const Kind *kind,
               int         interlace)
{
  png_structp        png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop          info = png_create_info_struct (png);
  FILE              *file = g_fopen (path, "wb");
  g_autofree guint8 *rows = g_malloc0_n (HEIGHT, WIDTH * 8);
  guint8            *starts[HEIGHT];

  g_assert_nonnull (file);
  if (setjmp (png_jmpbuf (png)) != 0)
    g_assert_not_reached ();
  for (guint y = 0; y < HEIGHT; y++)
    {
      starts[y] = rows + y * WIDTH * 8;
      fill_row (starts[y], kind, y);
    }
  png_init_io (png, file);
  png_set_IHDR (png, info, WIDTH, HEIGHT, kind->bit_depth, kind->colour_type, interlace,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (kind->colour_type == PNG_COLOR_TYPE_PALETTE)
    set_palette (png, info, kind);
  png_set_rows (png, info, starts);
  png_write_png (png, info, PNG_TRANSFORM_IDENTITY, NULL);
  png_destroy_write_struct (&png, &info);
  fclose (file);
}
