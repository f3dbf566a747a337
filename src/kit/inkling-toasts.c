/* inkling-toasts.c: one toast after another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-toasts.h"

#define COMING_MILLISECONDS  550 /* a little longer than libadwaita lets one take */
#define READING_MILLISECONDS 4000
#define NARROW               500 /* pixels */
#define MAX_LINES            5
#define STAY                 "inkling-stay"
#define LAST                 "inkling-last-toast"

/* What keeps a toast; it owns this. */
typedef struct
{
  AdwAnimation     *coming;     /* owned; runs beside libadwaita's own, which is not to be seen */
  InklingToastKind  kind;       /* a warning that could be read is news */
  gboolean          in_the_way; /* another one waits */
} Stay;

static void
stay_free (gpointer data)
{
  Stay *stay = data;

  g_object_unref (stay->coming);
  g_free (stay);
}

static void
last_free (gpointer last)
{
  g_weak_ref_clear (last);
  g_free (last);
}

/* The library's own title is one line, however narrow the window. */
static void
let_wrap (AdwToast  *toast,
          GtkWidget *overlay)
{
  int width = gtk_widget_get_width (overlay);
  int height;
  int max_chars = 60;
  GtkWidget *label;

  /* Before it is first laid out */
  if (width == 0)
    gtk_window_get_default_size (GTK_WINDOW (gtk_widget_get_root (overlay)), &width, &height);
  if (width < NARROW)
    max_chars = adw_toast_get_button_label (toast) != NULL ? 26 : 36; /* fit into a telephone */

  label = g_object_new (GTK_TYPE_LABEL,
                        "label", adw_toast_get_title (toast),
                        "use-markup", TRUE,
                        "wrap", TRUE,
                        "wrap-mode", PANGO_WRAP_WORD_CHAR,
                        "max-width-chars", max_chars,
                        "lines", MAX_LINES,
                        "ellipsize", PANGO_ELLIPSIZE_END,
                        "xalign", 0.0,
                        NULL);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
}

static gboolean
read_cb (gpointer toast)
{
  Stay *stay = g_object_get_data (toast, STAY);

  stay->kind = INKLING_TOAST_NEWS;
  if (stay->in_the_way)
    adw_toast_dismiss (toast);

  return G_SOURCE_REMOVE;
}

static void
shown_cb (AdwToast *toast)
{
  Stay *stay = g_object_get_data (G_OBJECT (toast), STAY);

  adw_animation_play (stay->coming);
  if (stay->kind == INKLING_TOAST_WARNING)
    g_timeout_add_full (G_PRIORITY_DEFAULT, READING_MILLISECONDS, read_cb, g_object_ref (toast),
                        g_object_unref);
}

static void
go_cb (AdwToast *toast)
{
  g_signal_emit_by_name (toast, "dismissed");
}

/* It has to come before it goes: libadwaita (1.2) frees a toast that has gone though its coming is
 * not at an end, and then tells freed memory of that. */
static void
dismissed_cb (AdwToast *toast)
{
  Stay *stay = g_object_get_data (G_OBJECT (toast), STAY);

  g_assert (stay != NULL);

  if (adw_animation_get_state (stay->coming) != ADW_ANIMATION_PLAYING)
    return;

  g_signal_connect_object (stay->coming, "done", G_CALLBACK (go_cb), toast, G_CONNECT_SWAPPED);
  g_signal_stop_emission_by_name (toast, "dismissed");
}

/* The last toast makes way, or does not, and then the overlay lets the new one wait. */
static void
replace_last (AdwToastOverlay *overlay,
              AdwToast        *toast)
{
  GWeakRef *last = g_object_get_data (G_OBJECT (overlay), LAST);
  g_autoptr (AdwToast) before = NULL;

  if (last == NULL)
    {
      last = g_new0 (GWeakRef, 1);
      g_object_set_data_full (G_OBJECT (overlay), LAST, last, last_free);
    }

  before = g_weak_ref_get (last);
  if (before != NULL)
    {
      Stay *stay = g_object_get_data (G_OBJECT (before), STAY);

      stay->in_the_way = TRUE;
      if (stay->kind == INKLING_TOAST_NEWS)
        adw_toast_dismiss (before);
    }
  g_weak_ref_set (last, toast);
}

static void
ignore_cb (double   value,
           gpointer user_data)
{
}

void
inkling_toasts_add (AdwToastOverlay  *overlay,
                    AdwToast         *toast,
                    InklingToastKind  kind)
{
  Stay *stay = g_new0 (Stay, 1);

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));
  g_return_if_fail (ADW_IS_TOAST (toast));

  stay->kind = kind;
  stay->coming = adw_timed_animation_new (GTK_WIDGET (overlay), 0.0, 1.0, COMING_MILLISECONDS,
                                          adw_callback_animation_target_new (ignore_cb, NULL,
                                                                             NULL));
  g_object_set_data_full (G_OBJECT (toast), STAY, stay, stay_free);
  let_wrap (toast, GTK_WIDGET (overlay));
  g_signal_connect_object (adw_toast_get_custom_title (toast), "map", G_CALLBACK (shown_cb), toast,
                           G_CONNECT_SWAPPED);
  g_signal_connect (toast, "dismissed", G_CALLBACK (dismissed_cb), NULL);

  replace_last (overlay, toast);
  adw_toast_overlay_add_toast (overlay, toast);
}
