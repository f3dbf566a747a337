/* inkling-picture-pixbuf.c: what gdk-pixbuf reads, within limits
 *
 * Its readers are called by the file's kind, never looked for: only those of common pictures are
 * trusted. They take what a file claims, so that the claims are read here first, and of a file that
 * moves they get no more than the first picture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-picture-formats.h"

#include <string.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-tiff-directory.h"

#define PORTION_BYTES    16384 /* between two looks at the clock */
#define CHECK_ROWS       256
#define WHITE            0xffffffff
#define PIXEL_COST       12    /* bytes: a picture, the reader's own of it, a little */
#define MAX_SAMPLE_BYTES 64    /* a pixel of a TIFF file */
#define MAX_READS        4     /* of a byte of it, for one strip and for another */

#define GIF_SCREEN_END   13
#define GIF_IMAGE_BYTES  10
#define GIF_IMAGE        ','
#define GIF_EXTENSION    '!'
#define GIF_TRAILER      ';'

#define BMP_HEADER_BYTES 34 /* as far as it is looked at */
#define BMP_OLD_HEADER   12 /* the size of a header with short numbers */

#define WEBP_FIRST_CHUNK 12
#define WEBP_MOVES       0x02

typedef struct
{
  const char *mime_type;
  gboolean    fills_later; /* what is prepared is not painted yet */
} Reader;

typedef struct
{
  const InklingBudget *budget;
  GError              *error; /* owned; what the size was refused with */
} Sizing;

static const Reader gif = { "image/gif", FALSE };
static const Reader bmp = { "image/bmp", TRUE };
static const Reader tiff = { "image/tiff", TRUE };
static const Reader webp = { "image/webp", FALSE };

static gboolean
allow (const InklingBudget  *budget,
       guint64               width,
       guint64               height,
       guint64               pixel_cost,
       GError              **error)
{
  return inkling_budget_allows_pixels (budget, width, height, error) &&
         inkling_budget_allows_memory (budget, width * height * pixel_cost, error);
}

/* A size of 0 makes a reader stop before it takes anything. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  Sizing *sizing = user_data;

  if (sizing->error != NULL ||
      !allow (sizing->budget, MAX (width, 0), MAX (height, 0), PIXEL_COST, &sizing->error))
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* What a file that is cut off leaves out is paper, and not what was in memory before. */
static void
area_prepared_cb (GdkPixbufLoader *loader)
{
  gdk_pixbuf_fill (gdk_pixbuf_loader_get_pixbuf (loader), WHITE);
}

static gboolean
feed (GdkPixbufLoader      *loader,
      const guint8         *bytes,
      gsize                 n_bytes,
      const InklingBudget  *budget,
      GError              **error)
{
  while (n_bytes > 0)
    {
      gsize portion = MIN (n_bytes, PORTION_BYTES);

      if (!inkling_budget_allows_time (budget, error) ||
          !gdk_pixbuf_loader_write (loader, bytes, portion, error))
        return FALSE;
      bytes += portion;
      n_bytes -= portion;
    }
  return TRUE;
}

/* What the libraries say is not sized for a sentence of ours, and does not name the file. */
static void
explain (Sizing  *sizing,
         GError **error)
{
  g_autoptr (GError) reason = g_steal_pointer (error);
  g_autofree char   *text = NULL;

  if (sizing->error != NULL)
    g_propagate_error (error, g_steal_pointer (&sizing->error));
  else if (reason != NULL && reason->domain == G_IO_ERROR)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (g_error_matches (reason, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    inkling_error_from_status (error, NN_NO_MEMORY, sizing->budget->subject);
  else
    {
      text = g_strdup_printf (_("the picture is damaged (%s)"),
                              reason != NULL ? reason->message : "?");
      inkling_budget_refuse (sizing->budget, text, error);
    }
}

static GdkPixbuf *
load (const Reader         *reader,
      const guint8         *bytes,
      gsize                 n_bytes,
      const InklingBudget  *budget,
      GError              **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError)          reason = NULL;
  Sizing                      sizing = { .budget = budget };
  GdkPixbuf                  *pixbuf = NULL;
  gboolean                    whole;

  loader = gdk_pixbuf_loader_new_with_mime_type (reader->mime_type, NULL);
  if (loader == NULL)
    {
      inkling_budget_refuse (budget, _("this computer lacks the reader for this kind of picture; "
                                       "save it as PNG or JPEG"), error);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &sizing);
  if (reader->fills_later)
    g_signal_connect (loader, "area-prepared", G_CALLBACK (area_prepared_cb), NULL);
  whole = feed (loader, bytes, n_bytes, budget, &reason);
  whole = gdk_pixbuf_loader_close (loader, whole ? &reason : NULL) && whole;
  if (whole && sizing.error == NULL)
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf != NULL)
    return g_object_ref (pixbuf);
  explain (&sizing, &reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

static InklingPixels *
read_pixels (const Reader         *reader,
             const guint8         *bytes,
             gsize                 n_bytes,
             const InklingBudget  *budget,
             GError              **error)
{
  g_autoptr (GdkPixbuf)     pixbuf = load (reader, bytes, n_bytes, budget, error);
  g_auto (InklingPixelSums) sums = { NULL };
  const guint8             *pixels;
  const char               *orientation;
  guint                     width, height;

  if (pixbuf == NULL)
    return NULL;
  width = gdk_pixbuf_get_width (pixbuf);
  height = gdk_pixbuf_get_height (pixbuf);
  if (!inkling_pixel_sums_begin (&sums, width, height, inkling_pixel_sums_get_shift (width, height),
                                 budget, error))
    return NULL;

  pixels = gdk_pixbuf_read_pixels (pixbuf);
  for (guint y = 0; y < height; y++)
    {
      if (y % CHECK_ROWS == 0 && !inkling_budget_allows_time (budget, error))
        return NULL;
      inkling_pixel_sums_add_colour (&sums, y, pixels, gdk_pixbuf_get_n_channels (pixbuf));
      pixels += gdk_pixbuf_get_rowstride (pixbuf);
    }

  orientation = gdk_pixbuf_get_option (pixbuf, "orientation");
  return inkling_pixel_sums_average (
    &sums, orientation != NULL ? g_ascii_strtoull (orientation, NULL, 10) : 1, budget, error);
}

static InklingPixels *
refuse (const InklingBudget  *budget,
        const char           *reason,
        GError              **error)
{
  inkling_budget_refuse (budget, reason, error);
  return NULL;
}

static guint
get_short (const guint8 *bytes)
{
  return bytes[0] | bytes[1] << 8;
}

static guint32
get_long (const guint8 *bytes)
{
  return get_short (bytes) | (guint32) get_short (bytes + 2) << 16;
}

/* Past a colour map, if the flags before it tell of one. */
static gsize
skip_colours (guint8 flags)
{
  return flags & 0x80 ? (gsize) 3 << ((flags & 7) + 1) : 0;
}

/* Past a list of blocks that begin with their lengths; more than n_bytes if it does not end. */
static gsize
skip_blocks (const guint8 *bytes,
             gsize         n_bytes,
             gsize         at)
{
  while (at < n_bytes && bytes[at] != 0)
    at += 1 + bytes[at];
  return at + 1;
}

/* The end of the first picture in a file of several, or 0 where there is none. The size of that
 * picture, which may be larger than the screen it lies on, is left in *width and *height. */
static gsize
find_end_of_first (const guint8 *bytes,
                   gsize         n_bytes,
                   guint        *width,
                   guint        *height)
{
  gsize at = n_bytes < GIF_SCREEN_END ? n_bytes
                                      : GIF_SCREEN_END + skip_colours (bytes[GIF_SCREEN_END - 3]);

  while (at + 1 < n_bytes && bytes[at] == GIF_EXTENSION)
    at = skip_blocks (bytes, n_bytes, at + 2);
  if (at + GIF_IMAGE_BYTES >= n_bytes || bytes[at] != GIF_IMAGE)
    return 0;
  *width = get_short (bytes + at + 5);
  *height = get_short (bytes + at + 7);
  at += GIF_IMAGE_BYTES + skip_colours (bytes[at + 9]);
  return skip_blocks (bytes, n_bytes, at + 1);
}

InklingPixels *
inkling_picture_read_gif (const guint8         *bytes,
                          gsize                 n_bytes,
                          const InklingBudget  *budget,
                          GError              **error)
{
  g_autofree guint8 *first = NULL;
  guint              width = 0, height = 0;
  gsize              end = find_end_of_first (bytes, n_bytes, &width, &height);

  if (end == 0 || end > n_bytes)
    return refuse (budget, _("the picture is cut off; the file ends too early"), error);
  if (!allow (budget, width, height, PIXEL_COST, error) ||
      (first = inkling_budget_allocate (budget, end + 1, 1, error)) == NULL)
    return NULL;
  memcpy (first, bytes, end);
  first[end] = GIF_TRAILER;
  return read_pixels (&gif, first, end + 1, budget, error);
}

/* Whether a file of so many bytes holds all rows that its header tells of; gdk-pixbuf does not mind
 * if it does not. Of rows that are packed nobody knows. */
static gboolean
is_whole_bmp (const guint8 *header,
              gsize         n_bytes)
{
  gboolean is_old = get_long (header + 14) == BMP_OLD_HEADER;
  guint64  width = is_old ? get_short (header + 18) : get_long (header + 18);
  gint32   height = is_old ? get_short (header + 20) : get_long (header + 22);
  guint64  n_bits = width * get_short (header + (is_old ? 24 : 28));
  guint32  packing = is_old ? 0 : get_long (header + 30);

  return packing == 1 || packing == 2 ||
         n_bytes >= get_long (header + 10) + (n_bits + 31) / 32 * 4 * ABS ((gint64) height);
}

InklingPixels *
inkling_picture_read_bmp (const guint8         *bytes,
                          gsize                 n_bytes,
                          const InklingBudget  *budget,
                          GError              **error)
{
  g_autoptr (InklingPixels) pixels = NULL;

  if (n_bytes >= BMP_HEADER_BYTES)
    {
      pixels = read_pixels (&bmp, bytes, n_bytes, budget, error);
      if (pixels == NULL || is_whole_bmp (bytes, n_bytes))
        return g_steal_pointer (&pixels);
    }
  return refuse (budget, _("the picture is cut off; the file ends too early"), error);
}

/* A picture comes in tiles, or in strips as wide as it is; a tile can be larger than all of it. */
InklingPixels *
inkling_picture_read_tiff (const guint8         *bytes,
                           gsize                 n_bytes,
                           const InklingBudget  *budget,
                           GError              **error)
{
  guint64 width = inkling_tiff_directory_get (bytes, n_bytes, INKLING_TIFF_WIDTH, 0);
  guint64 height = inkling_tiff_directory_get (bytes, n_bytes, INKLING_TIFF_HEIGHT, 0);
  guint64 tile_width, tile_height, n_samples, n_bits, n_packed;

  tile_width = inkling_tiff_directory_get (bytes, n_bytes, INKLING_TIFF_TILE_WIDTH, 0);
  tile_height = inkling_tiff_directory_get (bytes, n_bytes, INKLING_TIFF_TILE_HEIGHT, 0);
  n_samples = inkling_tiff_directory_get (bytes, n_bytes, INKLING_TIFF_SAMPLES_PER_PIXEL, 1);
  n_bits = inkling_tiff_directory_get (bytes, n_bytes, INKLING_TIFF_BITS_PER_SAMPLE, 1);
  n_packed = inkling_tiff_directory_sum (bytes, n_bytes, INKLING_TIFF_STRIP_BYTES) +
             inkling_tiff_directory_sum (bytes, n_bytes, INKLING_TIFF_TILE_BYTES);
  if (width == 0 || height == 0)
    return refuse (budget, _("the picture is damaged; it does not tell its size"), error);
  if (n_samples * n_bits > 8 * MAX_SAMPLE_BYTES || n_packed > MAX_READS * n_bytes)
    return refuse (budget, _("the picture asks for more work than any real one"), error);
  if (!allow (budget, MAX (width, tile_width), MAX (height, tile_height),
              PIXEL_COST + n_samples * n_bits / 8, error) ||
      !inkling_budget_allows_memory (budget, 2 * n_bytes, error))
    return NULL;
  return read_pixels (&tiff, bytes, n_bytes, budget, error);
}

InklingPixels *
inkling_picture_read_webp (const guint8         *bytes,
                           gsize                 n_bytes,
                           const InklingBudget  *budget,
                           GError              **error)
{
  const guint8 *chunk = bytes + WEBP_FIRST_CHUNK;

  if (n_bytes > WEBP_FIRST_CHUNK + 8 && memcmp (chunk, "VP8X", 4) == 0 && chunk[8] & WEBP_MOVES)
    return refuse (budget, _("the picture moves; save one picture of it as PNG or JPEG"), error);
  if (!inkling_budget_allows_memory (budget, 2 * n_bytes, error))
    return NULL;
  return read_pixels (&webp, bytes, n_bytes, budget, error);
}
