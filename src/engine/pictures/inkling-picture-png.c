/* inkling-picture-png.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-picture-formats.h"

#include <setjmp.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <png.h>
#include <zlib.h>

#include "inkling-error.h"
#include "inkling-tiff-directory.h"

#define SIGNATURE_BYTES  8
#define CHUNK_BYTES      12            /* around what a chunk holds: length, kind, check sum */
#define MAX_EXCESS       (64 * 1024)   /* bytes packed behind the last row */
#define MAX_PROFILE      (256 * 1024)  /* bytes of a colour profile */
#define CHECK_PIXELS     (1024 * 1024) /* between two looks at the clock */
#define PIXEL_BYTES      2             /* grey and opacity, as libpng is asked to deliver */
#define WORK_PIXEL_BYTES 24            /* of the rows libpng works with, at most */

/* Everything a reading owns, so that libpng's jump out of it leaks nothing. */
typedef struct
{
  const InklingBudget *budget;
  const guint8        *bytes;   /* borrowed, the file */
  gsize                n_bytes;
  gsize                at;      /* how far it is read */
  png_structp          png;     /* owned */
  png_infop            info;    /* owned */
  guint8              *row;     /* owned; one row, grey and opacity by turns */
  InklingPixelSums     sums;    /* owned */
  guint                width;
  guint                height;
  guint                orientation; /* as EXIF counts them */
  guint                n_missing;   /* pixels to be read yet */
  gsize                n_last;      /* bytes the last row may still take */
  guint                n_unchecked; /* pixels since the clock was looked at */
  gboolean             cut_off;
  gboolean             no_memory;
  GError             **error;
} Reading;

/* What else a file may tell is passed over unread: a thousand chunks of text are a bomb. Of these
 * libpng takes one each and of limited size; shades depend on them. */
static const png_byte wanted_chunks[] = "gAMA\0cHRM\0sRGB\0iCCP";

static gboolean
set_error (Reading    *reading,
           const char *reason)
{
  return inkling_budget_refuse (reading->budget, reason, reading->error);
}

static void
error_cb (png_structp png,
          const char *message)
{
  Reading *reading = png_get_error_ptr (png);

  if (reading->no_memory)
    inkling_error_from_status (reading->error, NN_NO_MEMORY, reading->budget->subject);
  else if (reading->cut_off)
    set_error (reading, _("the picture is cut off; the file ends too early"));
  else
    {
      g_autofree char *reason = g_strdup_printf (_("the picture is damaged (%s)"), message);

      set_error (reading, reason);
    }
  png_longjmp (png, 1);
}

/* Oddities libpng can live with are no news to the user. */
static void
warning_cb (png_structp  png,
            const char  *message)
{
}

static png_voidp
allocate_cb (png_structp      png,
             png_alloc_size_t n_bytes)
{
  Reading   *reading = png_get_mem_ptr (png);
  png_voidp  block = g_try_malloc (n_bytes);

  reading->no_memory = reading->no_memory || block == NULL;
  return block;
}

static void
free_cb (png_structp png,
         png_voidp   block)
{
  g_free (block);
}

static void
read_cb (png_structp png,
         png_bytep   bytes,
         size_t      n_bytes)
{
  Reading *reading = png_get_io_ptr (png);

  if (reading->n_missing == 0 && n_bytes > reading->n_last)
    {
      set_error (reading, _("the picture asks for more work than any real one"));
      png_longjmp (png, 1);
    }
  reading->n_last -= reading->n_missing == 0 ? n_bytes : 0;
  if (n_bytes > reading->n_bytes - reading->at)
    {
      reading->cut_off = TRUE;
      png_error (png, "cut off");
    }
  memcpy (bytes, reading->bytes + reading->at, n_bytes);
  reading->at += n_bytes;
}

/* Whatever the file holds, rows come as 8-bit grey and opacity. */
static void
ask_for_grey (Reading *reading)
{
  int colour = png_get_color_type (reading->png, reading->info);

  png_set_expand (reading->png);
  png_set_scale_16 (reading->png);
  if (colour & PNG_COLOR_MASK_COLOR)
    png_set_rgb_to_gray_fixed (reading->png, PNG_ERROR_ACTION_NONE,
                               PNG_RGB_TO_GRAY_DEFAULT, PNG_RGB_TO_GRAY_DEFAULT);
  if (!(colour & PNG_COLOR_MASK_ALPHA) &&
      !png_get_valid (reading->png, reading->info, PNG_INFO_tRNS))
    png_set_add_alpha (reading->png, 0xff, PNG_FILLER_AFTER);
  png_read_update_info (reading->png, reading->info);
}

static gboolean
allocate (Reading *reading)
{
  guint shift = inkling_pixel_sums_get_shift (reading->width, reading->height);

  if (!inkling_budget_allows_memory (reading->budget, (guint64) reading->width * WORK_PIXEL_BYTES,
                                     reading->error))
    return FALSE;
  reading->row = inkling_budget_allocate (reading->budget, reading->width, PIXEL_BYTES,
                                          reading->error);
  return reading->row != NULL &&
         inkling_pixel_sums_begin (&reading->sums, reading->width, reading->height, shift,
                                   reading->budget, reading->error);
}

/* One row, or what an interlaced picture's pass has of it. With the last one libpng unpacks
 * whatever else is packed there. */
static gboolean
read_row (Reading *reading,
          guint    y,
          guint    n_pixels,
          guint    first,
          guint    spacing)
{
  reading->n_unchecked += n_pixels;
  if (reading->n_unchecked >= CHECK_PIXELS)
    {
      reading->n_unchecked = 0;
      if (!inkling_budget_allows_time (reading->budget, reading->error))
        return FALSE;
    }
  reading->n_missing -= n_pixels;
  png_read_row (reading->png, reading->row, NULL);
  inkling_pixel_sums_add (&reading->sums, y, reading->row, n_pixels, first, spacing);
  return TRUE;
}

/* The seven small pictures an interlaced file consists of are added to the cells one by one: sums
 * do not ask for an order, and the whole picture need never be in memory. */
static gboolean
read_interlaced (Reading *reading)
{
  for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++)
    {
      guint n_rows = PNG_PASS_ROWS (reading->height, pass);
      guint n_columns = PNG_PASS_COLS (reading->width, pass);

      if (n_columns == 0)
        continue;
      for (guint i = 0; i < n_rows; i++)
        if (!read_row (reading, PNG_PASS_START_ROW (pass) + (i << PNG_PASS_ROW_SHIFT (pass)),
                       n_columns, PNG_PASS_START_COL (pass), PNG_PASS_COL_SHIFT (pass)))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_plain (Reading *reading)
{
  for (guint y = 0; y < reading->height; y++)
    if (!read_row (reading, y, reading->width, 0, 0))
      return FALSE;
  return TRUE;
}

static void
limit (Reading *reading)
{
  png_set_user_limits (reading->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_chunk_malloc_max (reading->png, MAX_PROFILE);
  png_set_keep_unknown_chunks (reading->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks (reading->png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted_chunks,
                               sizeof wanted_chunks / 5);
}

/* libpng jumps back here on an error. No variable of this function changes after setjmp. */
static gboolean
read_pixels (Reading *reading)
{
  if (setjmp (png_jmpbuf (reading->png)) != 0)
    return FALSE;

  png_set_read_fn (reading->png, reading, read_cb);
  limit (reading);
  png_read_info (reading->png, reading->info);
  reading->width = png_get_image_width (reading->png, reading->info);
  reading->height = png_get_image_height (reading->png, reading->info);
  if (!inkling_budget_allows_pixels (reading->budget, reading->width, reading->height,
                                     reading->error))
    return FALSE;
  reading->n_missing = reading->width * reading->height;
  reading->n_last = (gsize) reading->width * WORK_PIXEL_BYTES + MAX_EXCESS;
  ask_for_grey (reading);
  if (!allocate (reading))
    return FALSE;
  if (png_get_interlace_type (reading->png, reading->info) == PNG_INTERLACE_ADAM7)
    return read_interlaced (reading);
  return read_plain (reading);
}

static gboolean
is_kind (const guint8 *chunk,
         const char   *kind)
{
  return memcmp (chunk + 4, kind, 4) == 0;
}

/* Whether the file is whole. Takes what is up from the camera's notes on the way. */
static gboolean
look_through (Reading *reading)
{
  const guint8 *chunk = reading->bytes + SIGNATURE_BYTES;
  gsize         n_left = reading->n_bytes - SIGNATURE_BYTES;

  while (n_left >= CHUNK_BYTES)
    {
      gsize n_bytes = png_get_uint_32 (chunk);

      if (n_bytes > n_left - CHUNK_BYTES)
        break;
      if (is_kind (chunk, "IEND"))
        return TRUE;
      if (is_kind (chunk, "IDAT") &&
          crc32_z (0, chunk + 4, n_bytes + 4) != png_get_uint_32 (chunk + 8 + n_bytes))
        return set_error (reading, _("the picture is damaged; its check sum is wrong"));
      if (is_kind (chunk, "eXIf"))
        reading->orientation = inkling_tiff_directory_get (chunk + 8, n_bytes,
                                                           INKLING_TIFF_ORIENTATION, 1);
      if (!inkling_budget_allows_time (reading->budget, reading->error))
        return FALSE;
      chunk += CHUNK_BYTES + n_bytes;
      n_left -= CHUNK_BYTES + n_bytes;
    }
  return set_error (reading, _("the picture is cut off; the file ends too early"));
}

static gboolean
read_file (Reading *reading)
{
  reading->png = png_create_read_struct_2 (PNG_LIBPNG_VER_STRING, reading, error_cb, warning_cb,
                                           reading, allocate_cb, free_cb);
  if (reading->png != NULL)
    reading->info = png_create_info_struct (reading->png);
  if (reading->info == NULL)
    return inkling_error_from_status (reading->error, NN_NO_MEMORY, reading->budget->subject);
  return read_pixels (reading);
}

InklingPixels *
inkling_picture_read_png (const guint8         *bytes,
                          gsize                 n_bytes,
                          const InklingBudget  *budget,
                          GError              **error)
{
  Reading        reading = {
    .budget = budget,
    .bytes = bytes,
    .n_bytes = n_bytes,
    .orientation = 1,
    .n_missing = 1,
    .error = error,
  };
  InklingPixels *pixels = NULL;

  if (look_through (&reading) && read_file (&reading))
    pixels = inkling_pixel_sums_average (&reading.sums, reading.orientation, budget, error);
  png_destroy_read_struct (&reading.png, &reading.info, NULL);
  g_free (reading.row);
  inkling_pixel_sums_clear (&reading.sums);
  return pixels;
}
