/* inkling-run-plots.c: the history of a run as two plots, loss and accuracy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-plots.h"

#include <glib/gi18n.h>

#include "inkling-line-plot.h"

#define PERCENT 100.0

struct _InklingRunPlots
{
  AdwBin           parent_instance;

  guint            n_reports;     /* rows of the history that the plots have */
  guint            n_evaluations;

  /* Template children */
  InklingLinePlot *loss_plot;
  InklingLinePlot *accuracy_plot;
};

G_DEFINE_FINAL_TYPE (InklingRunPlots, inkling_run_plots, ADW_TYPE_BIN)

/* In the order the curves are added. */
enum { LOSS_OF_BATCH, LOSS_OF_VALIDATION };
enum { ACCURACY_OF_VALIDATION, ACCURACY_OF_TEST };

enum { STYLE_BATCH, STYLE_VALIDATION, STYLE_TEST };

static void
inkling_run_plots_class_init (InklingRunPlotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-run-plots.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, loss_plot);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, accuracy_plot);

  g_type_ensure (INKLING_TYPE_LINE_PLOT);
}

static void
inkling_run_plots_init (InklingRunPlots *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  inkling_line_plot_add_curve (self->loss_plot, _("Batch"), STYLE_BATCH);
  inkling_line_plot_add_curve (self->loss_plot, _("Validation"), STYLE_VALIDATION);
  inkling_line_plot_add_curve (self->accuracy_plot, _("Validation"), STYLE_VALIDATION);
  inkling_line_plot_add_curve (self->accuracy_plot, _("Test"), STYLE_TEST);
}

static void
add_evaluation (InklingRunPlots               *self,
                const InklingEvaluationReport *row)
{
  inkling_line_plot_append (self->loss_plot, LOSS_OF_VALIDATION, row->step, row->validation_loss);
  inkling_line_plot_append (self->accuracy_plot, ACCURACY_OF_VALIDATION,
                            row->step, PERCENT * row->validation_accuracy);
  inkling_line_plot_append (self->accuracy_plot, ACCURACY_OF_TEST,
                            row->step, PERCENT * row->test_accuracy);
}

void
inkling_run_plots_update (InklingRunPlots      *self,
                          const InklingHistory *history)
{
  const InklingReport *reports = (const InklingReport *) (gpointer) history->reports->data;
  const InklingEvaluationReport *evaluations =
    (const InklingEvaluationReport *) (gpointer) history->evaluations->data;

  g_return_if_fail (INKLING_IS_RUN_PLOTS (self));

  for (; self->n_reports < history->reports->len; self->n_reports++)
    inkling_line_plot_append (self->loss_plot, LOSS_OF_BATCH,
                              reports[self->n_reports].step, reports[self->n_reports].loss);

  for (; self->n_evaluations < history->evaluations->len; self->n_evaluations++)
    add_evaluation (self, &evaluations[self->n_evaluations]);
}

void
inkling_run_plots_clear (InklingRunPlots *self)
{
  g_return_if_fail (INKLING_IS_RUN_PLOTS (self));

  inkling_line_plot_clear (self->loss_plot);
  inkling_line_plot_clear (self->accuracy_plot);
  self->n_reports = 0;
  self->n_evaluations = 0;
}
