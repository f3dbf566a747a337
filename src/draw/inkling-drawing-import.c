/* inkling-drawing-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-import.h"

#include <glib/gi18n.h>

#include "inkling-async.h"
#include "inkling-contents.h"
#include "inkling-error.h"
#include "inkling-ink-file.h"
#include "inkling-picture-file.h"

/* Ink that was drawn on another sheet is brought to this size, in units of ours; ink that fits and
 * is no smaller than the least stays as it is. */
#define FITTED_SIZE 200.0
#define LEAST_SIZE  60.0

/* Wider than coordinates are, which may be as large as they can. */
typedef struct
{
  double left, top, right, bottom;
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
            double     size)
{
  return box->left >= 0.0 && box->top >= 0.0 && size >= LEAST_SIZE &&
         box->right <= INKLING_INK_SIDE && box->bottom <= INKLING_INK_SIDE;
}

/* Moves and scales the ink into the middle of the sheet, unless it looks right where it is. */
static void
fit_on_sheet (NnInk *ink)
{
  Box box = get_box (ink);
  double size = MAX (box.right - box.left, box.bottom - box.top);
  double scale = size > 0.0 ? FITTED_SIZE / size : 1.0;
  double x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;

  if (is_at_home (&box, size))
    return;

  for (gsize i = 0; i < ink->n_points; i++)
    {
      ink->points[i].x = (float) (INKLING_INK_SIDE / 2 + scale * (ink->points[i].x - x));
      ink->points[i].y = (float) (INKLING_INK_SIDE / 2 + scale * (ink->points[i].y - y));
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

/* pixels may be NULL with error set, and are taken over. */
static InklingImport *
import_pixels (InklingPixels  *pixels,
               const char     *name,
               GError        **error)
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

/* What is neither is an ink file if it is named so, whose reader says what is wrong with it. */
static gboolean
is_ink (const char *path)
{
  InklingContents contents = inkling_contents_of_file (path);

  return contents == INKLING_CONTENTS_INK ||
         (contents == INKLING_CONTENTS_UNKNOWN && g_str_has_suffix (path, INKLING_INK_SUFFIX));
}

static InklingImport *
import_file (GFile         *file,
             GCancellable  *cancellable,
             GError       **error)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = NULL;

  if (path == NULL)
    {
      inkling_error_set (error, INKLING_ERROR_PICTURE, "%s: %s", uri,
                         _("only files on this computer can be read"));
      return NULL;
    }
  if (is_ink (path))
    return import_ink (path, error);

  name = g_filename_display_basename (path);

  return import_pixels (inkling_picture_file_load (path, name, cancellable, error), name, error);
}

/* source is a GFile, or a GInputStream of a picture. */
static gpointer
import_source (gpointer       source,
               GCancellable  *cancellable,
               GError       **error)
{
  const char *name = _("The picture");

  if (G_IS_FILE (source))
    return import_file (source, cancellable, error);

  return import_pixels (inkling_picture_file_load_stream (source, name, cancellable, error), name,
                        error);
}

/* Not every reader can be interrupted, but nobody need wait for it. */
static void
import_async (gpointer             source,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_return_on_cancel (task, TRUE);
  inkling_async_make (task, g_object_ref (source), g_object_unref,
                      import_source, (GDestroyNotify) inkling_import_free);
}

void
inkling_drawing_import_file_async (GFile               *file,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  import_async (file, cancellable, callback, user_data);
}

void
inkling_drawing_import_stream_async (GInputStream        *stream,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  import_async (stream, cancellable, callback, user_data);
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
