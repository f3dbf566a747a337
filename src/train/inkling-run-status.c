/* inkling-run-status.c: how far a run is, in figures and a bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-status.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-help-button.h"

#define N_COLUMNS 3
#define UNKNOWN   "–"
#define SMALL     0.001  /* four decimals would leave nothing of less */
#define LARGE     1000.0 /* of more they would only take room, … */
#define HUGE_REAL 1e6    /* … and of more all digits would */
#define LONGEST   1e9    /* seconds, some thirty years: nobody knows */

typedef char *(*FormatFunc) (const InklingProgress *progress);

typedef struct
{
  const char *caption;
  const char *topic;   /* what explains it; or NULL */
  FormatFunc  format;
} Figure;

enum { N_FIGURES = 6 };

struct _InklingRunStatus
{
  AdwBin          parent_instance;

  GtkLabel       *figures[N_FIGURES]; /* the grid's */

  /* Template children */
  GtkLabel       *text_label;
  GtkProgressBar *progress_bar;
  GtkGrid        *grid;
};

G_DEFINE_FINAL_TYPE (InklingRunStatus, inkling_run_status, ADW_TYPE_BIN)

static char *
format_step (const InklingProgress *progress)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, progress->step);
}

static char *
format_epoch (const InklingProgress *progress)
{
  if (progress->steps_per_epoch == 0)
    return g_strdup (UNKNOWN);

  return g_strdup_printf ("%'.1f", (double) progress->step / progress->steps_per_epoch);
}

static char *
format_real (double value)
{
  if ((value > 0.0 && value < SMALL) || value >= HUGE_REAL)
    return g_strdup_printf ("%.1e", value);

  return g_strdup_printf (value >= LARGE ? "%'.0f" : "%.4f", value);
}

static char *
format_loss (const InklingProgress *progress)
{
  return !isfinite (progress->loss) ? g_strdup (UNKNOWN) : format_real (progress->loss);
}

static char *
format_learning_rate (const InklingProgress *progress)
{
  if (!(progress->learning_rate > 0.0))
    return g_strdup (UNKNOWN);

  return format_real (progress->learning_rate);
}

static char *
format_speed (const InklingProgress *progress)
{
  if (!(progress->steps_per_second > 0.0))
    return g_strdup (UNKNOWN);

  return g_strdup_printf ("%'.0f", progress->steps_per_second * progress->batch);
}

static char *
format_time_left (const InklingProgress *progress)
{
  if (!(progress->steps_per_second > 0.0) || progress->step > progress->last_step)
    return g_strdup (UNKNOWN);

  return inkling_run_status_format_time ((progress->last_step - progress->step)
                                         / progress->steps_per_second);
}

static const Figure figures[N_FIGURES] = {
  { N_("Step"), "step", format_step },
  { N_("Epoch"), "epoch", format_epoch },
  { N_("Loss"), "loss", format_loss },
  { N_("Learning rate"), "learning-rate", format_learning_rate },
  { N_("Samples per second"), NULL, format_speed },
  { N_("Time left"), NULL, format_time_left },
};

/* The caption is the figure's accessible name, so it need not be read on its own. */
static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *caption = g_object_new (GTK_TYPE_LABEL,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                     "label", text,
                                     "xalign", 0.0,
                                     "wrap", TRUE,
                                     NULL);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");

  return caption;
}

static GtkWidget *
make_figure (void)
{
  GtkWidget *figure = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (figure, "title-4");
  gtk_widget_add_css_class (figure, "numeric");

  return figure;
}

/* A label that gets a new text also takes it as its accessible name, so the name is given again. */
static void
set_figure (InklingRunStatus *self,
            int               i,
            const char       *text)
{
  if (g_str_equal (gtk_label_get_label (self->figures[i]), text))
    return;

  gtk_label_set_label (self->figures[i], text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->figures[i]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(figures[i].caption),
                                  -1);
}

static GtkWidget *
make_caption_line (const Figure *figure)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (line, "caption-line");
  gtk_box_append (GTK_BOX (line), make_caption (_(figure->caption)));
  if (figure->topic != NULL)
    gtk_box_append (GTK_BOX (line), inkling_help_button_new (figure->topic));

  return line;
}

static void
add_figure (InklingRunStatus *self,
            int               i)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *figure = make_figure ();

  gtk_box_append (GTK_BOX (cell), figure);
  gtk_box_append (GTK_BOX (cell), make_caption_line (&figures[i]));
  gtk_grid_attach (self->grid, cell, i % N_COLUMNS, i / N_COLUMNS, 1, 1);
  self->figures[i] = GTK_LABEL (figure);
  set_figure (self, i, UNKNOWN);
}

static double
get_fraction (const InklingProgress *progress)
{
  if (progress->last_step <= progress->first_step)
    return 0.0;

  return CLAMP (((double) progress->step - progress->first_step)
                / (progress->last_step - progress->first_step), 0.0, 1.0);
}

static void
inkling_run_status_class_init (InklingRunStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-run-status.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingRunStatus, text_label);
  gtk_widget_class_bind_template_child (widget_class, InklingRunStatus, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, InklingRunStatus, grid);
}

static void
inkling_run_status_init (InklingRunStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int i = 0; i < N_FIGURES; i++)
    add_figure (self, i);
}

void
inkling_run_status_set_text (InklingRunStatus *self,
                             const char       *text)
{
  g_return_if_fail (INKLING_IS_RUN_STATUS (self));

  if (!g_str_equal (gtk_label_get_label (self->text_label), text))
    gtk_label_set_label (self->text_label, text);
}

void
inkling_run_status_set_progress (InklingRunStatus      *self,
                                 const InklingProgress *progress)
{
  g_return_if_fail (INKLING_IS_RUN_STATUS (self));

  for (int i = 0; i < N_FIGURES; i++)
    {
      g_autofree char *text = progress == NULL ? g_strdup (UNKNOWN) : figures[i].format (progress);

      set_figure (self, i, text);
    }

  gtk_progress_bar_set_fraction (self->progress_bar,
                                 progress == NULL ? 0.0 : get_fraction (progress));
}

char *
inkling_run_status_format_time (double seconds)
{
  guint64 whole = seconds < LONGEST ? (guint64) ceil (seconds) : 0;

  if (!(seconds < LONGEST))
    return g_strdup (UNKNOWN);
  if (whole < 60)
    /* Translators: a duration in seconds */
    return g_strdup_printf (_("%u s"), (guint) whole);
  if (whole < 3600)
    /* Translators: a duration in minutes and seconds */
    return g_strdup_printf (_("%u min %02u s"), (guint) (whole / 60), (guint) (whole % 60));

  /* Translators: a duration in hours and minutes */
  return g_strdup_printf (_("%u h %02u min"), (guint) (whole / 3600), (guint) (whole / 60 % 60));
}
