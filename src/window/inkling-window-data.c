/* inkling-window-data.c: the window's dialogs of data sets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-window-private.h"

#include "inkling-dataset-browser.h"
#include "inkling-dataset-chooser.h"
#include "inkling-dataset-list.h"
#include "inkling-distortion-preview.h"

void
inkling_window_datasets_cb (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (inkling_dataset_chooser_new (GTK_WINDOW (widget))));
}

static void
browse (InklingWindow *self,
        const char    *which)
{
  InklingModel *model = inkling_training_panel_get_model (self->training_panel);

  gtk_window_present (GTK_WINDOW (inkling_dataset_browser_new (GTK_WINDOW (self), which, model)));
}

void
inkling_window_browse_cb (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  browse (INKLING_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* Those of the data set that is chosen. */
void
inkling_window_pictures_cb (GtkWidget  *widget,
                            const char *action_name,
                            GVariant   *parameter)
{
  InklingDatasetEntry *chosen;

  chosen = inkling_dataset_list_get_chosen (inkling_dataset_list_get_default ());
  browse (INKLING_WINDOW (widget), inkling_dataset_entry_get_which (chosen));
}

void
inkling_window_distortions_cb (GtkWidget  *widget,
                               const char *action_name,
                               GVariant   *parameter)
{
  InklingWindow *self = INKLING_WINDOW (widget);
  GtkWidget *preview = inkling_distortion_preview_new (GTK_WINDOW (self));

  inkling_distortion_preview_set_recipe (INKLING_DISTORTION_PREVIEW (preview),
                                         inkling_training_panel_get_recipe (self->training_panel),
                                         inkling_training_panel_get_seed (self->training_panel));
  gtk_window_present (GTK_WINDOW (preview));
}
