/* inkling-replay-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-replay-bar.h"

#include <glib/gi18n.h>

#include "inkling-actions.h"
#include "inkling-replay.h"

#define SLOWNESS 4.0    /* times as long as the hand took, */
#define SHORTEST 2000.0 /* milliseconds, but at least this */

/* Milliseconds; longer than this no frame was drawn that one could have missed anything in. */
#define LONGEST_FRAME 100.0

struct _InklingReplayBar
{
  GtkWidget      parent_instance;

  InklingInk    *ink;        /* owned, NULL until it is set */
  InklingReplay *replay;     /* owned, NULL when nothing is played back */
  guint          tick;       /* callback of the next frame, 0 when paused */
  gint64         frame_time; /* microseconds: of the last frame, 0 at the first */

  /* Template children */
  GtkWidget     *content;
  GtkButton     *toggle;
  GtkWidget     *stop;
};

G_DEFINE_FINAL_TYPE (InklingReplayBar, inkling_replay_bar, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Milliseconds at the hand's pace that so many of a frame stand for. */
static double
slow_down (InklingReplayBar *self,
           double            milliseconds)
{
  double duration = inkling_replay_get_duration (self->replay);

  return milliseconds * MIN (1.0 / SLOWNESS, MAX (duration, 1.0) / SHORTEST);
}

/* How the button looks and is called in each state: paused or not begun, and playing. */
static const struct
{
  const char *icon_name;
  const char *label;
} toggle_states[] = {
  { "media-playback-start-symbolic", N_("Replay in slow motion") },
  { "media-playback-pause-symbolic", N_("Pause the replay") },
};

static void
update_buttons (InklingReplayBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean playing = self->tick != 0;
  gboolean has_strokes = self->ink != NULL && inkling_ink_get_n_strokes (self->ink) > 0;
  const char *label = _(toggle_states[playing].label);
  g_autofree char *tooltip = g_strdup_printf ("%s (Ctrl+L)", label);

  gtk_button_set_icon_name (self->toggle, toggle_states[playing].icon_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle),
                               has_strokes ? tooltip : _("There are no strokes to replay"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);

  /* The focus is not lost with the button that is about to go. */
  if (self->replay == NULL && gtk_widget_has_focus (self->stop))
    gtk_widget_grab_focus (GTK_WIDGET (self->toggle));
  gtk_widget_set_visible (self->stop, self->replay != NULL);
  gtk_widget_action_set_enabled (widget, "replay.stop", self->replay != NULL);
  gtk_widget_action_set_enabled (widget, "replay.toggle", has_strokes);
}

static void
pause_replay (InklingReplayBar *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  self->frame_time = 0;
}

static void
end_replay (InklingReplayBar *self)
{
  if (self->replay == NULL)
    return;

  pause_replay (self);
  g_clear_pointer (&self->replay, inkling_replay_free);
  update_buttons (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *frame_clock,
         gpointer       user_data)
{
  InklingReplayBar *self = INKLING_REPLAY_BAR (widget);
  gint64 now = gdk_frame_clock_get_frame_time (frame_clock);
  double elapsed = self->frame_time == 0 ? 0.0 : (now - self->frame_time) / 1000.0;

  self->frame_time = now;
  if (inkling_replay_advance (self->replay, slow_down (self, MIN (elapsed, LONGEST_FRAME))))
    g_signal_emit (self, signals[CHANGED], 0);
  else
    end_replay (self);

  return self->tick != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
toggle_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InklingReplayBar *self = INKLING_REPLAY_BAR (widget);

  if (self->tick != 0)
    {
      pause_replay (self);
      update_buttons (self);
      return;
    }

  inkling_ink_end_stroke (self->ink);
  if (self->replay == NULL)
    self->replay = inkling_replay_new (self->ink);
  self->tick = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
  update_buttons (self);
}

static void
stop_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  end_replay (INKLING_REPLAY_BAR (widget));
}

static void
ink_changed_cb (InklingReplayBar *self)
{
  end_replay (self);
  update_buttons (self);
}

static void
inkling_replay_bar_dispose (GObject *object)
{
  InklingReplayBar *self = INKLING_REPLAY_BAR (object);

  pause_replay (self);
  g_clear_pointer (&self->replay, inkling_replay_free);
  g_clear_object (&self->ink);
  gtk_widget_dispose_template (GTK_WIDGET (self), INKLING_TYPE_REPLAY_BAR);

  G_OBJECT_CLASS (inkling_replay_bar_parent_class)->dispose (object);
}

static void
inkling_replay_bar_class_init (InklingReplayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = inkling_replay_bar_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-replay-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingReplayBar, content);
  gtk_widget_class_bind_template_child (widget_class, InklingReplayBar, toggle);
  gtk_widget_class_bind_template_child (widget_class, InklingReplayBar, stop);

  gtk_widget_class_set_css_name (widget_class, "replaybar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "replay.toggle", NULL, toggle_action);
  gtk_widget_class_install_action (widget_class, "replay.stop", NULL, stop_action);
}

static void
inkling_replay_bar_init (InklingReplayBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  inkling_actions_add_shortcuts (GTK_WIDGET (self), "replay");
  update_buttons (self);
}

void
inkling_replay_bar_set_ink (InklingReplayBar *self,
                            InklingInk       *ink)
{
  g_return_if_fail (INKLING_IS_REPLAY_BAR (self));
  g_return_if_fail (self->ink == NULL);

  self->ink = g_object_ref (ink);
  g_signal_connect_object (ink, "changed", G_CALLBACK (ink_changed_cb), self, G_CONNECT_SWAPPED);
  update_buttons (self);
}

InklingInk *
inkling_replay_bar_get_ink (InklingReplayBar *self)
{
  g_return_val_if_fail (INKLING_IS_REPLAY_BAR (self), NULL);

  return self->replay == NULL ? NULL : inkling_replay_get_ink (self->replay);
}
