/* inkling-plot-files.c: from the question which file to its end: exporting, and earlier runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-files.h"

#include <glib/gi18n.h>

#include "inkling-error.h"
#include "inkling-model-dialogs.h"
#include "inkling-model-file.h"
#include "inkling-plot-export.h"

/* What is to be exported once there is an answer: the task's data. */
typedef struct
{
  InklingLinePlot *const *plots;
  gsize                   n_plots;
  InklingHistory         *history; /* owned */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  inkling_history_free (wish->history);
  g_free (wish);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (inkling_plot_export_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_application_release (g_application_get_default ());
}

static void
export_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Wish *wish = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, &error);

  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* The program does not end before the file is whole. */
  g_application_hold (g_application_get_default ());
  inkling_plot_export_async (wish->plots, wish->n_plots, wish->history, g_file_peek_path (file),
                             exported_cb, g_object_ref (task));
}

void
inkling_plot_files_export_async (GtkWidget              *owner,
                                 InklingLinePlot *const *plots,
                                 gsize                   n_plots,
                                 const InklingHistory   *history,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  GTask *task = g_task_new (owner, NULL, callback, user_data);
  Wish *wish = g_new (Wish, 1);
  g_autofree char *name = g_strdup_printf ("inkling-plots-%" G_GINT64_FORMAT,
                                           inkling_history_last_report (history)->step);

  *wish = (Wish) { plots, n_plots, inkling_history_copy (history) };
  g_task_set_source_tag (task, inkling_plot_files_export_async);
  g_task_set_task_data (task, wish, wish_free);
  inkling_file_dialog_save_async (GTK_WINDOW (gtk_widget_get_root (owner)), _("Export Plots"),
                                  name, inkling_plot_export_kinds, inkling_plot_export_n_kinds,
                                  export_chosen_cb, task);
}

gboolean
inkling_plot_files_export_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (InklingModel) model = inkling_model_file_load_finish (result, &error);

  if (model != NULL && model->history->reports->len == 0)
    {
      g_autofree char *name = g_filename_display_basename (model->path);

      inkling_error_set (&error, INKLING_ERROR_MODEL_FILE,
                         _("%s: the file does not tell how its run went"), name);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&model), (GDestroyNotify) inkling_model_unref);
}

static void
choice_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GFile) file = inkling_file_dialog_finish (result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    inkling_model_file_load_async (g_file_peek_path (file), NULL, loaded_cb, g_object_ref (task));
}

void
inkling_plot_files_load_async (GtkWidget           *owner,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (owner, NULL, callback, user_data);

  g_task_set_source_tag (task, inkling_plot_files_load_async);
  inkling_model_dialog_compare_async (GTK_WINDOW (gtk_widget_get_root (owner)), choice_made_cb,
                                      task);
}

InklingModel *
inkling_plot_files_load_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
