/* inkling-run-form.c: what a new run is made of: recipe, data set and seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-form.h"

#include <glib/gi18n.h>

#include "inkling-dataset.h"
#include "inkling-recipe.h"

#define MAX_DATASETS 2

typedef struct
{
  const char *name; /* as the model floor knows it */
  const char *title;
  const char *description;
} Choice;

struct _InklingRunForm
{
  AdwBin         parent_instance;

  const Choice  *datasets[MAX_DATASETS]; /* what this machine has, in the row's order */
  guint          n_datasets;

  /* Template children */
  AdwComboRow   *recipe_row;
  AdwComboRow   *dataset_row;
  GtkSpinButton *seed_spin;
};

G_DEFINE_FINAL_TYPE (InklingRunForm, inkling_run_form, ADW_TYPE_BIN)

static const Choice dataset_choices[MAX_DATASETS] = {
  { "mnist", N_("MNIST"), N_("70,000 digits handwritten by real people") },
  { "builtin", N_("Built-in digits"), N_("70,000 digits written by the program itself") },
};

/* Recipes without a title here go by their own name. */
static const Choice recipe_titles[] = {
  { "course", N_("Course"), NULL },
  { "fast", N_("Fast"), NULL },
  { "best", N_("Best"), NULL },
};

static const char *
recipe_title (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (recipe_titles); i++)
    if (g_str_equal (recipe_titles[i].name, name))
      return _(recipe_titles[i].title);

  return name;
}

static void
fill_recipes (InklingRunForm *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i < nn_n_named_recipes; i++)
    gtk_string_list_append (titles, recipe_title (nn_named_recipes[i].name));

  adw_combo_row_set_model (self->recipe_row, G_LIST_MODEL (titles));
}

static gboolean
has_dataset (const char *name)
{
  g_autofree char *folder = NULL;

  if (!g_str_equal (name, "mnist"))
    return TRUE;

  folder = inkling_dataset_find_mnist ();

  return folder != NULL;
}

static void
fill_datasets (InklingRunForm *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dataset_choices); i++)
    if (has_dataset (dataset_choices[i].name))
      {
        self->datasets[self->n_datasets++] = &dataset_choices[i];
        gtk_string_list_append (titles, _(dataset_choices[i].title));
      }

  adw_combo_row_set_model (self->dataset_row, G_LIST_MODEL (titles));
}

static const Choice *
chosen_dataset (InklingRunForm *self)
{
  guint selected = adw_combo_row_get_selected (self->dataset_row);

  return self->datasets[selected < self->n_datasets ? selected : 0];
}

static void
recipe_changed_cb (InklingRunForm *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->recipe_row),
                               _(inkling_run_form_get_recipe (self)->description));
}

static void
dataset_changed_cb (InklingRunForm *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->dataset_row),
                               _(chosen_dataset (self)->description));
}

static void
inkling_run_form_class_init (InklingRunFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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

  fill_recipes (self);
  fill_datasets (self);
}

const NnNamedRecipe *
inkling_run_form_get_recipe (InklingRunForm *self)
{
  guint selected;

  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), NULL);

  selected = adw_combo_row_get_selected (self->recipe_row);

  return &nn_named_recipes[selected < nn_n_named_recipes ? selected : 0];
}

guint64
inkling_run_form_get_seed (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), 0);

  return (guint64) gtk_spin_button_get_value_as_int (self->seed_spin);
}

const char *
inkling_run_form_get_dataset (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), NULL);

  return chosen_dataset (self)->name;
}

const char *
inkling_run_form_get_dataset_title (InklingRunForm *self)
{
  g_return_val_if_fail (INKLING_IS_RUN_FORM (self), NULL);

  return _(chosen_dataset (self)->title);
}

void
inkling_run_form_show_model (InklingRunForm     *self,
                             const InklingModel *model)
{
  const char *recipe_name = inkling_recipe_get_name (&model->recipe);

  g_return_if_fail (INKLING_IS_RUN_FORM (self));

  for (gsize i = 0; i < nn_n_named_recipes; i++)
    if (g_strcmp0 (nn_named_recipes[i].name, recipe_name) == 0)
      adw_combo_row_set_selected (self->recipe_row, i);

  for (guint i = 0; i < self->n_datasets; i++)
    if (g_strcmp0 (self->datasets[i]->name, model->dataset_name) == 0)
      adw_combo_row_set_selected (self->dataset_row, i);

  gtk_spin_button_set_value (self->seed_spin, model->seed);
}
