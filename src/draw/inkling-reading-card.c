/* inkling-reading-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-reading-card.h"

#include <glib/gi18n.h>

#include "inkling-answer.h"
#include "inkling-enlargement.h"
#include "inkling-explanations.h"
#include "inkling-preview.h"
#include "inkling-reader.h"

struct _InklingReadingCard
{
  GtkWidget           parent_instance;

  InklingReader      *reader;      /* owned */
  InklingEnlargement *tip;         /* owned: shown while the pointer rests on the picture */
  char               *topic;       /* owned */
  char               *answer_name; /* owned, NULL: as the answer is called by itself */

  /* Template children */
  GtkBox             *content;
  InklingAnswer      *answer;
  GtkWidget          *button;
  InklingPreview     *preview;
  GtkLabel           *caption;
  InklingEnlargement *enlargement; /* in the button's popover */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (InklingReadingCard, inkling_reading_card, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ORIENTABLE, NULL))

enum
{
  PROP_0,
  PROP_TOPIC,
  PROP_ANSWER_NAME,
  N_PROPS,
  PROP_ORIENTATION = N_PROPS, /* the interface's */
};

static GParamSpec *properties[N_PROPS];

enum
{
  READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_answer (InklingReadingCard *self,
             float              *probabilities,
             const char         *hint)
{
  InklingReading reading;

  if (probabilities != NULL)
    reading = inkling_reading_new (probabilities);
  inkling_answer_set_reading (self->answer, probabilities == NULL ? NULL : &reading, hint);
  g_signal_emit (self, signals[READ], 0, probabilities);
}

static void
read_cb (InklingReadingCard *self,
         gpointer            probabilities)
{
  show_answer (self, probabilities, NULL);
}

static gboolean
query_tooltip_cb (InklingReadingCard *self,
                  int                 x,
                  int                 y,
                  gboolean            by_keyboard,
                  GtkTooltip         *tooltip)
{
  gtk_tooltip_set_custom (tooltip, GTK_WIDGET (self->tip));

  return TRUE;
}

static void
explain (InklingReadingCard *self)
{
  const InklingExplanation *explanation = inkling_explanations_find (self->topic);
  g_autofree char *label = NULL;

  g_return_if_fail (explanation != NULL);

  /* Translators: a button that shows a small picture in large; %s is the picture's name */
  label = g_strdup_printf (_("Enlarge “%s”"), _(explanation->title));
  gtk_label_set_label (self->caption, _(explanation->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(explanation->title),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  if (self->answer_name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->answer),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, self->answer_name,
                                    -1);
  inkling_enlargement_explain (self->enlargement, explanation);
  inkling_enlargement_explain (self->tip, explanation);
}

static void
inkling_reading_card_constructed (GObject *object)
{
  G_OBJECT_CLASS (inkling_reading_card_parent_class)->constructed (object);

  explain (INKLING_READING_CARD (object));
}

static void
inkling_reading_card_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  InklingReadingCard *self = INKLING_READING_CARD (object);

  switch (prop_id)
    {
    case PROP_TOPIC:
      g_value_set_string (value, self->topic);
      break;
    case PROP_ANSWER_NAME:
      g_value_set_string (value, self->answer_name);
      break;
    case PROP_ORIENTATION:
      g_value_set_enum (value, gtk_orientable_get_orientation (GTK_ORIENTABLE (self->content)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_orientation (InklingReadingCard *self,
                 GtkOrientation      orientation)
{
  GtkOrientable *content = GTK_ORIENTABLE (self->content);

  if (gtk_orientable_get_orientation (content) == orientation)
    return;

  gtk_orientable_set_orientation (content, orientation);
  g_object_notify (G_OBJECT (self), "orientation");
}

static void
inkling_reading_card_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  InklingReadingCard *self = INKLING_READING_CARD (object);

  switch (prop_id)
    {
    case PROP_TOPIC:
      self->topic = g_value_dup_string (value);
      break;
    case PROP_ANSWER_NAME:
      self->answer_name = g_value_dup_string (value);
      break;
    case PROP_ORIENTATION:
      set_orientation (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_reading_card_dispose (GObject *object)
{
  InklingReadingCard *self = INKLING_READING_CARD (object);

  g_clear_object (&self->tip);
  gtk_widget_dispose_template (GTK_WIDGET (self), INKLING_TYPE_READING_CARD);

  G_OBJECT_CLASS (inkling_reading_card_parent_class)->dispose (object);
}

static void
inkling_reading_card_finalize (GObject *object)
{
  InklingReadingCard *self = INKLING_READING_CARD (object);

  g_clear_object (&self->reader);
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->answer_name, g_free);

  G_OBJECT_CLASS (inkling_reading_card_parent_class)->finalize (object);
}

static void
inkling_reading_card_class_init (InklingReadingCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = inkling_reading_card_constructed;
  object_class->get_property = inkling_reading_card_get_property;
  object_class->set_property = inkling_reading_card_set_property;
  object_class->dispose = inkling_reading_card_dispose;
  object_class->finalize = inkling_reading_card_finalize;

  properties[PROP_TOPIC] =
    g_param_spec_string ("topic", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ANSWER_NAME] =
    g_param_spec_string ("answer-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_ORIENTATION, "orientation");

  signals[READ] = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-reading-card.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingReadingCard, content);
  gtk_widget_class_bind_template_child (widget_class, InklingReadingCard, answer);
  gtk_widget_class_bind_template_child (widget_class, InklingReadingCard, button);
  gtk_widget_class_bind_template_child (widget_class, InklingReadingCard, preview);
  gtk_widget_class_bind_template_child (widget_class, InklingReadingCard, caption);
  gtk_widget_class_bind_template_child (widget_class, InklingReadingCard, enlargement);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);

  gtk_widget_class_set_css_name (widget_class, "readingcard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  g_type_ensure (INKLING_TYPE_ANSWER);
  g_type_ensure (INKLING_TYPE_ENLARGEMENT);
  g_type_ensure (INKLING_TYPE_PREVIEW);
}

static void
inkling_reading_card_init (InklingReadingCard *self)
{
  self->reader = inkling_reader_new ();
  self->tip = g_object_ref_sink (INKLING_ENLARGEMENT (inkling_enlargement_new ()));

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->reader, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
}

void
inkling_reading_card_read (InklingReadingCard *self,
                           InklingModel       *model,
                           const guint8       *image)
{
  g_return_if_fail (INKLING_IS_READING_CARD (self));

  inkling_preview_set_image (self->preview, image);
  inkling_enlargement_set_image (self->enlargement, image);
  inkling_enlargement_set_image (self->tip, image);

  if (model != NULL && image != NULL)
    {
      inkling_answer_set_dataset (self->answer, model->dataset_digest);
      inkling_reader_read (self->reader, model, image);
      return;
    }

  inkling_reader_forget (self->reader);
  show_answer (self, NULL, model == NULL ? _("Train a network or open a model first")
                                         : _("Draw a digit"));
}
