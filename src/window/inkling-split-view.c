/* inkling-split-view.c: two panes side by side, or one at a time where they do not fit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-split-view.h"

#include <math.h>

#define MIN_FRACTION     0.1
#define MAX_FRACTION     0.9
#define DEFAULT_FRACTION 0.45

struct _InklingSplitView
{
  GtkWidget  parent_instance;

  GtkWidget *paned;        /* owned by being its parent */
  int        full_minimum; /* width that both panes need, as measured while both are seen */
  int        full_natural;
  guint      fold_id;      /* a change of folded is due */
  double     fraction;     /* of the width, that the start child has */
  gboolean   placing;      /* the divider is moved by us, not by a person */
  gboolean   single;       /* folded however wide it is */
  gboolean   folded;
  gboolean   end_shown;
};

G_DEFINE_FINAL_TYPE (InklingSplitView, inkling_split_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_START_CHILD,
  PROP_END_CHILD,
  PROP_FRACTION,
  PROP_END_SHOWN,
  PROP_SINGLE,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_panes (InklingSplitView *self)
{
  GtkWidget *start = gtk_paned_get_start_child (GTK_PANED (self->paned));
  GtkWidget *end = gtk_paned_get_end_child (GTK_PANED (self->paned));

  if (start != NULL)
    gtk_widget_set_visible (start, !self->folded || !self->end_shown);
  if (end != NULL)
    gtk_widget_set_visible (end, !self->folded || self->end_shown);
}

/* Panes cannot come and go in the middle of an allocation; this runs before the next frame. */
static gboolean
fold_cb (gpointer user_data)
{
  InklingSplitView *self = user_data;

  self->fold_id = 0;
  self->folded = !self->folded;
  show_panes (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);

  return G_SOURCE_REMOVE;
}

static void
fold_if_needed (InklingSplitView *self,
                int               width)
{
  gboolean folded = self->single || width < self->full_minimum;

  if (folded == self->folded)
    g_clear_handle_id (&self->fold_id, g_source_remove);
  else if (self->fold_id == 0)
    self->fold_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

static void
set_fraction (InklingSplitView *self,
              double            fraction)
{
  if (self->fraction == fraction)
    return;

  self->fraction = fraction;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
position_changed_cb (InklingSplitView *self)
{
  int width = gtk_widget_get_width (self->paned);

  if (!self->placing && !self->folded && width > 0)
    set_fraction (self, CLAMP ((double) gtk_paned_get_position (GTK_PANED (self->paned)) / width,
                               MIN_FRACTION, MAX_FRACTION));
}

static int
minimum_width_of_one (InklingSplitView *self)
{
  int start, end;

  gtk_widget_measure (gtk_paned_get_start_child (GTK_PANED (self->paned)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &start, NULL, NULL, NULL);
  gtk_widget_measure (gtk_paned_get_end_child (GTK_PANED (self->paned)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &end, NULL, NULL, NULL);

  return MAX (start, end);
}

static void
inkling_split_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  InklingSplitView *self = INKLING_SPLIT_VIEW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && !self->folded && for_size >= 0)
    for_size = MAX (for_size, self->full_minimum);
  gtk_widget_measure (self->paned, orientation, for_size, minimum, natural, NULL, NULL);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;

  if (!self->folded)
    {
      self->full_minimum = *minimum;
      self->full_natural = *natural;
      *minimum = minimum_width_of_one (self);
    }
  *natural = MAX (*minimum, self->full_natural);
}

static void
inkling_split_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  InklingSplitView *self = INKLING_SPLIT_VIEW (widget);
  int minimum, needed;

  /* Until the fold takes effect both panes may need more than there is: the rest is cut off. */
  gtk_widget_measure (self->paned, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  needed = MAX (width, minimum);

  self->placing = TRUE;
  if (!self->folded)
    gtk_paned_set_position (GTK_PANED (self->paned), (int) round (self->fraction * needed));
  gtk_widget_allocate (self->paned, needed, height, baseline, NULL);
  self->placing = FALSE;

  fold_if_needed (self, width);
}

static void
inkling_split_view_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  InklingSplitView *self = INKLING_SPLIT_VIEW (object);
  GtkPaned *paned = GTK_PANED (self->paned);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      g_value_set_object (value, gtk_paned_get_start_child (paned));
      break;
    case PROP_END_CHILD:
      g_value_set_object (value, gtk_paned_get_end_child (paned));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_END_SHOWN:
      g_value_set_boolean (value, self->end_shown);
      break;
    case PROP_SINGLE:
      g_value_set_boolean (value, self->single);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_end_shown (InklingSplitView *self,
               gboolean          end_shown)
{
  if (self->end_shown == end_shown)
    return;

  self->end_shown = end_shown;
  show_panes (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_END_SHOWN]);
}

static void
set_single (InklingSplitView *self,
            gboolean          single)
{
  if (self->single == single)
    return;

  self->single = single;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SINGLE]);
}

static void
inkling_split_view_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  InklingSplitView *self = INKLING_SPLIT_VIEW (object);
  GtkPaned *paned = GTK_PANED (self->paned);

  switch (prop_id)
    {
    case PROP_START_CHILD:
      gtk_paned_set_start_child (paned, g_value_get_object (value));
      break;
    case PROP_END_CHILD:
      gtk_paned_set_end_child (paned, g_value_get_object (value));
      break;
    case PROP_FRACTION:
      set_fraction (self, g_value_get_double (value));
      break;
    case PROP_END_SHOWN:
      set_end_shown (self, g_value_get_boolean (value));
      break;
    case PROP_SINGLE:
      set_single (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_split_view_dispose (GObject *object)
{
  InklingSplitView *self = INKLING_SPLIT_VIEW (object);

  g_clear_handle_id (&self->fold_id, g_source_remove);
  g_clear_pointer (&self->paned, gtk_widget_unparent);

  G_OBJECT_CLASS (inkling_split_view_parent_class)->dispose (object);
}

static void
inkling_split_view_class_init (InklingSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = inkling_split_view_get_property;
  object_class->set_property = inkling_split_view_set_property;
  object_class->dispose = inkling_split_view_dispose;

  widget_class->measure = inkling_split_view_measure;
  widget_class->size_allocate = inkling_split_view_size_allocate;

  properties[PROP_START_CHILD] =
    g_param_spec_object ("start-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_END_CHILD] =
    g_param_spec_object ("end-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, MIN_FRACTION, MAX_FRACTION, DEFAULT_FRACTION,
                         flags);
  properties[PROP_END_SHOWN] =
    g_param_spec_boolean ("end-shown", NULL, NULL, FALSE, flags);
  properties[PROP_SINGLE] =
    g_param_spec_boolean ("single", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDED] =
    g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
inkling_split_view_init (InklingSplitView *self)
{
  self->fraction = DEFAULT_FRACTION;
  self->paned = g_object_new (GTK_TYPE_PANED,
                              "resize-start-child", FALSE, /* or it shares out the width itself */
                              "shrink-start-child", FALSE,
                              "shrink-end-child", FALSE,
                              NULL);
  g_signal_connect_object (self->paned, "notify::position",
                           G_CALLBACK (position_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_parent (self->paned, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
inkling_split_view_is_settled (InklingSplitView *self)
{
  g_return_val_if_fail (INKLING_IS_SPLIT_VIEW (self), TRUE);

  return self->fold_id == 0;
}
