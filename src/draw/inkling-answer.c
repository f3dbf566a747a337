/* inkling-answer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-answer.h"

#include <glib/gi18n.h>

#include "inkling-dataset-table.h"

/* Milliseconds until another answer is told of, and the same one with another percentage: it
 * changes with every report of a training run, and nobody wants to hear them all. */
#define ANSWER_REST     400
#define CONFIDENCE_REST 3000

typedef enum
{
  NOTHING,
  SURE,
  UNSURE,
  UNKNOWN,
  N_STATES,
} State;

static const char *const state_classes[N_STATES] = { "nothing", "sure", "unsure", "unknown" };

struct _InklingAnswer
{
  GtkWidget  parent_instance;

  char      *digest;     /* owned: of the data set whose classes are named, or NULL */
  State      state;
  guint      timeout;    /* until assistive technology is told, 0 when it knows */

  /* Template children */
  GtkWidget *content;
  GtkLabel  *digit;
  GtkLabel  *confidence;
};

G_DEFINE_FINAL_TYPE (InklingAnswer, inkling_answer, GTK_TYPE_WIDGET)

/* What assistive technology reads of the whole; a status is announced politely when it changes. */
static void
update_description (InklingAnswer *self)
{
  const char *confidence = gtk_label_get_text (self->confidence);
  g_autofree char *description = NULL;

  if (self->state == SURE)
    /* Translators: the digit that was read, then how sure that is: “7, 98 % sure” */
    description = g_strdup_printf (_("%s, %s"), gtk_label_get_text (self->digit), confidence);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description == NULL ? confidence : description,
                                  -1);
}

static gboolean
at_rest_cb (gpointer data)
{
  InklingAnswer *self = data;

  self->timeout = 0;
  update_description (self);

  return G_SOURCE_REMOVE;
}

/* is_other: it is another answer, which is told of soon. The same one does not put off what is due
 * already. */
static void
queue_description (InklingAnswer *self,
                   gboolean       is_other)
{
  if (self->timeout != 0 && !is_other)
    return;

  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (is_other ? ANSWER_REST : CONFIDENCE_REST, at_rest_cb, self);
}

static void
set_state (InklingAnswer *self,
           State          state)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), state_classes[self->state]);
  self->state = state;
  gtk_widget_add_css_class (GTK_WIDGET (self), state_classes[state]);
}

/* A name is set in smaller type than a digit, so that it has room. */
static void
set_digit (InklingAnswer *self,
           const char    *digit)
{
  gtk_label_set_text (self->digit, digit);
  if (g_utf8_strlen (digit, -1) > 1)
    gtk_widget_add_css_class (GTK_WIDGET (self), "named");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "named");
}

static void
show (InklingAnswer *self,
      State          state,
      const char    *digit,
      const char    *confidence)
{
  gboolean is_other = state != self->state ||
                      g_strcmp0 (gtk_label_get_text (self->digit), digit) != 0;

  if (!is_other && g_strcmp0 (gtk_label_get_text (self->confidence), confidence) == 0)
    return;

  set_state (self, state);
  set_digit (self, digit);
  gtk_label_set_text (self->confidence, confidence);
  queue_description (self, is_other);
}

static void
inkling_answer_dispose (GObject *object)
{
  InklingAnswer *self = INKLING_ANSWER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), INKLING_TYPE_ANSWER);

  G_OBJECT_CLASS (inkling_answer_parent_class)->dispose (object);
}

static void
inkling_answer_finalize (GObject *object)
{
  g_clear_pointer (&INKLING_ANSWER (object)->digest, g_free);

  G_OBJECT_CLASS (inkling_answer_parent_class)->finalize (object);
}

/* What is said of a status is lost in later releases of GTK (seen in 4.18): they give it no
 * name. */
static GtkAccessibleRole
role_that_speaks (void)
{
  return gtk_check_version (4, 10, 0) == NULL ? GTK_ACCESSIBLE_ROLE_GROUP
                                              : GTK_ACCESSIBLE_ROLE_STATUS;
}

static void
inkling_answer_class_init (InklingAnswerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = inkling_answer_dispose;
  object_class->finalize = inkling_answer_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-answer.ui");
  gtk_widget_class_bind_template_child (widget_class, InklingAnswer, content);
  gtk_widget_class_bind_template_child (widget_class, InklingAnswer, digit);
  gtk_widget_class_bind_template_child (widget_class, InklingAnswer, confidence);

  gtk_widget_class_set_css_name (widget_class, "answer");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, role_that_speaks ());
}

static void
inkling_answer_init (InklingAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
inkling_answer_set_dataset (InklingAnswer *self,
                            const char    *digest)
{
  g_return_if_fail (INKLING_IS_ANSWER (self));

  if (g_strcmp0 (self->digest, digest) == 0)
    return;

  g_free (self->digest);
  self->digest = g_strdup (digest);
}

void
inkling_answer_set_reading (InklingAnswer        *self,
                            const InklingReading *reading,
                            const char           *hint)
{
  g_autofree char *confidence = NULL;
  const char *name;
  int percent;

  g_return_if_fail (INKLING_IS_ANSWER (self));

  if (reading == NULL)
    {
      show (self, NOTHING, "–", hint);
      return;
    }

  name = inkling_class_name (self->digest, reading->digit);
  percent = inkling_percent (reading->probability);
  if (reading->unknown)
    {
      /* Translators: the best guess, a digit or another name, and its probability */
      confidence = g_strdup_printf (_("Nothing it knows, perhaps %s (%d %%)"), name, percent);
      show (self, UNKNOWN, "×", confidence);
    }
  else if (reading->unsure)
    {
      /* Translators: the best guess, a digit or another name, and its probability */
      confidence = g_strdup_printf (_("Not sure, perhaps %s (%d %%)"), name, percent);
      show (self, UNSURE, "?", confidence);
    }
  else
    {
      confidence = g_strdup_printf (_("%d %% sure"), percent);
      show (self, SURE, name, confidence);
    }
}
