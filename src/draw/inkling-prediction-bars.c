/* inkling-prediction-bars.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-prediction-bars.h"

#include <glib/gi18n.h>

#include "inkling-dataset-table.h"
#include "inkling-reading.h"

#define COLUMN_SPACING 12

#define NO_PERCENT (-1)
#define NO_WINNER  (-1)

typedef struct
{
  GtkLabel    *name;    /* owned by the grid, as the others */
  GtkLevelBar *bar;
  GtkLabel    *percent;
  int          shown;   /* per cent in the label, or NO_PERCENT */
} Row;

struct _InklingPredictionBars
{
  GtkWidget  parent_instance;

  GtkWidget *grid; /* owned */
  Row        rows[NN_N_CLASSES];
  int        winner; /* a digit, or NO_WINNER */
  char      *digest; /* owned: of the data set whose classes are named, or NULL */
};

G_DEFINE_FINAL_TYPE (InklingPredictionBars, inkling_prediction_bars, GTK_TYPE_WIDGET)

/* A label that assistive technology need not read: the bar's name and value say the same. */
static GtkLabel *
add_label (InklingPredictionBars *self,
           int                    column,
           int                    row)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "xalign", 1.0f,
                                   NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, 1, 1);

  return GTK_LABEL (label);
}

static GtkLevelBar *
add_bar (InklingPredictionBars *self,
         int                    digit)
{
  GtkWidget *bar = gtk_level_bar_new ();

  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_grid_attach (GTK_GRID (self->grid), bar, 1, digit, 1, 1);

  return GTK_LEVEL_BAR (bar);
}

static void
add_row (InklingPredictionBars *self,
         int                    digit)
{
  Row *row = &self->rows[digit];

  row->name = add_label (self, 0, digit);
  row->bar = add_bar (self, digit);
  row->percent = add_label (self, 2, digit);
  row->shown = NO_PERCENT;
  gtk_widget_add_css_class (GTK_WIDGET (row->percent), "percent");
}

static void
name_rows (InklingPredictionBars *self)
{
  for (int digit = 0; digit < NN_N_CLASSES; digit++)
    {
      const char *name = inkling_class_name (self->digest, digit);
      /* Translators: a digit, or what is in a picture: “Probability of Bag” */
      g_autofree char *label = g_strdup_printf (_("Probability of %s"), name);

      gtk_label_set_text (self->rows[digit].name, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[digit].bar),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
    }
}

/* Text only when it differs, because a label's new text makes the window measure itself again. */
static void
set_percent (Row *row,
             int  percent)
{
  g_autofree char *text = NULL;

  if (row->shown == percent)
    return;

  row->shown = percent;
  if (percent != NO_PERCENT)
    text = g_strdup_printf (_("%d %%"), percent);
  gtk_label_set_text (row->percent, text == NULL ? "" : text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->bar),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text == NULL ? "" : text,
                                  -1);
}

static void
mark_row (Row      *row,
          gboolean  is_winner)
{
  GtkWidget *parts[] = {
    GTK_WIDGET (row->name), GTK_WIDGET (row->bar), GTK_WIDGET (row->percent),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (is_winner)
        gtk_widget_add_css_class (parts[i], "winner");
      else
        gtk_widget_remove_css_class (parts[i], "winner");
    }
}

static void
set_winner (InklingPredictionBars *self,
            int                    winner)
{
  if (self->winner == winner)
    return;

  if (self->winner != NO_WINNER)
    mark_row (&self->rows[self->winner], FALSE);
  self->winner = winner;
  if (self->winner != NO_WINNER)
    mark_row (&self->rows[self->winner], TRUE);
}

static void
inkling_prediction_bars_dispose (GObject *object)
{
  InklingPredictionBars *self = INKLING_PREDICTION_BARS (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (inkling_prediction_bars_parent_class)->dispose (object);
}

static void
inkling_prediction_bars_finalize (GObject *object)
{
  g_clear_pointer (&INKLING_PREDICTION_BARS (object)->digest, g_free);

  G_OBJECT_CLASS (inkling_prediction_bars_parent_class)->finalize (object);
}

static void
inkling_prediction_bars_class_init (InklingPredictionBarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inkling_prediction_bars_dispose;
  object_class->finalize = inkling_prediction_bars_finalize;

  gtk_widget_class_set_css_name (widget_class, "predictionbars");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
inkling_prediction_bars_init (InklingPredictionBars *self)
{
  self->winner = NO_WINNER;
  self->grid = gtk_grid_new ();
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), COLUMN_SPACING);
  gtk_grid_set_row_homogeneous (GTK_GRID (self->grid), TRUE);

  for (int digit = 0; digit < NN_N_CLASSES; digit++)
    add_row (self, digit);
  name_rows (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Probabilities"),
                                  -1);
}

void
inkling_prediction_bars_set_dataset (InklingPredictionBars *self,
                                     const char            *digest)
{
  g_return_if_fail (INKLING_IS_PREDICTION_BARS (self));

  if (g_strcmp0 (self->digest, digest) == 0)
    return;

  g_free (self->digest);
  self->digest = g_strdup (digest);
  name_rows (self);
}

void
inkling_prediction_bars_set_probabilities (InklingPredictionBars *self,
                                           const float           *probabilities)
{
  g_return_if_fail (INKLING_IS_PREDICTION_BARS (self));

  for (int digit = 0; digit < NN_N_CLASSES; digit++)
    {
      Row *row = &self->rows[digit];
      double value = probabilities == NULL ? 0.0 : CLAMP (probabilities[digit], 0.0f, 1.0f);

      gtk_level_bar_set_value (row->bar, value);
      set_percent (row, probabilities == NULL ? NO_PERCENT : inkling_percent (value));
    }

  set_winner (self, probabilities == NULL ? NO_WINNER : inkling_reading_new (probabilities).digit);
}
