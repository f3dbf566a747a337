/* inkling-dataset-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-row.h"

#include <glib/gi18n.h>

#include "inkling-dataset-list.h"
#include "inkling-dataset.h"
#include "inkling-download.h"

#define PROGRESS_INTERVAL 100 /* milliseconds */

struct _InklingDatasetRow
{
  AdwActionRow               parent_instance;

  const InklingKnownDataset *known;       /* static, or NULL */
  char                      *which;       /* owned */
  InklingDownloadPlan       *plan;        /* owned, while it is being downloaded */
  InklingDownloadProgress    progress;
  GCancellable              *cancellable; /* owned, while it is being downloaded */
  guint                      timeout;     /* while it is being downloaded */

  /* Template children */
  GtkCheckButton            *check;
  GtkProgressBar            *progress_bar;
  GtkButton                 *cancel_button;
  GtkButton                 *download_button;
  GtkButton                 *browse_button;
  GtkButton                 *remove_button;
};

G_DEFINE_FINAL_TYPE (InklingDatasetRow, inkling_dataset_row, ADW_TYPE_ACTION_ROW)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_usable (InklingDatasetRow *self)
{
  GListModel *list = G_LIST_MODEL (inkling_dataset_list_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (InklingDatasetEntry) entry = g_list_model_get_item (list, i);

      if (g_str_equal (inkling_dataset_entry_get_which (entry), self->which))
        return TRUE;
    }

  return FALSE;
}

static char *
describe (InklingDatasetRow *self)
{
  g_autofree char *size = NULL;
  InklingDigitLook look;

  if (self->known == NULL)
    return inkling_digit_look_split (self->which, &look);
  if (self->known->mirrors == NULL || is_usable (self))
    return g_strdup (_(self->known->description));

  size = g_format_size (self->known->files[0].n_bytes + self->known->files[1].n_bytes
                        + self->known->files[2].n_bytes + self->known->files[3].n_bytes);

  /* Translators: a data set's description, and how much there is to download */
  return g_strdup_printf (_("%s; %s to download"), _(self->known->description), size);
}

static gboolean
progress_cb (gpointer user_data)
{
  InklingDatasetRow *self = user_data;
  guint64 n_bytes = atomic_load (&self->progress.n_bytes);
  double fraction = (double) n_bytes / inkling_download_plan_get_size (self->plan);

  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0.0, 1.0));

  return G_SOURCE_CONTINUE;
}

static void
forget_download (InklingDatasetRow *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, inkling_download_plan_free);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (InklingDatasetRow) self = user_data;
  InklingDatasetList *list = inkling_dataset_list_get_default ();
  g_autoptr (GError) error = NULL;
  gboolean done = inkling_download_finish (result, &error);

  forget_download (self);
  if (done)
    {
      inkling_dataset_list_refresh (list);
      inkling_dataset_list_choose (list, self->which);
    }
  inkling_dataset_row_update (self);
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
download_cb (InklingDatasetRow *self)
{
  if (self->plan != NULL)
    return;

  self->plan = inkling_download_plan_new (self->known);
  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_add (PROGRESS_INTERVAL, progress_cb, self);
  atomic_store (&self->progress.n_bytes, 0);
  gtk_progress_bar_set_fraction (self->progress_bar, 0.0);
  inkling_download_async (self->plan, &self->progress, self->cancellable,
                          downloaded_cb, g_object_ref (self));
  inkling_dataset_row_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
}

static void
cancel_cb (InklingDatasetRow *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
remove_cb (InklingDatasetRow *self)
{
  inkling_dataset_list_remove_folder (inkling_dataset_list_get_default (), self->which);
}

static void
toggled_cb (InklingDatasetRow *self)
{
  if (gtk_check_button_get_active (self->check))
    inkling_dataset_list_choose (inkling_dataset_list_get_default (), self->which);
}

/* The download goes on with what has come when it is begun again. */
static void
inkling_dataset_row_dispose (GObject *object)
{
  InklingDatasetRow *self = INKLING_DATASET_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);

  G_OBJECT_CLASS (inkling_dataset_row_parent_class)->dispose (object);
}

static void
inkling_dataset_row_finalize (GObject *object)
{
  InklingDatasetRow *self = INKLING_DATASET_ROW (object);

  forget_download (self);
  g_clear_pointer (&self->which, g_free);

  G_OBJECT_CLASS (inkling_dataset_row_parent_class)->finalize (object);
}

static void
inkling_dataset_row_class_init (InklingDatasetRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inkling_dataset_row_dispose;
  object_class->finalize = inkling_dataset_row_finalize;

  signals[FAILED] = g_signal_new ("failed", INKLING_TYPE_DATASET_ROW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-dataset-row.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetRow, check);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetRow, download_button);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetRow, browse_button);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, download_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
inkling_dataset_row_init (InklingDatasetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_title (InklingDatasetRow *self)
{
  g_autofree char *name = self->known != NULL ? g_strdup (_(self->known->title))
                                              : inkling_dataset_title_folder (self->which);
  g_autofree char *markup = g_markup_escape_text (name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
inkling_dataset_row_new (const InklingKnownDataset *known,
                         const char                *which,
                         InklingDatasetRow         *group)
{
  InklingDatasetRow *self = g_object_new (INKLING_TYPE_DATASET_ROW, NULL);

  self->known = known;
  self->which = g_strdup (which);
  gtk_check_button_set_group (self->check, group != NULL ? group->check : NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->browse_button), "s", which);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button), known == NULL);
  set_title (self);
  inkling_dataset_row_update (self);

  return GTK_WIDGET (self);
}

void
inkling_dataset_row_update (InklingDatasetRow *self)
{
  InklingDatasetEntry *chosen;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  gboolean usable, downloading;

  g_return_if_fail (INKLING_IS_DATASET_ROW (self));

  chosen = inkling_dataset_list_get_chosen (inkling_dataset_list_get_default ());
  text = describe (self);
  markup = g_markup_escape_text (text, -1);
  usable = is_usable (self);
  downloading = self->plan != NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), usable);
  if (chosen != NULL && g_str_equal (inkling_dataset_entry_get_which (chosen), self->which))
    gtk_check_button_set_active (self->check, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), downloading);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), downloading);
  gtk_widget_set_visible (GTK_WIDGET (self->download_button),
                          !usable && !downloading && self->known != NULL
                          && self->known->mirrors != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->browse_button), usable);
}
