/* inkling-run-plots.c: the history of a run as plots of loss, accuracy and learning rate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-plots.h"

#include <glib/gi18n.h>

#include "inkling-help-button.h"
#include "inkling-messages.h"
#include "inkling-plot-files.h"
#include "inkling-plot-options.h"
#include "inkling-run-curves.h"

struct _InklingRunPlots
{
  AdwBin              parent_instance;

  InklingSession     *session;   /* weak: whose history is shown */
  InklingPlotOptions *options;   /* owned */
  InklingPlotView    *view;      /* owned: of all plots; NULL once disposed */
  InklingRunCurves   *curves;    /* owned */
  gboolean            zoomed;    /* as told last */

  /* Template children */
  GtkWidget          *box;
  GtkLabel           *summary_label;
  GtkMenuButton      *menu_button;
  GtkWidget          *smoothing_box;
  GtkAdjustment      *smoothing;
  GtkWidget          *ghost_box;
  GtkLabel           *ghost_label;
  InklingLinePlot    *plots[INKLING_RUN_N_FIGURES];
};

G_DEFINE_FINAL_TYPE (InklingRunPlots, inkling_run_plots, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_ZOOMED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  MESSAGE,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_plots (InklingRunPlots *self)
{
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    inkling_line_plot_update (self->plots[i]);
}

static void
update_actions (InklingRunPlots *self)
{
  gboolean begun = !inkling_run_curves_is_empty (self->curves);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plots.export", begun);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plots.zoom", begun);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plots.reset-zoom", self->zoomed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plots.stop-comparing",
                                 gtk_widget_get_visible (self->ghost_box));
}

/* To be seen above the plots, and to be heard. */
static void
update_summary (InklingRunPlots *self)
{
  g_autofree char *summary = inkling_run_curves_describe (self->curves);

  if (g_str_equal (summary, gtk_label_get_text (self->summary_label)))
    return;

  gtk_label_set_text (self->summary_label, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary,
                                  -1);
  update_actions (self);
}

/* An earlier run may have been longer: without it there is less to be seen. */
static void
set_ghost (InklingRunPlots      *self,
           const InklingHistory *history)
{
  inkling_run_curves_set_ghost (self->curves, history);
  inkling_plot_view_forget_extent (self->view);
  update_plots (self);

  gtk_widget_set_visible (self->ghost_box, history != NULL);
  update_actions (self);
}

/* A question that was dismissed is no failure. */
static void
tell_failure (InklingRunPlots *self,
              const char      *heading,
              const GError    *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->view == NULL)
    inkling_message_dialog_show (NULL, heading, error->message);
  else
    g_signal_emit (self, signals[FAILED], 0, heading, error->message);
}

static void
ghost_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  InklingRunPlots *self = INKLING_RUN_PLOTS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (InklingModel) model = inkling_plot_files_load_finish (result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (model == NULL)
    {
      tell_failure (self, _("Could Not Compare"), error);
      return;
    }
  if (self->view == NULL)
    return;

  name = g_filename_display_basename (model->path);
  /* Translators: %s is a file; its curves are drawn dimmed, its values stand in brackets */
  text = g_strdup_printf (_("Dimmed, in brackets: %s"), name);
  gtk_label_set_text (self->ghost_label, text);
  set_ghost (self, model->history);
}

static void
compare_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  inkling_plot_files_load_async (widget, ghost_loaded_cb, NULL);
}

static void
stop_comparing_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  set_ghost (INKLING_RUN_PLOTS (widget), NULL);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  InklingRunPlots *self = INKLING_RUN_PLOTS (source);
  g_autoptr (GError) error = NULL;

  if (inkling_plot_files_export_finish (result, &error))
    g_signal_emit (self, signals[MESSAGE], 0, _("Plots exported"), NULL);
  else
    tell_failure (self, _("Could Not Export"), error);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  InklingRunPlots *self = INKLING_RUN_PLOTS (widget);

  if (self->session != NULL)
    inkling_plot_files_export_async (widget, self->plots, INKLING_RUN_N_FIGURES,
                                     inkling_session_get_history (self->session),
                                     exported_cb, NULL);
}

static void
view_changed_cb (InklingRunPlots *self)
{
  if (self->zoomed == inkling_plot_view_get_zoomed (self->view))
    return;

  self->zoomed = !self->zoomed;
  update_actions (self);
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
options_changed_cb (InklingRunPlots *self)
{
  InklingLinePlot *plot = self->plots[INKLING_RUN_FIGURE_LOSS];
  InklingPlotFigure *figure = inkling_line_plot_get_figure (plot);
  double smoothing = inkling_plot_options_get_smoothing (self->options);

  figure->logarithmic = inkling_plot_options_get_log_loss (self->options);
  if (figure->smoothing != smoothing)
    inkling_plot_figure_set_smoothing (figure, smoothing);
  inkling_plot_view_set_logarithmic (self->view,
                                     inkling_plot_options_get_log_steps (self->options));
  inkling_line_plot_update (plot);
  update_summary (self);
}

static void
progress_cb (InklingRunPlots *self)
{
  const InklingHistory *history = inkling_session_get_history (self->session);

  if (history == NULL)
    return;

  inkling_run_curves_update (self->curves, history);
  update_plots (self);
  update_summary (self);
}

static void
replaced_cb (InklingRunPlots *self)
{
  inkling_run_curves_clear (self->curves);
  inkling_plot_view_clear (self->view);
  update_plots (self);
  update_summary (self);
  progress_cb (self);
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
    case PROP_ZOOMED:
      g_value_set_boolean (value, self->zoomed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_run_plots_dispose (GObject *object)
{
  InklingRunPlots *self = INKLING_RUN_PLOTS (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->options);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (inkling_run_plots_parent_class)->dispose (object);
}

static void
inkling_run_plots_finalize (GObject *object)
{
  inkling_run_curves_free (INKLING_RUN_PLOTS (object)->curves);

  G_OBJECT_CLASS (inkling_run_plots_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  const char *const names[N_SIGNALS] = { [MESSAGE] = "message", [FAILED] = "failed" };

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plots.zoom", "d", zoom_cb);
  gtk_widget_class_install_action (widget_class, "plots.reset-zoom", NULL, reset_zoom_cb);
  gtk_widget_class_install_action (widget_class, "plots.compare", NULL, compare_cb);
  gtk_widget_class_install_action (widget_class, "plots.stop-comparing", NULL, stop_comparing_cb);
  gtk_widget_class_install_action (widget_class, "plots.export", NULL, export_cb);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  const char *const names[] = { "loss_plot", "accuracy_plot", "rate_plot" };

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-run-plots.ui");

  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, box);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, summary_label);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, menu_button);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, smoothing_box);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, smoothing);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, ghost_box);
  gtk_widget_class_bind_template_child (widget_class, InklingRunPlots, ghost_label);
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               G_STRUCT_OFFSET (InklingRunPlots, plots[i]));
}

static void
inkling_run_plots_class_init (InklingRunPlotsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = inkling_run_plots_get_property;
  object_class->dispose = inkling_run_plots_dispose;
  object_class->finalize = inkling_run_plots_finalize;

  properties[PROP_ZOOMED] =
    g_param_spec_boolean ("zoomed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_signals (G_TYPE_FROM_CLASS (klass));
  bind_template (widget_class);

  install_actions (widget_class);

  g_type_ensure (INKLING_TYPE_HELP_BUTTON);
  g_type_ensure (INKLING_TYPE_LINE_PLOT);
}

static void
make_curves (InklingRunPlots *self)
{
  InklingPlotFigure *figures[INKLING_RUN_N_FIGURES];

  self->view = inkling_plot_view_new ();
  g_signal_connect_object (self->view, "changed", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < INKLING_RUN_N_FIGURES; i++)
    {
      inkling_line_plot_set_view (self->plots[i], self->view);
      figures[i] = inkling_line_plot_get_figure (self->plots[i]);
    }
  self->curves = inkling_run_curves_new (figures);
}

static void
make_options (InklingRunPlots *self)
{
  GtkWidget *menu = GTK_WIDGET (gtk_menu_button_get_popover (self->menu_button));
  g_autoptr (GSimpleActionGroup) actions = NULL;

  self->options = inkling_plot_options_new ();
  actions = inkling_plot_options_make_actions (self->options);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plot-options",
                                  G_ACTION_GROUP (actions));
  gtk_popover_menu_add_child (GTK_POPOVER_MENU (menu), self->smoothing_box, "smoothing");
  g_object_bind_property (self->options, "smoothing", self->smoothing, "value",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->options, "notify", G_CALLBACK (options_changed_cb), self,
                           G_CONNECT_SWAPPED);
  options_changed_cb (self);
}

static void
inkling_run_plots_init (InklingRunPlots *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  make_curves (self);
  make_options (self);
  set_ghost (self, NULL);
}

void
inkling_run_plots_set_session (InklingRunPlots *self,
                               InklingSession  *session)
{
  g_return_if_fail (INKLING_IS_RUN_PLOTS (self));
  g_return_if_fail (INKLING_IS_SESSION (session) && self->session == NULL);

  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "replaced", G_CALLBACK (replaced_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
}
