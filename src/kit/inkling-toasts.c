/* inkling-toasts.c: one toast after another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-toasts.h"

#define COME_OR_GO_MILLISECONDS 350 /* a little more than libadwaita's animations */
#define WARNING_MILLISECONDS    4000
#define TURNS                   "inkling-turns"
#define NARROW                  500 /* pixels */
#define MAX_LINES               5

typedef struct
{
  AdwToast         *toast; /* owned */
  InklingToastKind  kind;
} Turn;

/* Of one overlay, which owns it */
typedef struct
{
  AdwToastOverlay *overlay;  /* unowned */
  GQueue           waiting;  /* of Turn, owned */
  AdwToast        *shown;    /* owned, or NULL */
  gboolean         is_held;  /* nothing may come or go now */
  guint            timer_id; /* ends that */
} Turns;

static void
turn_free (Turn *turn)
{
  g_object_unref (turn->toast);
  g_free (turn);
}

static void
turns_free (Turns *turns)
{
  g_clear_handle_id (&turns->timer_id, g_source_remove);
  g_queue_clear_full (&turns->waiting, (GDestroyNotify) turn_free);
  g_clear_object (&turns->shown);
  g_free (turns);
}

static void go_on (Turns *turns);

static gboolean
timer_cb (gpointer user_data)
{
  Turns *turns = user_data;

  turns->timer_id = 0;
  turns->is_held = FALSE;
  go_on (turns);

  return G_SOURCE_REMOVE;
}

static void
hold (Turns *turns,
      guint  milliseconds)
{
  turns->is_held = TRUE;
  g_clear_handle_id (&turns->timer_id, g_source_remove);
  turns->timer_id = g_timeout_add (milliseconds, timer_cb, turns);
}

static void
dismissed_cb (GObject *overlay)
{
  Turns *turns = g_object_get_data (overlay, TURNS);

  g_clear_object (&turns->shown);
  hold (turns, COME_OR_GO_MILLISECONDS);
}

static gboolean
is_narrow (GtkWidget *overlay)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (overlay));
  int width = gtk_widget_get_width (overlay);
  int height;

  /* Before it is first laid out */
  if (width == 0)
    gtk_window_get_default_size (window, &width, &height);

  return width < NARROW;
}

/* The library's own title is one line, however narrow the window. */
static void
let_wrap (AdwToast  *toast,
          GtkWidget *overlay)
{
  gboolean has_button = adw_toast_get_button_label (toast) != NULL;
  int narrow_chars = has_button ? 26 : 36; /* fit into the width of a telephone */
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", adw_toast_get_title (toast),
                                   "use-markup", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "max-width-chars", is_narrow (overlay) ? narrow_chars : 60,
                                   "lines", MAX_LINES,
                                   "ellipsize", PANGO_ELLIPSIZE_END,
                                   "xalign", 0.0,
                                   NULL);

  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
}

static void
show (Turns *turns,
      Turn  *turn)
{
  turns->shown = g_object_ref (turn->toast);
  g_signal_connect_object (turn->toast, "dismissed", G_CALLBACK (dismissed_cb), turns->overlay,
                           G_CONNECT_SWAPPED);

  if (turn->kind == INKLING_TOAST_OFFER)
    turns->is_held = TRUE;
  else
    hold (turns, turn->kind == INKLING_TOAST_NEWS ? COME_OR_GO_MILLISECONDS : WARNING_MILLISECONDS);

  let_wrap (turn->toast, GTK_WIDGET (turns->overlay));
  adw_toast_overlay_add_toast (turns->overlay, g_object_ref (turn->toast));
  turn_free (turn);
}

static void
go_on (Turns *turns)
{
  if (turns->is_held || g_queue_is_empty (&turns->waiting))
    return;

  if (turns->shown != NULL)
    adw_toast_dismiss (turns->shown);
  else
    show (turns, g_queue_pop_head (&turns->waiting));
}

static Turns *
get_turns (AdwToastOverlay *overlay)
{
  Turns *turns = g_object_get_data (G_OBJECT (overlay), TURNS);

  if (turns == NULL)
    {
      turns = g_new0 (Turns, 1);
      turns->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), TURNS, turns, (GDestroyNotify) turns_free);
    }

  return turns;
}

static void
drop_older_news (Turns *turns)
{
  Turn *last = g_queue_peek_tail (&turns->waiting);

  if (last != NULL && last->kind == INKLING_TOAST_NEWS)
    turn_free (g_queue_pop_tail (&turns->waiting));
}

void
inkling_toasts_add (AdwToastOverlay  *overlay,
                    AdwToast         *toast,
                    InklingToastKind  kind)
{
  Turns *turns;
  Turn *turn;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  turns = get_turns (overlay);
  if (kind == INKLING_TOAST_NEWS)
    drop_older_news (turns);
  turn = g_new (Turn, 1);
  *turn = (Turn) { .toast = toast, .kind = kind };
  g_queue_push_tail (&turns->waiting, turn);
  go_on (turns);
}
