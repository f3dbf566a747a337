/* inkling-plot-options.c: how the plots are to look, kept in the settings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-options.h"

#include "inkling-settings.h"

#define MAX_SMOOTHING 0.99

struct _InklingPlotOptions
{
  GObject   parent_instance;

  gboolean  log_loss;
  gboolean  log_steps;
  double    smoothing;
};

G_DEFINE_FINAL_TYPE (InklingPlotOptions, inkling_plot_options, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LOG_LOSS,
  PROP_LOG_STEPS,
  PROP_SMOOTHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct { const char *key, *property; } settings[] = {
  { INKLING_SETTINGS_PLOTS_LOG_LOSS, "log-loss" },
  { INKLING_SETTINGS_PLOTS_LOG_STEPS, "log-steps" },
  { INKLING_SETTINGS_PLOTS_SMOOTHING, "smoothing" },
};

static gboolean
take_boolean (gboolean     *option,
              const GValue *value)
{
  gboolean changed = *option != g_value_get_boolean (value);

  *option = g_value_get_boolean (value);

  return changed;
}

static gboolean
take_double (double       *option,
             const GValue *value)
{
  gboolean changed = *option != g_value_get_double (value);

  *option = g_value_get_double (value);

  return changed;
}

static void
inkling_plot_options_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  InklingPlotOptions *self = INKLING_PLOT_OPTIONS (object);

  switch (prop_id)
    {
    case PROP_LOG_LOSS:
      g_value_set_boolean (value, self->log_loss);
      break;
    case PROP_LOG_STEPS:
      g_value_set_boolean (value, self->log_steps);
      break;
    case PROP_SMOOTHING:
      g_value_set_double (value, self->smoothing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_plot_options_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  InklingPlotOptions *self = INKLING_PLOT_OPTIONS (object);
  gboolean changed = FALSE;

  switch (prop_id)
    {
    case PROP_LOG_LOSS:
      changed = take_boolean (&self->log_loss, value);
      break;
    case PROP_LOG_STEPS:
      changed = take_boolean (&self->log_steps, value);
      break;
    case PROP_SMOOTHING:
      changed = take_double (&self->smoothing, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
inkling_plot_options_class_init (InklingPlotOptionsClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = inkling_plot_options_get_property;
  object_class->set_property = inkling_plot_options_set_property;

  properties[PROP_LOG_LOSS] = g_param_spec_boolean ("log-loss", NULL, NULL, FALSE, flags);
  properties[PROP_LOG_STEPS] = g_param_spec_boolean ("log-steps", NULL, NULL, FALSE, flags);
  properties[PROP_SMOOTHING] =
    g_param_spec_double ("smoothing", NULL, NULL, 0.0, MAX_SMOOTHING, 0.0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inkling_plot_options_init (InklingPlotOptions *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    inkling_settings_bind (settings[i].key, self, settings[i].property, G_SETTINGS_BIND_DEFAULT);
}

InklingPlotOptions *
inkling_plot_options_new (void)
{
  return g_object_new (INKLING_TYPE_PLOT_OPTIONS, NULL);
}

gboolean
inkling_plot_options_get_log_loss (InklingPlotOptions *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_OPTIONS (self), FALSE);

  return self->log_loss;
}

gboolean
inkling_plot_options_get_log_steps (InklingPlotOptions *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_OPTIONS (self), FALSE);

  return self->log_steps;
}

double
inkling_plot_options_get_smoothing (InklingPlotOptions *self)
{
  g_return_val_if_fail (INKLING_IS_PLOT_OPTIONS (self), 0.0);

  return self->smoothing;
}

GSimpleActionGroup *
inkling_plot_options_make_actions (InklingPlotOptions *self)
{
  const char *const names[] = { "log-loss", "log-steps" };
  GSimpleActionGroup *group;

  g_return_val_if_fail (INKLING_IS_PLOT_OPTIONS (self), NULL);

  group = g_simple_action_group_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPropertyAction) action = g_property_action_new (names[i], self, names[i]);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }

  return group;
}
