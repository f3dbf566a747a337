/* inkling-drawing-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-import.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#include "inkling-error.h"
#include "inkling-ink-file.h"

#define INK_SUFFIX ".jsonl"

#define PNG_SIGNATURE "\211PNG\r\n\032\n"

/* Ink that was drawn on another sheet is brought to this size, in units of ours; ink that fits and
 * is no smaller than the least stays as it is. */
#define FITTED_SIZE 200.0f
#define LEAST_SIZE  60.0f

typedef struct
{
  float left, top, right, bottom;
} Box;

static Box
get_box (const NnInk *ink)
{
  Box box = { ink->points[0].x, ink->points[0].y, ink->points[0].x, ink->points[0].y };

  for (gsize i = 1; i < ink->n_points; i++)
    {
      box.left = MIN (box.left, ink->points[i].x);
      box.right = MAX (box.right, ink->points[i].x);
      box.top = MIN (box.top, ink->points[i].y);
      box.bottom = MAX (box.bottom, ink->points[i].y);
    }

  return box;
}

static gboolean
is_at_home (const Box *box,
            float      size)
{
  return box->left >= 0.0f && box->top >= 0.0f && size >= LEAST_SIZE &&
         box->right <= INKLING_INK_SIDE && box->bottom <= INKLING_INK_SIDE;
}

/* Moves and scales the ink into the middle of the sheet, unless it looks right where it is. */
static void
fit_on_sheet (NnInk *ink)
{
  Box box = get_box (ink);
  float size = MAX (box.right - box.left, box.bottom - box.top);
  float scale = size > 0.0f ? FITTED_SIZE / size : 1.0f;
  float x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;

  if (is_at_home (&box, size))
    return;

  for (gsize i = 0; i < ink->n_points; i++)
    {
      ink->points[i].x = INKLING_INK_SIDE / 2 + scale * (ink->points[i].x - x);
      ink->points[i].y = INKLING_INK_SIDE / 2 + scale * (ink->points[i].y - y);
    }
}

/* Without times, the replay takes the usual pace. */
static GPtrArray *
make_strokes (const NnInk *ink)
{
  GPtrArray *strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gsize point = 0;

  for (gsize s = 0; s < ink->n_strokes; s++)
    {
      GArray *stroke = g_array_new (FALSE, FALSE, sizeof (InklingInkPoint));

      for (; point < ink->stroke_ends[s]; point++)
        {
          InklingInkPoint next = { ink->points[point].x, ink->points[point].y,
                                   INKLING_INK_PRESSURE, 0 };

          g_array_append_val (stroke, next);
        }
      g_ptr_array_add (strokes, stroke);
    }

  return strokes;
}

static InklingImport *
import_ink (const char  *path,
            GError     **error)
{
  NnInk *ink = nn_ink_new ();
  InklingImport *import = NULL;
  gboolean more;

  if (ink == NULL)
    inkling_error_from_status (error, NN_NO_MEMORY, path);
  else if (inkling_ink_file_load_first (path, ink, &more, error))
    {
      import = g_new0 (InklingImport, 1);
      fit_on_sheet (ink);
      import->strokes = make_strokes (ink);
      import->more = more;
    }
  nn_ink_free (ink);

  return import;
}

/* Shades and opacity; a pixel of colour is as light as its luma (ITU-R BT.601). */
static InklingPng *
take_pixels (GdkPixbuf *pixbuf)
{
  InklingPng *pixels = g_new0 (InklingPng, 1);
  const guint8 *bytes = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  gsize n_channels = (gsize) gdk_pixbuf_get_n_channels (pixbuf);

  pixels->width = (gsize) gdk_pixbuf_get_width (pixbuf);
  pixels->height = (gsize) gdk_pixbuf_get_height (pixbuf);
  pixels->grey = g_malloc (pixels->width * pixels->height);
  pixels->opacity = g_malloc (pixels->width * pixels->height);
  for (gsize y = 0; y < pixels->height; y++)
    for (gsize x = 0; x < pixels->width; x++)
      {
        const guint8 *pixel = bytes + y * stride + x * n_channels;
        gsize i = y * pixels->width + x;

        pixels->grey[i] = (guint8) ((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2] + 500)
                                    / 1000);
        pixels->opacity[i] = n_channels == 4 ? pixel[3] : 255;
      }

  return pixels;
}

/* pixels may be NULL with error set, and are taken over. */
static InklingImport *
import_pixels (InklingPng  *pixels,
               const char  *name,
               GError     **error)
{
  InklingSheetPicture *picture =
    pixels == NULL ? NULL : inkling_sheet_picture_new (pixels, name, error);
  InklingImport *import;

  if (picture == NULL)
    return NULL;

  import = g_new0 (InklingImport, 1);
  import->picture = picture;

  return import;
}

/* New reference, of a picture as large as it is worked with. */
static GdkPixbuf *
shrink (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  double scale = (double) INKLING_PNG_WORK_SIDE / MAX (width, height);

  if (scale >= 1.0)
    return g_object_ref (pixbuf);

  return gdk_pixbuf_scale_simple (pixbuf, MAX (1, (int) (scale * width)),
                                  MAX (1, (int) (scale * height)), GDK_INTERP_BILINEAR);
}

static gboolean
set_error (GError     **error,
           const char  *name,
           const char  *reason)
{
  return inkling_error_set (error, INKLING_ERROR_PICTURE, "%s: %s", name, reason);
}

static gboolean
check_size (const char  *path,
            const char  *name,
            GError     **error)
{
  int width, height;

  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL)
    return set_error (error, name, _("this is neither a picture nor an ink file"));
  if (width < 1 || height < 1 || (gint64) width * height > INKLING_IMPORT_MAX_PIXELS)
    return set_error (error, name, _("the picture is too large"));

  return TRUE;
}

static InklingPng *
load_pixels (const char  *path,
             const char  *name,
             GError     **error)
{
  g_autoptr (GdkPixbuf) loaded = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (!check_size (path, name, error))
    return NULL;

  loaded = gdk_pixbuf_new_from_file (path, error);
  if (loaded == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (loaded);
  pixbuf = shrink (upright);

  return take_pixels (pixbuf);
}

static gboolean
is_png (const char *path)
{
  char start[sizeof PNG_SIGNATURE - 1];
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  gsize n_bytes = 0;

  return stream != NULL &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &n_bytes, NULL,
                                  NULL) &&
         n_bytes == sizeof start && memcmp (start, PNG_SIGNATURE, sizeof start) == 0;
}

static gboolean
check_regular (const char  *path,
               const char  *name,
               GError     **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return set_error (error, name, _("there is no such file"));
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return set_error (error, name, _("this is not a regular file"));

  return TRUE;
}

static InklingImport *
import_file (const char  *path,
             GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *lower = g_ascii_strdown (path, -1);
  InklingPng *pixels;

  if (!check_regular (path, name, error))
    return NULL;
  if (g_str_has_suffix (lower, INK_SUFFIX))
    return import_ink (path, error);

  pixels = is_png (path) ? inkling_png_load (path, error) : load_pixels (path, name, error);

  return import_pixels (pixels, name, error);
}

static void
return_import (GTask         *task,
               InklingImport *import,
               GError        *error)
{
  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) inkling_import_free);
  else
    g_task_return_error (task, error);
}

static void
import_file_in_thread (GTask        *task,
                       gpointer      source_object,
                       gpointer      task_data,
                       GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *path = g_file_get_path (task_data);
  g_autofree char *uri = g_file_get_uri (task_data);
  InklingImport *import = NULL;

  if (path == NULL)
    set_error (&error, uri, _("only files on this computer can be read"));
  else
    import = import_file (path, &error);
  return_import (task, import, error);
}

void
inkling_drawing_import_file_async (GFile               *file,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, import_file_in_thread);
}

static InklingImport *
import_texture (GdkTexture  *texture,
                GError     **error)
{
  gint64 n_pixels = (gint64) gdk_texture_get_width (texture) * gdk_texture_get_height (texture);
  g_autoptr (GdkPixbuf) loaded = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (n_pixels <= INKLING_IMPORT_MAX_PIXELS)
    loaded = gdk_pixbuf_get_from_texture (texture);
  if (loaded == NULL)
    {
      set_error (error, _("The picture"), _("it cannot be read"));
      return NULL;
    }
  pixbuf = shrink (loaded);

  return import_pixels (take_pixels (pixbuf), _("The picture"), error);
}

static void
import_texture_in_thread (GTask        *task,
                          gpointer      source_object,
                          gpointer      task_data,
                          GCancellable *cancellable)
{
  GError *error = NULL;
  InklingImport *import = import_texture (task_data, &error);

  return_import (task, import, error);
}

void
inkling_drawing_import_texture_async (GdkTexture          *texture,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, import_texture_in_thread);
}

InklingImport *
inkling_drawing_import_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
inkling_import_free (InklingImport *self)
{
  g_clear_pointer (&self->strokes, g_ptr_array_unref);
  g_clear_object (&self->picture);
  g_free (self);
}
