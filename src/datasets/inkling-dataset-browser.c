/* inkling-dataset-browser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-browser.h"

#include <glib/gi18n.h>

#include "inkling-digit-list.h"
#include "inkling-digit-tile.h"
#include "inkling-reading-task.h"

struct _InklingDatasetBrowser
{
  AdwWindow         parent_instance;

  InklingModel     *model;       /* owned, may be NULL */
  InklingDataset   *dataset;     /* owned, NULL before it is loaded */
  InklingDigitList *list;        /* owned, of the part that is shown */
  GCancellable     *cancellable; /* owned: of loading, then of reading */

  /* Template children */
  AdwWindowTitle   *heading;
  GtkDropDown      *part_drop_down;
  GtkDropDown      *digit_drop_down;
  GtkToggleButton  *misread_button;
  GtkStack         *stack;
  AdwStatusPage    *failure;
  GtkGridView      *grid;
};

G_DEFINE_FINAL_TYPE (InklingDatasetBrowser, inkling_dataset_browser, ADW_TYPE_WINDOW)

static int
get_digit (InklingDatasetBrowser *self)
{
  guint selected = gtk_drop_down_get_selected (self->digit_drop_down);

  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected - 1;
}

static void
update_heading (InklingDatasetBrowser *self)
{
  guint n_all;
  guint n_right = inkling_digit_list_count_right (self->list, get_digit (self), &n_all);
  g_autofree char *text = NULL;

  /* The answers come a moment after the pictures. */
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->misread_button)))
    /* Translators: how many pictures of those that are shown the network reads right */
    text = g_strdup_printf (_("%'u of %'u read right"), n_right, n_all);
  else
    text = g_strdup_printf (_("%'u pictures"), n_all);
  adw_window_title_set_subtitle (self->heading, text);
}

static void
filter_changed_cb (InklingDatasetBrowser *self)
{
  if (self->list == NULL)
    return;

  inkling_digit_list_set_filter (self->list, get_digit (self),
                                 gtk_toggle_button_get_active (self->misread_button));
  update_heading (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0
                                    ? "pictures" : "none");
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (InklingDatasetBrowser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *answers = inkling_reading_task_finish (result, &error);

  if (answers == NULL)
    return;

  inkling_digit_list_set_answers (self->list, answers);
  gtk_widget_set_sensitive (GTK_WIDGET (self->misread_button), TRUE);
  filter_changed_cb (self);
}

static void
restart_cancellable (InklingDatasetBrowser *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
part_changed_cb (InklingDatasetBrowser *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  const NnDigits *digits;

  if (self->dataset == NULL)
    return;

  digits = gtk_drop_down_get_selected (self->part_drop_down) == 0
           ? inkling_dataset_get_test (self->dataset)
           : inkling_dataset_get_training (self->dataset);
  g_clear_object (&self->list);
  self->list = inkling_digit_list_new (self->dataset, digits);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_grid_view_set_model (self->grid, selection);
  gtk_widget_set_sensitive (GTK_WIDGET (self->misread_button), FALSE);
  gtk_toggle_button_set_active (self->misread_button, FALSE);
  filter_changed_cb (self);

  restart_cancellable (self);
  if (self->model != NULL)
    inkling_reading_task_async (self->model, self->dataset, digits, self->cancellable, read_cb,
                                g_object_ref (self));
}

static void
fill_digits (InklingDatasetBrowser *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *digest = inkling_dataset_get_digest (self->dataset);

  gtk_string_list_append (names, _("All"));
  for (guint label = 0; label < NN_N_CLASSES; label++)
    gtk_string_list_append (names, inkling_class_name (digest, label));
  gtk_drop_down_set_model (self->digit_drop_down, G_LIST_MODEL (names));
}

static char *
get_title (InklingDataset *dataset)
{
  const InklingKnownDataset *known;

  known = inkling_known_dataset_find (inkling_dataset_get_name (dataset));

  return known != NULL ? g_strdup (_(known->title))
                       : inkling_dataset_title_folder (inkling_dataset_get_which (dataset));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (InklingDatasetBrowser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingDataset) dataset = inkling_dataset_load_finish (result, &error);
  g_autofree char *title = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (dataset == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failure, markup);
      gtk_stack_set_visible_child_name (self->stack, "failure");
      return;
    }

  self->dataset = g_steal_pointer (&dataset);
  title = get_title (self->dataset);
  adw_window_title_set_title (self->heading, title);
  fill_digits (self);
  part_changed_cb (self);
}

static void
setup_cb (InklingDatasetBrowser *self,
          GtkListItem           *item)
{
  gtk_list_item_set_child (item, inkling_digit_tile_new ());
}

static void
bind_cb (InklingDatasetBrowser *self,
         GtkListItem           *item)
{
  inkling_digit_tile_show (INKLING_DIGIT_TILE (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_cb (InklingDatasetBrowser *self,
           GtkListItem           *item)
{
  inkling_digit_tile_show (INKLING_DIGIT_TILE (gtk_list_item_get_child (item)), NULL);
}

static void
inkling_dataset_browser_dispose (GObject *object)
{
  InklingDatasetBrowser *self = INKLING_DATASET_BROWSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_object (&self->dataset);
  g_clear_pointer (&self->model, inkling_model_unref);

  G_OBJECT_CLASS (inkling_dataset_browser_parent_class)->dispose (object);
}

static gboolean
leave_forward_cb (GtkWidget *grid,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  gtk_window_set_focus (GTK_WINDOW (user_data), NULL);

  return gtk_widget_child_focus (GTK_WIDGET (user_data), GTK_DIR_TAB_FORWARD);
}

static gboolean
leave_backward_cb (GtkWidget *grid,
                   GVariant  *arguments,
                   gpointer   user_data)
{
  InklingDatasetBrowser *self = user_data;

  return gtk_widget_grab_focus (GTK_WIDGET (self->misread_button))
         || gtk_widget_grab_focus (GTK_WIDGET (self->digit_drop_down));
}

/* In GTK 4.8 Tab goes from picture to picture, of which there are thousands: the arrows do that. */
static void
let_tab_leave_grid (InklingDatasetBrowser *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);

  gtk_shortcut_controller_add_shortcut (
    shortcuts, gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Tab, 0),
                                 gtk_callback_action_new (leave_forward_cb, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
    shortcuts, gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Tab, GDK_SHIFT_MASK),
                                 gtk_callback_action_new (leave_backward_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->grid), controller);
}

static void
inkling_dataset_browser_class_init (InklingDatasetBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_dataset_browser_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-dataset-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, heading);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, part_drop_down);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, digit_drop_down);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, misread_button);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, stack);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, failure);
  gtk_widget_class_bind_template_child (widget_class, InklingDatasetBrowser, grid);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inkling_dataset_browser_init (InklingDatasetBrowser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  let_tab_leave_grid (self);
}

GtkWidget *
inkling_dataset_browser_new (GtkWindow    *parent,
                             const char   *which,
                             InklingModel *model)
{
  InklingDatasetBrowser *self = g_object_new (INKLING_TYPE_DATASET_BROWSER,
                                              "transient-for", parent,
                                              NULL);

  if (model != NULL)
    self->model = inkling_model_ref (model);
  self->cancellable = g_cancellable_new ();
  inkling_dataset_load_async (which, self->cancellable, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
