/* inkling-welcome.c: the first thing a new person sees: what this is, and two ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-welcome.h"

struct _InklingWelcome
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (InklingWelcome, inkling_welcome, ADW_TYPE_WINDOW)

enum
{
  DRAW,
  TRAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Closed first, so that the keyboard goes where the answer sends it. */
static void
answer (InklingWelcome *self,
        int             signal)
{
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[signal], 0);
  g_object_unref (self);
}

static void
draw_cb (InklingWelcome *self)
{
  answer (self, DRAW);
}

static void
train_cb (InklingWelcome *self)
{
  answer (self, TRAIN);
}

static void
inkling_welcome_class_init (InklingWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[DRAW] = g_signal_new ("draw", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TRAIN] = g_signal_new ("train", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/inkling/Inkling/inkling-welcome.ui");
  gtk_widget_class_bind_template_callback (widget_class, draw_cb);
  gtk_widget_class_bind_template_callback (widget_class, train_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
inkling_welcome_init (InklingWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
inkling_welcome_new (GtkWindow *parent)
{
  return g_object_new (INKLING_TYPE_WELCOME, "transient-for", parent, NULL);
}
