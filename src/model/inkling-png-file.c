/* inkling-png-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-png-file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <png.h>

#include "inkling-error.h"

#define SIGNATURE_BYTES  8
#define CHANNELS         2                 /* grey and opacity, as libpng is asked to deliver */
#define MAX_CHUNK_BYTES  (4 * 1024 * 1024) /* of text and profiles, which are not even used */

/* Everything a reading owns, so that libpng's jump out of it leaks nothing. */
typedef struct
{
  const char  *path;
  FILE        *file;    /* owned */
  png_structp  png;     /* owned */
  png_infop    info;    /* owned */
  guint8      *row;     /* owned; one row, grey and opacity by turns */
  guint32     *opacity; /* owned; (rows, columns), sums over a cell's pixels */
  guint32     *light;   /* owned; (rows, columns), sums of grey · opacity */
  guint        width;   /* of the file */
  guint        height;
  guint        shift;   /* a cell is 2^shift pixels wide and high */
  guint        columns; /* of cells */
  guint        rows;
  gboolean     cut_off;
  GError     **error;
} Reading;

static gboolean
set_error (Reading    *reading,
           const char *reason)
{
  g_set_error (reading->error, INKLING_ERROR, INKLING_ERROR_PICTURE, "%s: %s",
               reading->path, reason);
  return FALSE;
}

static gboolean
set_file_error (Reading *reading,
                int      number)
{
  g_set_error (reading->error, G_FILE_ERROR, g_file_error_from_errno (number), "%s: %s",
               reading->path, g_strerror (number));
  return FALSE;
}

static void
error_cb (png_structp png,
          const char *message)
{
  Reading *reading = png_get_error_ptr (png);

  if (reading->cut_off)
    set_error (reading, _("the picture is cut off; the file ends too early"));
  else
    {
      g_autofree char *reason = NULL;

      reason = g_strdup_printf (_("the picture is damaged (%s)"), message);
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

static void
read_cb (png_structp png,
         png_bytep   bytes,
         size_t      n_bytes)
{
  Reading *reading = png_get_io_ptr (png);

  if (fread (bytes, 1, n_bytes, reading->file) == n_bytes)
    return;
  reading->cut_off = TRUE;
  png_error (png, "cut off");
}

/* Opening a pipe would wait for its other end; pipes and devices are refused. */
static gboolean
open_file (Reading *reading)
{
  struct stat status;
  int         fd = g_open (reading->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);

  if (fd < 0 || (reading->file = fdopen (fd, "rb")) == NULL || fstat (fd, &status) != 0)
    return set_file_error (reading, errno);
  if (S_ISDIR (status.st_mode))
    return set_file_error (reading, EISDIR);
  if (!S_ISREG (status.st_mode))
    return set_error (reading, _("this is not a file"));
  return TRUE;
}

static gboolean
check_signature (Reading *reading)
{
  guint8 signature[SIGNATURE_BYTES];
  gsize  n_bytes = fread (signature, 1, SIGNATURE_BYTES, reading->file);

  if (n_bytes == 0)
    return set_error (reading, _("the file is empty"));
  if (png_sig_cmp (signature, 0, n_bytes) != 0)
    return set_error (reading, _("this is not a PNG picture"));
  if (n_bytes < SIGNATURE_BYTES)
    return set_error (reading, _("the picture is cut off; the file ends too early"));
  return TRUE;
}

static gboolean
check_size (Reading *reading)
{
  g_autofree char *reason = NULL;

  reading->width = png_get_image_width (reading->png, reading->info);
  reading->height = png_get_image_height (reading->png, reading->info);
  if (reading->width <= INKLING_PNG_MAX_SIDE && reading->height <= INKLING_PNG_MAX_SIDE)
    return TRUE;
  reason = g_strdup_printf (_("the picture is too large (%u × %u pixels); at most %d pixels a side "
                              "can be read"),
                            reading->width, reading->height, INKLING_PNG_MAX_SIDE);
  return set_error (reading, reason);
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
allocate_cells (Reading *reading)
{
  guint longer = MAX (reading->width, reading->height);
  gsize n_cells;

  while ((longer >> reading->shift) > INKLING_PNG_WORK_SIDE)
    reading->shift++;
  reading->columns = ((reading->width - 1) >> reading->shift) + 1;
  reading->rows = ((reading->height - 1) >> reading->shift) + 1;
  n_cells = (gsize) reading->columns * reading->rows;
  reading->row = g_try_malloc (png_get_rowbytes (reading->png, reading->info));
  reading->opacity = g_try_malloc0_n (n_cells, sizeof *reading->opacity);
  reading->light = g_try_malloc0_n (n_cells, sizeof *reading->light);
  if (reading->row == NULL || reading->opacity == NULL || reading->light == NULL)
    return inkling_error_from_status (reading->error, NN_NO_MEMORY, reading->path);
  return TRUE;
}

/* Adds a row of which pixel i lies in column first + (i << spacing) of the picture. */
static void
add_row (Reading *reading,
         guint    y,
         guint    n_pixels,
         guint    first,
         guint    spacing)
{
  gsize    row = (gsize) (y >> reading->shift) * reading->columns;
  guint32 *opacity = reading->opacity + row;
  guint32 *light = reading->light + row;

  for (guint i = 0; i < n_pixels; i++)
    {
      guint   cell = (first + (i << spacing)) >> reading->shift;
      guint32 grey = reading->row[CHANNELS * i];
      guint32 opaque = reading->row[CHANNELS * i + 1];

      opacity[cell] += opaque;
      light[cell] += grey * opaque;
    }
}

/* The seven small pictures an interlaced file consists of are added to the cells one by one: sums
 * do not ask for an order, and the whole picture need never be in memory. */
static void
read_interlaced (Reading *reading)
{
  for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++)
    {
      guint n_rows = PNG_PASS_ROWS (reading->height, pass);
      guint n_columns = PNG_PASS_COLS (reading->width, pass);

      if (n_columns == 0)
        continue;
      for (guint i = 0; i < n_rows; i++)
        {
          guint y = PNG_PASS_START_ROW (pass) + (i << PNG_PASS_ROW_SHIFT (pass));

          png_read_row (reading->png, reading->row, NULL);
          add_row (reading, y, n_columns, PNG_PASS_START_COL (pass), PNG_PASS_COL_SHIFT (pass));
        }
    }
}

static void
read_plain (Reading *reading)
{
  for (guint y = 0; y < reading->height; y++)
    {
      png_read_row (reading->png, reading->row, NULL);
      add_row (reading, y, reading->width, 0, 0);
    }
}

/* libpng jumps back here on an error. No variable of this function changes after setjmp. */
static gboolean
read_cells (Reading *reading)
{
  if (setjmp (png_jmpbuf (reading->png)) != 0)
    return FALSE;

  png_set_read_fn (reading->png, reading, read_cb);
  png_set_sig_bytes (reading->png, SIGNATURE_BYTES);
  png_set_user_limits (reading->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_chunk_malloc_max (reading->png, MAX_CHUNK_BYTES);
  png_read_info (reading->png, reading->info);
  if (!check_size (reading))
    return FALSE;
  ask_for_grey (reading);
  if (!allocate_cells (reading))
    return FALSE;
  if (png_get_interlace_type (reading->png, reading->info) == PNG_INTERLACE_ADAM7)
    read_interlaced (reading);
  else
    read_plain (reading);
  png_read_end (reading->png, NULL);
  return TRUE;
}

static gboolean
read_file (Reading *reading)
{
  if (!open_file (reading) || !check_signature (reading))
    return FALSE;
  reading->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, reading, error_cb, warning_cb);
  if (reading->png != NULL)
    reading->info = png_create_info_struct (reading->png);
  if (reading->info == NULL)
    return inkling_error_from_status (reading->error, NN_NO_MEMORY, reading->path);
  return read_cells (reading);
}

/* Cells at the right and lower edge may hold fewer pixels than others. */
static guint
count_pixels (const Reading *reading,
              guint          column,
              guint          row)
{
  guint side = 1u << reading->shift;

  return MIN (side, reading->width - column * side) * MIN (side, reading->height - row * side);
}

static InklingPng *
average_cells (const Reading *reading)
{
  g_autoptr (InklingPng) self = g_new0 (InklingPng, 1);

  self->width = reading->columns;
  self->height = reading->rows;
  self->grey = g_malloc0 (self->width * self->height);
  self->opacity = g_malloc0 (self->width * self->height);
  for (guint row = 0; row < reading->rows; row++)
    for (guint column = 0; column < reading->columns; column++)
      {
        gsize   cell = (gsize) row * reading->columns + column;
        guint   n_pixels = count_pixels (reading, column, row);
        guint32 opacity = reading->opacity[cell];

        self->opacity[cell] = (opacity + n_pixels / 2) / n_pixels;
        if (opacity > 0)
          self->grey[cell] = (reading->light[cell] + opacity / 2) / opacity;
      }
  return g_steal_pointer (&self);
}

InklingPng *
inkling_png_load (const char  *path,
                  GError     **error)
{
  Reading     reading = { .path = path, .error = error };
  InklingPng *self = NULL;

  if (read_file (&reading))
    self = average_cells (&reading);
  png_destroy_read_struct (&reading.png, &reading.info, NULL);
  g_clear_pointer (&reading.file, fclose);
  g_free (reading.row);
  g_free (reading.opacity);
  g_free (reading.light);
  return self;
}

void
inkling_png_free (InklingPng *self)
{
  if (self == NULL)
    return;
  g_free (self->grey);
  g_free (self->opacity);
  g_free (self);
}
