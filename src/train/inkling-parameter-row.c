/* inkling-parameter-row.c: one hyper-parameter: what it does, its value, and the way back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-parameter-row.h"

#include <glib/gi18n.h>

#include "inkling-number-field.h"
#include "inkling-number.h"
#include "inkling-recipe.h"

struct _InklingParameterRow
{
  AdwActionRow         parent_instance;

  const NnRecipeField *field;
  InklingParameters   *parameters; /* owned */

  /* Template children */
  GtkEditable         *entry;
  GtkDropDown         *choice; /* in place of the entry where there are only some values */
  GtkWidget           *reset_button;
};

G_DEFINE_FINAL_TYPE (InklingParameterRow, inkling_parameter_row, ADW_TYPE_ACTION_ROW)

/* In the order of NnSchedule. */
static const struct { const char *text, *title; } schedules[] = {
  { "staircase", N_("Staircase") },
  { "cosine", N_("Cosine") },
};

/* As the field shows it: with the decimal sign of the person's country. Free with g_free. */
static char *
make_text (InklingParameterRow *self)
{
  g_autofree char *plain =
    inkling_recipe_get_text (inkling_parameters_get_recipe (self->parameters), self->field);

  return self->field->type == NN_FIELD_REAL ? inkling_number_from_plain (plain)
                                            : g_steal_pointer (&plain);
}

static void
show_value (InklingParameterRow *self)
{
  g_autofree char *text = make_text (self);

  if (!g_str_equal (gtk_editable_get_text (self->entry), text))
    gtk_editable_set_text (self->entry, text);
  for (guint i = 0; i < G_N_ELEMENTS (schedules); i++)
    if (g_str_equal (schedules[i].text, text))
      gtk_drop_down_set_selected (self->choice, i);
  inkling_number_field_tell (GTK_WIDGET (self->entry), NULL);
}

static void
parameters_changed_cb (InklingParameterRow *self)
{
  gboolean changed = inkling_parameters_is_changed (self->parameters, self->field);
  gboolean allowed = inkling_parameters_may_change (self->parameters, self->field);

  show_value (self);
  gtk_widget_set_visible (self->reset_button, changed);
  gtk_widget_set_sensitive (GTK_WIDGET (self), allowed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               allowed ? NULL : _("This cannot change within a run: pause it, then "
                                                  "train a new one"));
}

static void
commit_cb (InklingParameterRow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->entry));
  g_autofree char *plain = self->field->type == NN_FIELD_HIDDEN
                             ? inkling_number_list_to_plain (text) : inkling_number_to_plain (text);
  g_autofree char *refusal = NULL;

  if (plain != NULL && inkling_parameters_set_text (self->parameters, self->field, plain, NULL))
    {
      show_value (self);
      return;
    }

  refusal = inkling_recipe_print_refusal (self->field, text);
  inkling_number_field_tell (GTK_WIDGET (self->entry), refusal);
}

static void
chosen_cb (InklingParameterRow *self)
{
  guint chosen = gtk_drop_down_get_selected (self->choice);

  if (self->parameters != NULL && chosen < G_N_ELEMENTS (schedules))
    inkling_parameters_set_text (self->parameters, self->field, schedules[chosen].text, NULL);
}

static void
reset_cb (InklingParameterRow *self)
{
  gtk_widget_grab_focus (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (self)));
  inkling_parameters_reset (self->parameters, self->field);
}

static void
inkling_parameter_row_dispose (GObject *object)
{
  g_clear_object (&INKLING_PARAMETER_ROW (object)->parameters);

  G_OBJECT_CLASS (inkling_parameter_row_parent_class)->dispose (object);
}

static void
inkling_parameter_row_class_init (InklingParameterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_parameter_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-parameter-row.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingParameterRow, entry);
  gtk_widget_class_bind_template_child (widget_class, InklingParameterRow, choice);
  gtk_widget_class_bind_template_child (widget_class, InklingParameterRow, reset_button);

  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
inkling_parameter_row_init (InklingParameterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_choice (InklingParameterRow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (schedules); i++)
    gtk_string_list_append (titles, _(schedules[i].title));
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (titles));
}

/* The widget that holds the value */
static GtkWidget *
choose_editor (InklingParameterRow *self)
{
  gboolean is_choice = self->field->type == NN_FIELD_SCHEDULE;

  gtk_widget_set_visible (GTK_WIDGET (self->entry), !is_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->choice), is_choice);

  return is_choice ? GTK_WIDGET (self->choice) : GTK_WIDGET (self->entry);
}

GtkWidget *
inkling_parameter_row_new (const InklingParameterWords *words,
                           InklingParameters           *parameters)
{
  InklingParameterRow *self = g_object_new (INKLING_TYPE_PARAMETER_ROW,
                                            "title", _(words->title),
                                            "subtitle", _(words->explanation),
                                            "use-markup", FALSE,
                                            NULL);
  GtkWidget *editor;

  self->field = nn_recipe_field_find (words->field);
  fill_choice (self);
  editor = choose_editor (self);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), editor);
  self->parameters = g_object_ref (parameters);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(words->title), -1);
  g_signal_connect_object (parameters, "changed", G_CALLBACK (parameters_changed_cb), self,
                           G_CONNECT_SWAPPED);
  parameters_changed_cb (self);

  return GTK_WIDGET (self);
}
