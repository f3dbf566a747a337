/* inkling-run-form.c: what a new run is made of: recipe, data set and seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-form.h"

#include <glib/gi18n.h>

#include "inkling-dataset-list.h"
#include "inkling-number-field.h"
#include "inkling-recipe.h"

struct _InklingRunForm
{
  AdwBin             parent_instance;

  InklingParameters *parameters; /* owned */

  /* Template children */
  AdwComboRow       *recipe_row;
  AdwComboRow       *dataset_row;
  GtkSpinButton     *seed_spin;
};

G_DEFINE_FINAL_TYPE (InklingRunForm, inkling_run_form, ADW_TYPE_BIN)

static void
fill_recipes (InklingRunForm *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i < nn_n_named_recipes; i++)
    gtk_string_list_append (titles, inkling_recipe_get_title (nn_named_recipes[i].name));

  adw_combo_row_set_model (self->recipe_row, G_LIST_MODEL (titles));
}

static InklingDatasetEntry *
chosen_dataset (void)
{
  return inkling_dataset_list_get_chosen (inkling_dataset_list_get_default ());
}

static void
recipe_changed_cb (InklingRunForm *self)
{
  guint selected = adw_combo_row_get_selected (self->recipe_row);

  if (self->parameters != NULL && selected < nn_n_named_recipes)
    inkling_parameters_choose_preset (self->parameters, &nn_named_recipes[selected]);
}

static void
parameters_changed_cb (InklingRunForm *self)
{
  const NnNamedRecipe *preset = inkling_parameters_get_preset (self->parameters);
  guint n_changed = inkling_parameters_count_changed (self->parameters);
  g_autofree char *changes = NULL;

  adw_combo_row_set_selected (self->recipe_row, preset - nn_named_recipes);
  if (n_changed > 0)
    changes = inkling_recipe_print_changes (n_changed);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->recipe_row),
                               changes != NULL ? changes : _(preset->description));
}

static void
dataset_changed_cb (InklingRunForm *self)
{
  InklingDatasetEntry *entry = adw_combo_row_get_selected_item (self->dataset_row);

  if (entry != NULL)
    inkling_dataset_list_choose (inkling_dataset_list_get_default (),
                                 inkling_dataset_entry_get_which (entry));
}

/* Also chosen elsewhere: in the dialog of data sets. */
static void
chosen_dataset_cb (InklingRunForm *self)
{
  InklingDatasetEntry *chosen = chosen_dataset ();
  GListModel *list = adw_combo_row_get_model (self->dataset_row);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (InklingDatasetEntry) entry = g_list_model_get_item (list, i);

      if (entry == chosen)
        adw_combo_row_set_selected (self->dataset_row, i);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->dataset_row),
                               inkling_dataset_entry_get_description (chosen));
}

static void
fill_datasets (InklingRunForm *self)
{
  InklingDatasetList *list = inkling_dataset_list_get_default ();
  g_autoptr (GtkExpression) title = gtk_property_expression_new (INKLING_TYPE_DATASET_ENTRY, NULL,
                                                                 "title");

  adw_combo_row_set_expression (self->dataset_row, title);
  adw_combo_row_set_model (self->dataset_row, G_LIST_MODEL (list));
  g_signal_connect_object (list, "notify::chosen", G_CALLBACK (chosen_dataset_cb), self,
                           G_CONNECT_SWAPPED);
  chosen_dataset_cb (self);
}

static void
inkling_run_form_dispose (GObject *object)
{
  g_clear_object (&INKLING_RUN_FORM (object)->parameters);

  G_OBJECT_CLASS (inkling_run_form_parent_class)->dispose (object);
}

static void
inkling_run_form_class_init (InklingRunFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_run_form_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-run-form.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingRunForm, recipe_row);
  gtk_widget_class_bind_template_child (widget_class, InklingRunForm, dataset_row);
  gtk_widget_class_bind_template_child (widget_class, InklingRunForm, seed_spin);

  gtk_widget_class_set_css_name (widget_class, "runform");

  gtk_widget_class_bind_template_callback (widget_class, recipe_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dataset_changed_cb);
}

static void
inkling_run_form_init (InklingRunForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  inkling_number_field_attach (self->seed_spin, NULL);
  fill_recipes (self);
  self->parameters = inkling_parameters_new ();
  g_signal_connect_object (self->parameters, "changed", G_CALLBACK (parameters_changed_cb), self,
                           G_CONNECT_SWAPPED);
  parameters_changed_cb (self);
  fill_datasets (self);
}

InklingParameters *
inkling_run_form_get_parameters (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), NULL);

  return self->parameters;
}

guint64
inkling_run_form_get_seed (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), 0);

  return inkling_number_field_get_whole (self->seed_spin);
}

const char *
inkling_run_form_get_dataset (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), NULL);

  return inkling_dataset_entry_get_which (chosen_dataset ());
}

const char *
inkling_run_form_get_dataset_title (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), NULL);

  return inkling_dataset_entry_get_title (chosen_dataset ());
}

gboolean
inkling_run_form_show_model (InklingRunForm     *self,
                             const InklingModel *model)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), FALSE);

  inkling_parameters_show_run (self->parameters, &model->recipe);

  return inkling_run_form_show_data (self, model);
}

gboolean
inkling_run_form_show_data (InklingRunForm     *self,
                            const InklingModel *model)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), FALSE);

  inkling_number_field_set_whole (self->seed_spin, model->seed);

  return inkling_dataset_list_choose_run (inkling_dataset_list_get_default (), model);
}
