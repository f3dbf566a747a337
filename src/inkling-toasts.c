/* inkling-toasts.c: one toast after another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-toasts.h"

#define COME_OR_GO_MILLISECONDS 350 /* a little more than libadwaita's animations */
#define WARNING_MILLISECONDS    4000
#define TURNS                   "inkling-turns"

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
