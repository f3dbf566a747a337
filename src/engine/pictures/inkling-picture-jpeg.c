/* inkling-picture-jpeg.c
 *
 * libjpeg itself rather than gdk-pixbuf's reader, which can neither be stopped nor limited: a
 * progressive file of some kilobytes may ask for a thousand passes over the whole picture, and one
 * of several passes is kept whole before it is made smaller (tests/cli/test-bombs.py has both).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-picture-formats.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <jpeglib.h>
#include <jerror.h>

#include "inkling-error.h"
#include "inkling-tiff-directory.h"

#define NOTES_MARKER     (JPEG_APP0 + 1)
#define MAX_NOTE_BYTES   0xffff
#define NOTES_BEGIN      "Exif\0\0" /* without the string's own zero byte */
#define NOTES_BEGIN_SIZE 6

#define MAX_SCANS        200 /* passes over the picture; real ones have ten */
#define MAX_SHIFT        3   /* libjpeg itself can make a picture an eighth of its size */
#define MAX_LIBRARY_COST (512 * 1024 * 1024)
#define COEFFICIENT_COST 2   /* bytes a component and pixel, of a picture in several passes */
#define WORK_COST        64  /* bytes a column, of the rows libjpeg works with */

/* Everything a reading owns, so that libjpeg's jump out of it leaks nothing. */
typedef struct
{
  const InklingBudget           *budget;
  struct jpeg_decompress_struct  jpeg;      /* owned */
  struct jpeg_error_mgr          errors;
  struct jpeg_progress_mgr       progress;
  jmp_buf                        jump;
  guint8                        *row;       /* owned; three or four channels */
  InklingPixelSums               sums;      /* owned */
  GError                       **error;
} Reading;

static void
set_error (Reading    *reading,
           const char *reason)
{
  inkling_budget_refuse (reading->budget, reason, reading->error);
}

static void
fail (j_common_ptr jpeg)
{
  Reading *reading = jpeg->client_data;

  longjmp (reading->jump, 1);
}

static void
error_cb (j_common_ptr jpeg)
{
  Reading         *reading = jpeg->client_data;
  char             text[JMSG_LENGTH_MAX];
  g_autofree char *reason = NULL;

  if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY || jpeg->err->msg_code == JERR_NO_BACKING_STORE)
    inkling_error_from_status (reading->error, NN_NO_MEMORY, reading->budget->subject);
  else
    {
      jpeg->err->format_message (jpeg, text);
      reason = g_strdup_printf (_("the picture is damaged (%s)"), text);
      set_error (reading, reason);
      g_clear_pointer (&reason, g_free);
    }
  fail (jpeg);
}

/* Of what libjpeg can live with, only the end of the file is news to the user. */
static void
message_cb (j_common_ptr jpeg,
            int          level)
{
  Reading *reading = jpeg->client_data;

  if (level >= 0 || jpeg->err->msg_code != JWRN_JPEG_EOF)
    return;
  set_error (reading, _("the picture is cut off; the file ends too early"));
  fail (jpeg);
}

/* Called for every few rows, also of a pass that is only looked through. */
static void
progress_cb (j_common_ptr jpeg)
{
  Reading *reading = jpeg->client_data;

  if (reading->jpeg.input_scan_number > MAX_SCANS)
    set_error (reading, _("the picture asks for more work than any real one"));
  else if (inkling_budget_allows_time (reading->budget, reading->error))
    return;
  fail (jpeg);
}

/* A picture in several passes is kept whole by libjpeg, before it is made smaller. */
static gboolean
check_costs (Reading *reading)
{
  struct jpeg_decompress_struct *jpeg = &reading->jpeg;
  guint64                        n_bytes = (guint64) jpeg->image_width * WORK_COST;

  if (!inkling_budget_allows_pixels (reading->budget, jpeg->image_width, jpeg->image_height,
                                     reading->error))
    return FALSE;
  if (jpeg_has_multiple_scans (jpeg))
    for (int i = 0; i < jpeg->num_components; i++)
      {
        const jpeg_component_info *component = &jpeg->comp_info[i];

        n_bytes += (guint64) component->width_in_blocks * component->height_in_blocks * DCTSIZE2 *
                   COEFFICIENT_COST;
      }
  return inkling_budget_allows_memory (reading->budget, n_bytes, reading->error);
}

/* Inks for print as light; Adobe's programs, the only ones that write such files, invert them. */
static void
print_to_colour (guint8   *row,
                 guint     width,
                 gboolean  inverted)
{
  for (guint x = 0; x < width; x++)
    {
      guint black = inverted ? row[4 * x + 3] : 255 - row[4 * x + 3];

      for (guint i = 0; i < 3; i++)
        {
          guint light = inverted ? row[4 * x + i] : 255 - row[4 * x + i];

          row[3 * x + i] = (light * black + 127) / 255;
        }
    }
}

static gboolean
begin (Reading *reading)
{
  struct jpeg_decompress_struct *jpeg = &reading->jpeg;
  gboolean                       for_print = jpeg->jpeg_color_space == JCS_CMYK ||
                                             jpeg->jpeg_color_space == JCS_YCCK;
  guint                          shift = inkling_pixel_sums_get_shift (jpeg->image_width,
                                                                       jpeg->image_height);

  jpeg->out_color_space = for_print ? JCS_CMYK : JCS_RGB;
  jpeg->scale_num = 1;
  jpeg->scale_denom = 1u << MIN (shift, MAX_SHIFT);
  shift -= MIN (shift, MAX_SHIFT);
  jpeg_start_decompress (jpeg);
  reading->row = inkling_budget_allocate (reading->budget, jpeg->output_width,
                                          jpeg->output_components, reading->error);
  return reading->row != NULL &&
         inkling_pixel_sums_begin (&reading->sums, jpeg->output_width, jpeg->output_height, shift,
                                   reading->budget, reading->error);
}

/* libjpeg jumps back here on an error. No variable of this function changes after setjmp. */
static gboolean
read_pixels (Reading      *reading,
             const guint8 *bytes,
             gsize         n_bytes)
{
  struct jpeg_decompress_struct *jpeg = &reading->jpeg;

  if (setjmp (reading->jump) != 0)
    return FALSE;

  jpeg_create_decompress (jpeg);
  jpeg->progress = &reading->progress;
  jpeg->mem->max_memory_to_use = MAX_LIBRARY_COST;
  jpeg_save_markers (jpeg, NOTES_MARKER, MAX_NOTE_BYTES);
  jpeg_mem_src (jpeg, bytes, n_bytes);
  jpeg_read_header (jpeg, TRUE);
  if (!check_costs (reading) || !begin (reading))
    return FALSE;
  while (jpeg->output_scanline < jpeg->output_height)
    {
      guint y = jpeg->output_scanline;

      jpeg_read_scanlines (jpeg, &reading->row, 1);
      if (jpeg->output_components == 4)
        print_to_colour (reading->row, jpeg->output_width, jpeg->saw_Adobe_marker);
      inkling_pixel_sums_add_colour (&reading->sums, y, reading->row, 3);
    }
  return TRUE;
}

/* As the camera's notes say; 1 is upright. */
static guint
get_orientation (Reading *reading)
{
  for (jpeg_saved_marker_ptr marker = reading->jpeg.marker_list; marker != NULL;
       marker = marker->next)
    if (marker->data_length > NOTES_BEGIN_SIZE &&
        memcmp (marker->data, NOTES_BEGIN, NOTES_BEGIN_SIZE) == 0)
      return inkling_tiff_directory_get (marker->data + NOTES_BEGIN_SIZE,
                                         marker->data_length - NOTES_BEGIN_SIZE,
                                         INKLING_TIFF_ORIENTATION, 1);
  return 1;
}

InklingPixels *
inkling_picture_read_jpeg (const guint8         *bytes,
                           gsize                 n_bytes,
                           const InklingBudget  *budget,
                           GError              **error)
{
  Reading        reading = { .budget = budget, .error = error };
  InklingPixels *pixels = NULL;

  reading.jpeg.err = jpeg_std_error (&reading.errors);
  reading.jpeg.client_data = &reading;
  reading.errors.error_exit = error_cb;
  reading.errors.emit_message = message_cb;
  reading.progress.progress_monitor = progress_cb;
  if (read_pixels (&reading, bytes, n_bytes))
    pixels = inkling_pixel_sums_average (&reading.sums, get_orientation (&reading), budget, error);
  jpeg_destroy_decompress (&reading.jpeg);
  g_free (reading.row);
  inkling_pixel_sums_clear (&reading.sums);
  return pixels;
}
