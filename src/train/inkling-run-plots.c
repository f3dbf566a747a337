/* inkling-run-plots.c: the history of a run as plots of loss, accuracy and learning rate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-plots.h"

#include <glib/gi18n.h>
#include <math.h>

#include "inkling-help-button.h"
#include "inkling-line-plot.h"
#include "inkling-plot-words.h"
#include "inkling-settings.h"

#define PERCENT        100.0
#define MAX_SMOOTHING  0.99
#define SUMMARY_DIGITS (-2) /* significant */

enum { BATCH_LOSS, VALIDATION_LOSS, VALIDATION_ACCURACY, TEST_ACCURACY, LEARNING_RATE, N_CURVES };
enum { LOSS, ACCURACY, RATE, N_PLOTS };
enum { STYLE_BATCH, STYLE_VALIDATION, STYLE_TEST, STYLE_RATE };

struct _InklingRunPlots
{
  AdwBin            parent_instance;

  InklingPlotView  *view;             /* owned: of all plots */
  InklingPlotCurve *curves[N_CURVES]; /* owned by the plots */
  guint             n_reports;        /* rows of the history that the plots have */
  guint             n_evaluations;
  gboolean          zoomed;           /* as told last */
  gboolean          log_loss;
  double            smoothing;

  /* Template children */
  GtkWidget        *box;
  GtkLabel         *summary_label;
  InklingLinePlot  *plots[N_PLOTS];
};

G_DEFINE_FINAL_TYPE (InklingRunPlots, inkling_run_plots, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_LOG_LOSS,
  PROP_LOG_STEPS,
  PROP_SMOOTHING,
  PROP_ZOOMED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What of a history each curve shows, and where. */
static const struct
{
  guint       plot;
  const char *label;
  guint       style;
  gboolean    noisy;
  gboolean    of_evaluations; /* else of reports */
  gsize       offset;         /* in the row */
  double      factor;
} columns[N_CURVES] = {
  [BATCH_LOSS] = { LOSS, N_("Batch"), STYLE_BATCH, TRUE,
                   FALSE, G_STRUCT_OFFSET (InklingReport, loss), 1.0 },
  [VALIDATION_LOSS] = { LOSS, N_("Validation"), STYLE_VALIDATION, FALSE,
                        TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, validation_loss), 1.0 },
  [VALIDATION_ACCURACY] = { ACCURACY, N_("Validation"), STYLE_VALIDATION, FALSE,
                            TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, validation_accuracy),
                            PERCENT },
  [TEST_ACCURACY] = { ACCURACY, N_("Test"), STYLE_TEST, FALSE,
                      TRUE, G_STRUCT_OFFSET (InklingEvaluationReport, test_accuracy), PERCENT },
  [LEARNING_RATE] = { RATE, N_("Rate"), STYLE_RATE, FALSE,
                      FALSE, G_STRUCT_OFFSET (InklingReport, learning_rate), 1.0 },
};

static void
update_plots (InklingRunPlots *self)
{
  for (guint i = 0; i < N_PLOTS; i++)
    inkling_line_plot_update (self->plots[i]);
}

/* The rows from begin on of either table: both have the step first. */
static void
append_rows (InklingRunPlots *self,
             GArray          *rows,
             guint            begin,
             gboolean         of_evaluations)
{
  gsize row_size = g_array_get_element_size (rows);

  for (guint i = begin; i < rows->len; i++)
    {
      const char *row = rows->data + i * row_size;
      gint64 step = *(const gint64 *) (gconstpointer) row;

      for (guint j = 0; j < N_CURVES; j++)
        if (columns[j].of_evaluations == of_evaluations)
          inkling_plot_curve_append (self->curves[j], step, columns[j].factor
                                     * *(const double *) (gconstpointer) (row + columns[j].offset));
    }
}

static InklingPlotFigure *
get_figure (InklingRunPlots *self,
            guint            plot)
{
  return inkling_line_plot_get_figure (self->plots[plot]);
}

static char *
describe_mark (const InklingHistoryMark *mark)
{
  g_autofree char *name = NULL;

  switch (mark->kind)
    {
    case INKLING_HISTORY_MARK_RESUMED:
      return g_strdup (_("resumed"));
    case INKLING_HISTORY_MARK_CHANGED:
      name = g_strdelimit (g_strdup (mark->name), "_", ' ');
      /* Translators: a parameter, its value before and after, for example “decay 0.98 → 0.95” */
      return g_strdup_printf (_("%s %s → %s"), name, mark->old_value, mark->new_value);
    }

  return NULL;
}

/* Marks may be merged or taken back, so that they are not only ever added to. */
static void
replace_marks (InklingRunPlots      *self,
               const InklingHistory *history)
{
  for (guint plot = 0; plot < N_PLOTS; plot++)
    {
      InklingPlotFigure *figure = get_figure (self, plot);

      g_ptr_array_set_size (figure->marks, 0);
      for (guint i = 0; i < history->marks->len; i++)
        {
          const InklingHistoryMark *mark = g_ptr_array_index (history->marks, i);
          g_autofree char *text = describe_mark (mark);

          inkling_plot_figure_add_mark (figure, mark->step,
                                        mark->kind == INKLING_HISTORY_MARK_CHANGED
                                          ? INKLING_PLOT_MARK_CHANGED
                                          : INKLING_PLOT_MARK_RESUMED,
                                        text);
        }
    }
}

static char *
describe_loss (InklingRunPlots *self)
{
  const InklingPlotSeries *series = inkling_plot_curve_get_shown (self->curves[BATCH_LOSS]);
  const InklingPlotPoint *point = inkling_plot_series_nearest (series, INFINITY);
  InklingPlotTrend trend = inkling_plot_trend (self->curves[BATCH_LOSS]->raw);
  const char *word = inkling_plot_trend_word (trend);
  g_autofree char *value = NULL;

  if (point == NULL)
    return NULL;

  value = inkling_plot_format_value (point->y, SUMMARY_DIGITS, "");

  /* Translators: the loss and whether it rises or falls, for example “Loss 0.21, falling” */
  return word == NULL ? g_strdup_printf (_("Loss %s"), value)
                      : g_strdup_printf (_("Loss %s, %s"), value, word);
}

static char *
describe_accuracy (InklingRunPlots *self)
{
  const InklingPlotSeries *series = inkling_plot_curve_get_shown (self->curves[TEST_ACCURACY]);
  const InklingPlotPoint *point = inkling_plot_series_nearest (series, INFINITY);

  /* Translators: the share of the test digits that are read correctly */
  return point == NULL ? NULL : g_strdup_printf (_("%.1f %% of test digits"), point->y);
}

/* “Loss 0.21, falling; 97.3 % of test digits”: to be seen above the plots, and to be heard. */
static void
update_summary (InklingRunPlots *self)
{
  g_autofree char *loss = describe_loss (self);
  g_autofree char *accuracy = describe_accuracy (self);
  g_autofree char *summary = NULL;

  if (loss != NULL && accuracy != NULL)
    /* Translators: joins the loss and the accuracy, of which the two texts above are made */
    summary = g_strdup_printf (_("%s; %s"), loss, accuracy);
  else
    summary = g_strdup (loss != NULL ? loss : "");

  if (g_str_equal (summary, gtk_label_get_text (self->summary_label)))
    return;

  gtk_label_set_text (self->summary_label, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary,
                                  -1);
}

static void
view_changed_cb (InklingRunPlots *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plots.reset-zoom",
                                 inkling_plot_view_get_zoomed (self->view));
  if (self->zoomed == inkling_plot_view_get_zoomed (self->view))
    return;

  self->zoomed = !self->zoomed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOMED]);
}

static void
zoom_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  inkling_plot_view_zoom_by (INKLING_RUN_PLOTS (widget)->view, g_variant_get_double (parameter));
}

static void
reset_zoom_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  inkling_plot_view_reset (INKLING_RUN_PLOTS (widget)->view);
}

static void
set_log_loss (InklingRunPlots *self,
              gboolean         log_loss)
{
  if (self->log_loss == log_loss)
    return;

  self->log_loss = log_loss;
  get_figure (self, LOSS)->logarithmic = log_loss;
  inkling_line_plot_update (self->plots[LOSS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG_LOSS]);
}

static void
set_log_steps (InklingRunPlots *self,
               gboolean         log_steps)
{
  if (inkling_plot_view_get_logarithmic (self->view) == log_steps)
    return;

  inkling_plot_view_set_logarithmic (self->view, log_steps);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG_STEPS]);
}

static void
set_smoothing (InklingRunPlots *self,
               double           smoothing)
{
  if (self->smoothing == smoothing)
    return;

  self->smoothing = smoothing;
  inkling_plot_figure_set_smoothing (get_figure (self, LOSS), smoothing);
  inkling_line_plot_update (self->plots[LOSS]);
  update_summary (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SMOOTHING]);
}

static void
inkling_run_plots_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  InklingRunPlots *self = INKLING_RUN_PLOTS (object);

  switch (prop_id)
    {
    case PROP_LOG_LOSS:
      g_value_set_boolean (value, self->log_loss);
      break;
    case PROP_LOG_STEPS:
      g_value_set_boolean (value, self->view != NULL && inkling_plot_view_get_logarithmic (self->view));
      break;
    case PROP_SMOOTHING:
      g_value_set_double (value, self->smoothing);
      break;
    case PROP_ZOOMED:
      g_value_set_boolean (value, self->zoomed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_run_plots_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  InklingRunPlots *self = INKLING_RUN_PLOTS (object);

  switch (prop_id)
    {
    case PROP_LOG_LOSS:
      set_log_loss (self, g_value_get_boolean (value));
      break;
    case PROP_LOG_STEPS:
      set_log_steps (self, g_value_get_boolean (value));
      break;
    case PROP_SMOOTHING:
      set_smoothing (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_run_plots_dispose (GObject *object)
{
  g_clear_object (&INKLING_RUN_PLOTS (object)->view);

  G_OBJECT_CLASS (inkling_run_plots_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_LOG_LOSS] = g_param_spec_boolean ("log-loss", NULL, NULL, FALSE, flags);
  properties[PROP_LOG_STEPS] = g_param_spec_boolean ("log-steps", NULL, NULL, FALSE, flags);
  properties[PROP_SMOOTHING] =
    g_param_spec_double ("smoothing", NULL, NULL, 0.0, MAX_SMOOTHING, 0.0, flags);
  properties[PROP_ZOOMED] =
    g_param_spec_boolean ("zoomed", NULL, NULL, FALSE, flags & ~G_PARAM_WRITABLE);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-run-plots.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, box);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, summary_label);
  gtk_widget_class_bind_template_child_full (widget_class, "loss_plot", FALSE,
                                             G_STRUCT_OFFSET (InklingRunPlots, plots[LOSS]));
  gtk_widget_class_bind_template_child_full (widget_class, "accuracy_plot", FALSE,
                                             G_STRUCT_OFFSET (InklingRunPlots, plots[ACCURACY]));
  gtk_widget_class_bind_template_child_full (widget_class, "rate_plot", FALSE,
                                             G_STRUCT_OFFSET (InklingRunPlots, plots[RATE]));
}

static void
inkling_run_plots_class_init (InklingRunPlotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = inkling_run_plots_get_property;
  object_class->set_property = inkling_run_plots_set_property;
  object_class->dispose = inkling_run_plots_dispose;

  install_properties (object_class);
  bind_template (widget_class);

  gtk_widget_class_install_property_action (widget_class, "plots.log-loss", "log-loss");
  gtk_widget_class_install_property_action (widget_class, "plots.log-steps", "log-steps");
  gtk_widget_class_install_action (widget_class, "plots.zoom", "d", zoom_cb);
  gtk_widget_class_install_action (widget_class, "plots.reset-zoom", NULL, reset_zoom_cb);

  g_type_ensure (INKLING_TYPE_HELP_BUTTON);
  g_type_ensure (INKLING_TYPE_LINE_PLOT);
}

static void
inkling_run_plots_init (InklingRunPlots *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->view = inkling_plot_view_new ();
  g_signal_connect_object (self->view, "changed", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < N_PLOTS; i++)
    inkling_line_plot_set_view (self->plots[i], self->view);
  for (guint i = 0; i < N_CURVES; i++)
    self->curves[i] = inkling_plot_figure_add_curve (get_figure (self, columns[i].plot),
                                                     _(columns[i].label), columns[i].style,
                                                     columns[i].noisy);

  view_changed_cb (self);
  inkling_settings_bind (INKLING_SETTINGS_PLOTS_LOG_LOSS, self, "log-loss",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_PLOTS_LOG_STEPS, self, "log-steps",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_settings_bind (INKLING_SETTINGS_PLOTS_SMOOTHING, self, "smoothing",
                         G_SETTINGS_BIND_DEFAULT);
}

void
inkling_run_plots_update (InklingRunPlots      *self,
                          const InklingHistory *history)
{
  g_return_if_fail (INKLING_IS_RUN_PLOTS (self));

  append_rows (self, history->reports, self->n_reports, FALSE);
  append_rows (self, history->evaluations, self->n_evaluations, TRUE);
  self->n_reports = history->reports->len;
  self->n_evaluations = history->evaluations->len;
  replace_marks (self, history);

  update_plots (self);
  update_summary (self);
}

void
inkling_run_plots_clear (InklingRunPlots *self)
{
  g_return_if_fail (INKLING_IS_RUN_PLOTS (self));

  for (guint i = 0; i < N_PLOTS; i++)
    inkling_plot_figure_clear (get_figure (self, i));
  self->n_reports = 0;
  self->n_evaluations = 0;
  inkling_plot_view_clear (self->view);

  update_plots (self);
  update_summary (self);
}
