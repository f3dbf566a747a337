/* inkling-drawing-panel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-drawing-panel.h"

#include <string.h>

#include <glib/gi18n.h>

#include "inkling-actions.h"
#include "inkling-drawing-layout.h"
#include "inkling-help-button.h"
#include "inkling-plain-picture.h"
#include "inkling-prediction-bars.h"
#include "inkling-reading-card.h"
#include "inkling-reading.h"
#include "inkling-replay-bar.h"
#include "inkling-settings.h"

struct _InklingDrawingPanel
{
  GtkWidget              parent_instance;

  InklingModel          *model;    /* owned, NULL when there is none */
  InklingInk            *ink;      /* owned: the canvas's */

  NnInk                 *strokes;  /* owned: the drawing for the core; kept for its memory */
  guint8                 image[NN_IMAGE_PIXELS]; /* what the network sees, if has_image */
  gboolean               has_image;
  gboolean               ink_changed; /* image is older than ink */
  gboolean               comparing;   /* also shows the drawing without normalisation */
  guint                  tick;     /* callback of the next frame, 0 when nothing is to be read */

  /* Template children */
  GtkWidget             *content;
  GtkWidget             *eraser;
  GtkWidget             *undo;
  GtkWidget             *redo;
  GtkWidget             *clear;
  InklingCanvas         *canvas;
  InklingReadingCard    *reading;
  InklingReadingCard    *plain_reading;
  InklingReplayBar      *replay_bar;
  InklingPredictionBars *bars;
};

G_DEFINE_FINAL_TYPE (InklingDrawingPanel, inkling_drawing_panel, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COMPARING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
update_actions (InklingDrawingPanel *self)
{
  gboolean has_strokes = inkling_ink_get_n_strokes (self->ink) > 0;
  const struct
  {
    const char *action;
    GtkWidget  *button;
    gboolean    enabled;
    const char *purpose;
    const char *refusal;
  } tools[] = {
    { "drawing.eraser", self->eraser, has_strokes,
      _("Rub out parts of the drawing (Ctrl+E)"), _("There are no strokes to rub out") },
    { "drawing.undo", self->undo, inkling_ink_can_undo (self->ink),
      _("Take back the last stroke (Ctrl+Z)"), _("There is nothing to take back") },
    { "drawing.redo", self->redo, inkling_ink_can_redo (self->ink),
      _("Bring it back (Ctrl+Shift+Z)"), _("Nothing was taken back") },
    { "drawing.clear", self->clear, !inkling_ink_is_empty (self->ink),
      _("Take a new sheet (Delete)"), _("The sheet is empty") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), tools[i].action, tools[i].enabled);
      gtk_widget_set_tooltip_text (tools[i].button,
                                   tools[i].enabled ? tools[i].purpose : tools[i].refusal);
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "drawing.copy", has_strokes);
  gtk_widget_set_sensitive (self->eraser, has_strokes);
}

/* What is on the sheet: the drawing, or as much of it as has been played back. */
static InklingInk *
get_shown_ink (InklingDrawingPanel *self)
{
  InklingInk *replayed = inkling_replay_bar_get_ink (self->replay_bar);

  return replayed != NULL ? replayed : self->ink;
}

/* NULL: there is none, or it is not shown. */
static InklingSheetPicture *
get_shown_picture (InklingDrawingPanel *self)
{
  return inkling_ink_get_picture (get_shown_ink (self));
}

static void
update_image (InklingDrawingPanel *self)
{
  InklingSheetPicture *picture = get_shown_picture (self);

  self->ink_changed = FALSE;
  if (picture != NULL)
    {
      memcpy (self->image, inkling_sheet_picture_get_image (picture), sizeof self->image);
      self->has_image = TRUE;
      return;
    }

  self->has_image = inkling_ink_copy_to (get_shown_ink (self), self->strokes) == NN_OK &&
                    nn_ink_to_image (self->strokes, self->image) == NN_OK;
}

static void
update_plain_reading (InklingDrawingPanel *self)
{
  InklingSheetPicture *picture = get_shown_picture (self);
  guint8 image[NN_IMAGE_PIXELS];

  if (picture != NULL)
    memcpy (image, inkling_sheet_picture_get_plain (picture), sizeof image);
  else
    inkling_plain_picture_paint (get_shown_ink (self),
                                 inkling_canvas_get_pen_width (self->canvas), image);
  inkling_reading_card_read (self->plain_reading, self->model, self->has_image ? image : NULL);
}

static void
update_reading (InklingDrawingPanel *self)
{
  inkling_reading_card_read (self->reading, self->model, self->has_image ? self->image : NULL);
  if (self->comparing)
    update_plain_reading (self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *frame_clock,
         gpointer       user_data)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (widget);

  self->tick = 0;
  if (self->ink_changed)
    update_image (self);
  update_reading (self);

  return G_SOURCE_REMOVE;
}

/* Once a frame is enough, however many points or models arrive. */
static void
queue_reading (InklingDrawingPanel *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
ink_changed_cb (InklingDrawingPanel *self)
{
  self->ink_changed = TRUE;
  update_actions (self);
  queue_reading (self);
}

static void
replay_changed_cb (InklingDrawingPanel *self)
{
  inkling_canvas_show_ink (self->canvas, inkling_replay_bar_get_ink (self->replay_bar));
  self->ink_changed = TRUE;
  queue_reading (self);
}

static void
read_cb (InklingDrawingPanel *self,
         gpointer             probabilities)
{
  if (probabilities != NULL)
    {
      const InklingReading reading = inkling_reading_new (probabilities);

      g_debug ("answer read: %d, probability %.3f", reading.digit, reading.probability);
    }
  if (self->model != NULL)
    inkling_prediction_bars_set_dataset (self->bars, self->model->dataset_digest);
  inkling_prediction_bars_set_probabilities (self->bars, probabilities);
}

/* Beside each other, each answer stands above its picture. */
static void
set_comparing (InklingDrawingPanel *self,
               gboolean             comparing)
{
  GtkOrientation orientation = comparing ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->comparing == comparing)
    return;

  self->comparing = comparing;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->reading), orientation);
  gtk_widget_set_visible (GTK_WIDGET (self->plain_reading), comparing);
  if (comparing)
    gtk_widget_add_css_class (GTK_WIDGET (self), "comparing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "comparing");
  queue_reading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARING]);
}

static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  inkling_ink_clear (INKLING_DRAWING_PANEL (widget)->ink);
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  inkling_ink_undo (INKLING_DRAWING_PANEL (widget)->ink);
}

static void
redo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  inkling_ink_redo (INKLING_DRAWING_PANEL (widget)->ink);
}

/* What becomes of it is the window's business. */
static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.copy-drawing", NULL);
}

static void
paste_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.paste-drawing", NULL);
}

static void
eraser_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (widget);

  inkling_canvas_set_erasing (self->canvas, !inkling_canvas_get_erasing (self->canvas));
}

static gboolean
inkling_drawing_panel_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INKLING_DRAWING_PANEL (widget)->canvas));
}

/* GTK's own would grab the focus whenever Tab comes or goes: to the canvas, past the buttons. */
static gboolean
inkling_drawing_panel_focus (GtkWidget        *widget,
                             GtkDirectionType  direction)
{
  return gtk_widget_child_focus (INKLING_DRAWING_PANEL (widget)->content, direction);
}

static void
inkling_drawing_panel_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (object);

  switch (prop_id)
    {
    case PROP_COMPARING:
      g_value_set_boolean (value, self->comparing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_drawing_panel_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (object);

  switch (prop_id)
    {
    case PROP_COMPARING:
      set_comparing (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_drawing_panel_dispose (GObject *object)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->model, inkling_model_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), INKLING_TYPE_DRAWING_PANEL);

  G_OBJECT_CLASS (inkling_drawing_panel_parent_class)->dispose (object);
}

static void
inkling_drawing_panel_finalize (GObject *object)
{
  InklingDrawingPanel *self = INKLING_DRAWING_PANEL (object);

  g_clear_object (&self->ink);
  g_clear_pointer (&self->strokes, nn_ink_free);

  G_OBJECT_CLASS (inkling_drawing_panel_parent_class)->finalize (object);
}

static void
inkling_drawing_panel_class_init (InklingDrawingPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = inkling_drawing_panel_get_property;
  object_class->set_property = inkling_drawing_panel_set_property;
  object_class->dispose = inkling_drawing_panel_dispose;
  object_class->finalize = inkling_drawing_panel_finalize;
  widget_class->focus = inkling_drawing_panel_focus;
  widget_class->grab_focus = inkling_drawing_panel_grab_focus;

  properties[PROP_COMPARING] =
    g_param_spec_boolean ("comparing", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-drawing-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, content);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, eraser);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, undo);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, redo);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, clear);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, canvas);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, reading);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, plain_reading);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, replay_bar);
  gtk_widget_class_bind_template_child (widget_class, InklingDrawingPanel, bars);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, replay_changed_cb);

  gtk_widget_class_set_css_name (widget_class, "drawingpanel");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  gtk_widget_class_install_action (widget_class, "drawing.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "drawing.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "drawing.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "drawing.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "drawing.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "drawing.eraser", NULL, eraser_action);
  gtk_widget_class_install_property_action (widget_class, "drawing.compare", "comparing");

  g_type_ensure (INKLING_TYPE_CANVAS);
  g_type_ensure (INKLING_TYPE_DRAWING_LAYOUT);
  g_type_ensure (INKLING_TYPE_HELP_BUTTON);
  g_type_ensure (INKLING_TYPE_PREDICTION_BARS);
  g_type_ensure (INKLING_TYPE_READING_CARD);
  g_type_ensure (INKLING_TYPE_REPLAY_BAR);
}

static void
inkling_drawing_panel_init (InklingDrawingPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->strokes = nn_ink_new ();
  if (self->strokes == NULL)
    g_error ("Out of memory");

  self->ink = g_object_ref (inkling_canvas_get_ink (self->canvas));
  g_signal_connect_object (self->ink, "changed", G_CALLBACK (ink_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::pen-width", G_CALLBACK (queue_reading),
                           self, G_CONNECT_SWAPPED);
  inkling_settings_bind (INKLING_SETTINGS_PEN_WIDTH, self->canvas, "pen-width",
                         G_SETTINGS_BIND_DEFAULT);
  inkling_replay_bar_set_ink (self->replay_bar, self->ink);
  inkling_actions_add_shortcuts (GTK_WIDGET (self), "drawing");
  update_actions (self);
  update_reading (self);
}

GtkWidget *
inkling_drawing_panel_new (void)
{
  return g_object_new (INKLING_TYPE_DRAWING_PANEL, NULL);
}

void
inkling_drawing_panel_set_model (InklingDrawingPanel *self,
                                 InklingModel        *model)
{
  g_return_if_fail (INKLING_IS_DRAWING_PANEL (self));

  if (self->model == model)
    return;

  g_clear_pointer (&self->model, inkling_model_unref);
  if (model != NULL)
    self->model = inkling_model_ref (model);
  queue_reading (self);
}

InklingCanvas *
inkling_drawing_panel_get_canvas (InklingDrawingPanel *self)
{
  g_return_val_if_fail (INKLING_IS_DRAWING_PANEL (self), NULL);

  return self->canvas;
}
