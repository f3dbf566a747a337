/* inkling-model-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-row.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n.h>

#include "inkling-plot-words.h"
#include "inkling-recipe.h"
#include "inkling-shelf.h"

#define CURVE_LINE_WIDTH 1.5

struct _InklingModelRow
{
  AdwActionRow         parent_instance;

  InklingModelSummary *summary; /* owned */

  /* Template children */
  GtkDrawingArea      *curve;
  GtkButton           *keep_button;
  GtkMenuButton       *menu_button;
};

G_DEFINE_FINAL_TYPE (InklingModelRow, inkling_model_row, ADW_TYPE_ACTION_ROW)

/* What the menu offers, and the keys that do the same. */
static const struct
{
  const char *action;
  const char *label;
  const char *key;      /* NULL: none */
  gboolean    of_sound; /* for files that can be read only */
} items[] = {
  { "models.open", N_("_Open"), NULL, TRUE },
  { "models.rename", N_("_Rename…"), "F2", FALSE },
  { "models.duplicate", N_("_Duplicate"), NULL, FALSE },
  { "models.export", N_("_Export…"), NULL, TRUE },
  { "models.reveal", N_("Show in _Files"), NULL, FALSE },
  { "models.delete", N_("De_lete"), "Delete", FALSE },
};

static void
draw_curve_cb (GtkDrawingArea *area,
               cairo_t        *cr,
               int             width,
               int             height,
               gpointer        user_data)
{
  const InklingModelSummary *summary = user_data;
  double low = INFINITY, high = -INFINITY;
  GdkRGBA colour;

  for (guint i = 0; i < summary->n_points; i++)
    {
      low = MIN (low, summary->points[i]);
      high = MAX (high, summary->points[i]);
    }
  if (summary->n_points < 2 || !(high > low))
    return;

  for (guint i = 0; i < summary->n_points; i++)
    cairo_line_to (cr,
                   CURVE_LINE_WIDTH + (width - 2 * CURVE_LINE_WIDTH) * i / (summary->n_points - 1),
                   CURVE_LINE_WIDTH + (height - 2 * CURVE_LINE_WIDTH)
                                      * (high - summary->points[i]) / (high - low));
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, CURVE_LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

/* "run-1", or NULL for a file of the folder's own. */
static char *
get_earlier_run (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (folder);

  return g_str_has_prefix (name, "run-") ? g_steal_pointer (&name) : NULL;
}

static char *
print_date (const InklingModelSummary *summary)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (summary->modified / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("");
}

/* Between Latin letters, as a name of a recipe may have, the dot would take their direction. */
static const char *
get_separator (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? " \u200f· " : " · ";
}

static char *
describe (const InklingModelSummary *summary)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *earlier_run = get_earlier_run (summary->path);

  if (summary->problem != NULL)
    g_ptr_array_add (parts, g_strdup (summary->problem));
  else if (summary->foreign)
    g_ptr_array_add (parts, g_strdup (_("From another program: reads digits, cannot be resumed")));
  else
    g_ptr_array_add (parts, g_strdup_printf (_("Step %'" PRIu64), summary->step));
  if (isfinite (summary->accuracy))
    g_ptr_array_add (parts, g_strdup_printf (_("%.1f %%"),
                                             inkling_plot_round_percent (100.0 * summary->accuracy,
                                                                         1)));
  if (summary->recipe != NULL)
    g_ptr_array_add (parts, g_strdup (inkling_recipe_get_title (summary->recipe)));
  if (summary->n_changed > 0)
    g_ptr_array_add (parts, inkling_recipe_print_changes (summary->n_changed));
  if (earlier_run != NULL)
    g_ptr_array_add (parts, earlier_run);
  g_ptr_array_add (parts, print_date (summary));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (get_separator (), (char **) parts->pdata);
}

static void
add_key (InklingModelRow *self,
         const char      *key,
         const char      *action,
         const char      *path)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (key),
                                            gtk_named_action_new (action));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (path));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Targets are strings: a path that is none is written as a URI writes it. */
static void
add_menu (InklingModelRow *self,
          const char      *uri)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(items[i].label), NULL);

      if (items[i].of_sound && self->summary->problem != NULL)
        continue;
      g_menu_item_set_action_and_target (item, items[i].action, "s", uri);
      g_menu_append_item (menu, item);
      if (items[i].key != NULL)
        add_key (self, items[i].key, items[i].action, uri);
    }
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
set_accessible_names (InklingModelRow *self,
                      const char      *title,
                      const char      *keep)
{
  /* Translators: the menu of a model in the list, %s is its name */
  g_autofree char *menu = g_strdup_printf (_("Menu of %s"), title);
  /* Translators: 1. “Keep” or “Keep No Longer”, 2. a model's name */
  g_autofree char *keep_name = g_strdup_printf (_("%1$s: %2$s"), keep, title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->keep_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, keep_name, -1);
}

static void
show_summary (InklingModelRow *self)
{
  InklingModelSummary *summary = self->summary;
  g_autofree char *uri = g_filename_to_uri (summary->path, NULL, NULL);
  g_autofree char *title = inkling_shelf_get_title (summary->path);
  g_autofree char *subtitle = describe (summary);
  const char *keep = summary->kept ? _("Keep No Longer") : _("Keep: never removed by itself");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->keep_button), "s", uri);
  gtk_button_set_icon_name (self->keep_button,
                            summary->kept ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->keep_button), keep);
  gtk_widget_set_visible (GTK_WIDGET (self->curve), summary->n_points > 1);
  gtk_drawing_area_set_draw_func (self->curve, draw_curve_cb, summary, NULL);
  if (summary->problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "broken");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), summary->problem == NULL);
  add_menu (self, uri);
  set_accessible_names (self, title, keep);
}

static void
inkling_model_row_dispose (GObject *object)
{
  InklingModelRow *self = INKLING_MODEL_ROW (object);

  if (self->curve != NULL)
    gtk_drawing_area_set_draw_func (self->curve, NULL, NULL, NULL);
  g_clear_object (&self->summary);

  G_OBJECT_CLASS (inkling_model_row_parent_class)->dispose (object);
}

static void
inkling_model_row_class_init (InklingModelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_model_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-model-row.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingModelRow, curve);
  gtk_widget_class_bind_template_child (widget_class, InklingModelRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, InklingModelRow, menu_button);
}

static void
inkling_model_row_init (InklingModelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inkling_model_row_new (InklingModelSummary *summary)
{
  InklingModelRow *self = g_object_new (INKLING_TYPE_MODEL_ROW, NULL);

  self->summary = g_object_ref (summary);
  show_summary (self);

  return GTK_WIDGET (self);
}

InklingModelSummary *
inkling_model_row_get_summary (InklingModelRow *self)
{
  g_return_val_if_fail (INKLING_IS_MODEL_ROW (self), NULL);

  return self->summary;
}
