/* inkling-rescue-dialog.c: a run that broke off, and the way on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-rescue-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define RESCUE "rescue"

static char *
describe_offer (InklingSession *session)
{
  g_autofree char *rate = g_strdup_printf ("%g", inkling_session_get_rescue_rate (session));

  if (!inkling_session_can_rescue (session))
    /* Translators: %s is a learning rate */
    return g_strdup_printf (_("Nothing had been saved yet. The run can begin again with the "
                              "learning rate %s."), rate);

  /* Translators: a step, and a learning rate */
  return g_strdup_printf (_("The last good checkpoint is of step %'" PRIu64 ". The run can go on "
                            "from there with the learning rate %s."),
                          inkling_session_get_model (session)->step, rate);
}

/* The state may be another by now: the main window is in reach of shortcuts. */
static void
response_cb (InklingSession   *session,
             const char       *response,
             AdwMessageDialog *dialog)
{
  if (g_str_equal (response, RESCUE)
      && inkling_session_get_state (session) == INKLING_SESSION_IDLE)
    inkling_session_rescue (session, g_object_get_data (G_OBJECT (dialog), "dataset"));
}

void
inkling_rescue_dialog_show (GtkWindow      *parent,
                            InklingSession *session,
                            const char     *dataset,
                            const char     *reason)
{
  /* Translators: %s is a sentence; it gets its full stop */
  g_autofree char *sentence = g_strdup_printf (_("%s."), reason);
  g_autofree char *offer = describe_offer (session);
  GtkWidget *dialog = adw_message_dialog_new (parent, _("The Run Broke Down"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s\n\n%s\n\n%s", sentence,
                                  /* Translators: why a run broke down */
                                  _("Most often the learning rate is too high: each step jumps "
                                    "over the goal, and further every time."),
                                  offer);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close", _("_Close"),
                                    RESCUE, inkling_session_can_rescue (session)
                                            ? _("_Go On More Slowly") : _("_Begin Again"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), RESCUE,
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), RESCUE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_object_set_data_full (G_OBJECT (dialog), "dataset", g_strdup (dataset), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), session,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
