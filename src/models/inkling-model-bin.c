/* inkling-model-bin.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-bin.h"

#include <glib/gi18n.h>

#include "inkling-messages.h"
#include "inkling-shelf.h"
#include "inkling-toasts.h"

#define UNDO_SECONDS 8

struct _InklingModelBin
{
  GObject          parent_instance;

  GtkWindow       *window;        /* weak */
  AdwToastOverlay *toast_overlay; /* weak */
  GHashTable      *hidden;        /* owned; paths to be discarded when their toast is gone; NULL:
                                     closed */
};

G_DEFINE_FINAL_TYPE (InklingModelBin, inkling_model_bin, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = inkling_shelf_run_finish (result, &error);

  /* The file is still there, and comes back with the next list. */
  if (path == NULL)
    g_debug ("%s", error->message);
  g_application_release (g_application_get_default ());
}

static void
discard (const char *path)
{
  g_application_hold (g_application_get_default ());
  inkling_shelf_run_async (inkling_shelf_discard, path, NULL, discarded_cb, NULL);
}

/* NULL after a message. */
static char *
finish (InklingModelBin *self,
        GAsyncResult    *result,
        const char      *heading)
{
  g_autoptr (GError) error = NULL;
  char *path = inkling_shelf_run_finish (result, &error);

  if (path == NULL)
    inkling_message_dialog_show (self->window, heading, error->message);

  return path;
}

static void
brought_back_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (InklingModelBin) self = user_data;
  g_autofree char *path = finish (self, result, _("This Cannot Be Done"));

  g_signal_emit (self, signals[CHANGED], 0, path);
}

static void
undo_cb (AdwToast        *toast,
         InklingModelBin *self)
{
  const char *path = g_object_get_data (G_OBJECT (toast), "path");

  if (self->hidden != NULL && g_hash_table_remove (self->hidden, path))
    inkling_shelf_run_async (inkling_shelf_bring_back, path, NULL, brought_back_cb,
                             g_object_ref (self));
}

/* After an undo there is nothing left to be discarded. */
static void
toast_gone_cb (AdwToast        *toast,
               InklingModelBin *self)
{
  const char *path = g_object_get_data (G_OBJECT (toast), "path");

  if (self->hidden != NULL && g_hash_table_remove (self->hidden, path))
    discard (path);
}

static void
offer_undo (InklingModelBin *self,
            const char      *path)
{
  g_autofree char *title = inkling_shelf_get_title (path);
  g_autofree char *text = g_strdup_printf (_("“%s” deleted"), title);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "path", g_strdup (path), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_gone_cb), self, 0);
  inkling_toasts_add (self->toast_overlay, toast, INKLING_TOAST_OFFER);
}

static void
hidden_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InklingModelBin) self = user_data;
  g_autofree char *path = finish (self, result, _("The Model Cannot Be Deleted"));

  g_signal_emit (self, signals[CHANGED], 0, NULL);
  if (path == NULL)
    return;
  if (self->hidden == NULL)
    {
      discard (path);
      return;
    }
  offer_undo (self, path);
  g_hash_table_add (self->hidden, g_steal_pointer (&path));
}

static void
inkling_model_bin_dispose (GObject *object)
{
  InklingModelBin *self = INKLING_MODEL_BIN (object);

  inkling_model_bin_close (self);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->toast_overlay);

  G_OBJECT_CLASS (inkling_model_bin_parent_class)->dispose (object);
}

static void
inkling_model_bin_class_init (InklingModelBinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = inkling_model_bin_dispose;

  signals[CHANGED] = g_signal_new ("changed", INKLING_TYPE_MODEL_BIN, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
inkling_model_bin_init (InklingModelBin *self)
{
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

InklingModelBin *
inkling_model_bin_new (GtkWindow       *window,
                       AdwToastOverlay *toast_overlay)
{
  InklingModelBin *self = g_object_new (INKLING_TYPE_MODEL_BIN, NULL);

  g_set_weak_pointer (&self->window, window);
  g_set_weak_pointer (&self->toast_overlay, toast_overlay);

  return self;
}

void
inkling_model_bin_delete (InklingModelBin *self,
                          const char      *path)
{
  g_assert (INKLING_IS_MODEL_BIN (self) && path != NULL);

  inkling_shelf_run_async (inkling_shelf_hide, path, NULL, hidden_cb, g_object_ref (self));
}

void
inkling_model_bin_close (InklingModelBin *self)
{
  GHashTableIter iter;
  gpointer path;

  if (self->hidden == NULL)
    return;
  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    discard (path);
  g_clear_pointer (&self->hidden, g_hash_table_unref);
}
