/* inkling-parameters-window.c: all hyper-parameters, grouped and explained, and when a run stops
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-parameters-window.h"

#include <glib/gi18n.h>

#include "inkling-number-field.h"
#include "inkling-parameter-row.h"
#include "inkling-settings.h"
#include "inkling-toasts.h"

struct _InklingParametersWindow
{
  AdwPreferencesWindow  parent_instance;

  InklingParameters    *parameters; /* owned */
  GPtrArray            *rows;       /* owned; of rows that are the page's */

  /* Template children */
  AdwPreferencesPage   *page;
  AdwActionRow         *recipe_row;
  GtkWidget            *reset_button;
  GtkSpinButton        *accuracy_spin;
  GtkSpinButton        *minutes_spin;
  GtkSpinButton        *patience_spin;
};

G_DEFINE_FINAL_TYPE (InklingParametersWindow, inkling_parameters_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
parameters_changed_cb (InklingParametersWindow *self)
{
  guint n_changed = inkling_parameters_count_changed (self->parameters);
  g_autofree char *text = NULL;

  if (n_changed == 0)
    text = g_strdup (_("All values are the recipe’s."));
  else
    text = g_strdup_printf (ngettext ("%u value is not the recipe’s.",
                                      "%u values are not the recipe’s.", n_changed), n_changed);
  adw_action_row_set_subtitle (self->recipe_row, text);
  gtk_widget_set_sensitive (self->reset_button, n_changed > 0);
}

static void
undo_cb (InklingParameters *parameters,
         AdwToast          *toast)
{
  inkling_parameters_restore (parameters, g_object_get_data (G_OBJECT (toast), "recipe"));
}

static void
reset_cb (InklingParametersWindow *self)
{
  NnRecipe before = *inkling_parameters_get_recipe (self->parameters);
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self->page), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  inkling_parameters_reset (self->parameters, NULL);

  toast = adw_toast_new (adw_action_row_get_subtitle (self->recipe_row));
  adw_toast_set_button_label (toast, _("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "recipe", g_memdup2 (&before, sizeof before), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self->parameters,
                           G_CONNECT_SWAPPED);
  inkling_toasts_add (ADW_TOAST_OVERLAY (overlay), toast, INKLING_TOAST_NEWS);
}

static void
fill_page (InklingParametersWindow *self)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < inkling_n_parameter_words; i++)
    {
      const InklingParameterWords *words = &inkling_parameter_table[i];

      if (words->field == NULL)
        {
          group = g_object_new (ADW_TYPE_PREFERENCES_GROUP,
                                "title", _(words->title),
                                "description", _(words->explanation),
                                NULL);
          adw_preferences_page_add (self->page, group);
        }
      else
        {
          GtkWidget *row = inkling_parameter_row_new (words, self->parameters);

          adw_preferences_group_add (group, row);
          g_ptr_array_add (self->rows, row);
        }
    }
}

/* The groups of a page outlive it (libadwaita 1.2); the rows in them shall not. */
static void
remove_rows (InklingParametersWindow *self)
{
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

static void
bind_stops (InklingParametersWindow *self)
{
  const struct { const char *key; GtkSpinButton *spin; } stops[] = {
    { INKLING_SETTINGS_STOP_ACCURACY, self->accuracy_spin },
    { INKLING_SETTINGS_STOP_MINUTES, self->minutes_spin },
    { INKLING_SETTINGS_STOP_PATIENCE, self->patience_spin },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      inkling_number_field_attach (stops[i].spin, NULL);
      inkling_settings_bind (stops[i].key, gtk_spin_button_get_adjustment (stops[i].spin), "value",
                             G_SETTINGS_BIND_DEFAULT);
    }
}

static void
inkling_parameters_window_dispose (GObject *object)
{
  InklingParametersWindow *self = INKLING_PARAMETERS_WINDOW (object);

  remove_rows (self);
  g_clear_object (&self->parameters);

  G_OBJECT_CLASS (inkling_parameters_window_parent_class)->dispose (object);
}

static void
inkling_parameters_window_class_init (InklingParametersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_parameters_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-parameters-window.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingParametersWindow, page);
  gtk_widget_class_bind_template_child (widget_class, InklingParametersWindow, recipe_row);
  gtk_widget_class_bind_template_child (widget_class, InklingParametersWindow, reset_button);
  gtk_widget_class_bind_template_child (widget_class, InklingParametersWindow, accuracy_spin);
  gtk_widget_class_bind_template_child (widget_class, InklingParametersWindow, minutes_spin);
  gtk_widget_class_bind_template_child (widget_class, InklingParametersWindow, patience_spin);

  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
inkling_parameters_window_init (InklingParametersWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->rows = g_ptr_array_new ();
  bind_stops (self);
}

GtkWidget *
inkling_parameters_window_new (GtkWindow         *parent,
                               InklingParameters *parameters)
{
  InklingParametersWindow *self = g_object_new (INKLING_TYPE_PARAMETERS_WINDOW,
                                                "transient-for", parent,
                                                NULL);

  self->parameters = g_object_ref (parameters);
  fill_page (self);
  g_signal_connect_object (parameters, "changed", G_CALLBACK (parameters_changed_cb), self,
                           G_CONNECT_SWAPPED);
  parameters_changed_cb (self);

  return GTK_WIDGET (self);
}
