/* inkling-session-restore.c: which run is at hand when none is being trained
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-session-private.h"

#include <glib/gi18n.h>

#include "inkling-run-preparation.h"

/* One broken file is named at once, more are in the details. */
static void
report_skipped (InklingSession *self,
                GStrv           skipped)
{
  guint n_skipped = g_strv_length (skipped);
  g_autofree char *details = g_strjoinv ("\n", skipped);
  g_autofree char *text = NULL;

  if (n_skipped == 0)
    return;

  if (n_skipped == 1)
    /* Translators: %s names the file and says what is wrong with it */
    text = g_strdup_printf (_("Passed over %s"), skipped[0]);
  else
    text = g_strdup_printf (ngettext ("Passed over %u model file that cannot be read",
                                      "Passed over %u model files that cannot be read",
                                      n_skipped),
                            n_skipped);
  inkling_session_emit_message (self, text, details);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (InklingSession) self = user_data;
  g_auto (GStrv) skipped = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModel) model = inkling_run_load_newest_finish (result, &skipped, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->restoration);
  report_skipped (self, skipped);
  if (model != NULL && model->path == NULL)
    inkling_session_adopt_ready_made (self, model);
  else if (model != NULL)
    inkling_session_adopt (self, model, TRUE);
  inkling_session_tell_divergence (self);
}

void
inkling_session_restore_run (InklingSession *self)
{
  g_cancellable_cancel (self->restoration);
  g_clear_object (&self->restoration);
  self->restoration = g_cancellable_new ();
  inkling_run_load_newest_async (self->folder, self->restoration, restored_cb, g_object_ref (self));
}

void
inkling_session_restore (InklingSession *self)
{
  g_return_if_fail (INKLING_IS_SESSION (self));

  inkling_session_set_folder (self, self->home);
  inkling_session_restore_run (self);
}
