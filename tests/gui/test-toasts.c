/* test-toasts.c: which toast is shown when several want to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-toasts.h"

#define WAIT_SECONDS 120

typedef struct
{
  GtkWidget       *window; /* GTK's own */
  AdwToastOverlay *overlay;
  GString         *shown;  /* the toasts' letters in the order they came */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = gtk_window_new ();
  fixture->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  fixture->shown = g_string_new (NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->overlay));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_string_free (fixture->shown, TRUE);
}

static AdwToast *
add (Fixture          *fixture,
     const char       *letter,
     InklingToastKind  kind)
{
  AdwToast *toast = adw_toast_new (letter);

  inkling_toasts_add (fixture->overlay, toast, kind);

  return toast;
}

static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkLabel *found = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);

  return found;
}

/* One that goes may still be seen below. */
static void
look (Fixture *fixture)
{
  GtkWidget *toast = gtk_widget_get_last_child (GTK_WIDGET (fixture->overlay));
  const char *letter;

  if (toast == NULL)
    return;

  letter = gtk_label_get_label (find_label (toast));
  if (!g_str_has_suffix (fixture->shown->str, letter))
    g_string_append (fixture->shown, letter);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* For so long, or until these were shown. */
static void
look_for (Fixture    *fixture,
          int         seconds,
          const char *shown)
{
  gint64 until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  guint wake = g_timeout_add (50, wake_cb, NULL);

  while (g_get_monotonic_time () < until && !g_str_equal (fixture->shown->str, shown))
    {
      g_main_context_iteration (NULL, TRUE);
      look (fixture);
    }
  g_source_remove (wake);
}

static void
wait_for (Fixture    *fixture,
          const char *shown)
{
  look_for (fixture, WAIT_SECONDS, shown);
  g_assert_cmpstr (fixture->shown->str, ==, shown);
}

static void
test_last_news (Fixture       *fixture,
                gconstpointer  data)
{
  add (fixture, "a", INKLING_TOAST_NEWS);
  add (fixture, "b", INKLING_TOAST_NEWS);
  add (fixture, "c", INKLING_TOAST_NEWS);
  wait_for (fixture, "ac");
}

/* What is wrong is neither skipped nor gone before it can be read. */
static void
test_warning (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 began;

  add (fixture, "a", INKLING_TOAST_NEWS);
  add (fixture, "w", INKLING_TOAST_WARNING);
  add (fixture, "b", INKLING_TOAST_NEWS);
  wait_for (fixture, "aw");
  began = g_get_monotonic_time ();
  wait_for (fixture, "awb");
  g_assert_cmpint (g_get_monotonic_time () - began, >, 3 * G_USEC_PER_SEC);
}

static void
test_offer (Fixture       *fixture,
            gconstpointer  data)
{
  AdwToast *offer = add (fixture, "o", INKLING_TOAST_OFFER);

  g_object_add_weak_pointer (G_OBJECT (offer), (gpointer *) &offer);
  add (fixture, "a", INKLING_TOAST_NEWS);
  look_for (fixture, 1, "oa");
  g_assert_cmpstr (fixture->shown->str, ==, "o");
  adw_toast_dismiss (offer);
  wait_for (fixture, "oa");
  while (offer != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* With toasts shown and waiting. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  AdwToast *offer = add (fixture, "o", INKLING_TOAST_OFFER);
  AdwToast *news = add (fixture, "a", INKLING_TOAST_NEWS);

  g_object_add_weak_pointer (G_OBJECT (offer), (gpointer *) &offer);
  g_object_add_weak_pointer (G_OBJECT (news), (gpointer *) &news);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  g_assert_null (offer);
  g_assert_null (news);
}

/* In its first moments, though the screen stands still meanwhile: one toast in another's place, and
 * one alone. What is freed too early is overwritten when the test runs with MALLOC_PERTURB_. */
static void
test_closed_early (Fixture       *fixture,
                   gconstpointer  data)
{
  for (int i = 0; i < 6; i++)
    {
      char letter[] = { (char) ('a' + i), '\0' };
      g_autofree char *shown = g_strconcat (fixture->shown->str, letter, NULL);
      AdwToast *toast = add (fixture, letter, INKLING_TOAST_NEWS);

      wait_for (fixture, shown);
      adw_toast_dismiss (toast);
      adw_toast_dismiss (toast);
      if (i % 2 == 0)
        g_usleep (G_USEC_PER_SEC / 2);
    }
  look_for (fixture, 2, "");
}

/* On a window as wide as a telephone all of it can be read. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  const char *text = "The earlier run was set aside and is kept in the model folder";
  GtkLabel *label;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  add (fixture, text, INKLING_TOAST_NEWS);
  wait_for (fixture, text);
  label = find_label (gtk_widget_get_first_child (GTK_WIDGET (fixture->overlay)));
  while (gtk_widget_get_width (GTK_WIDGET (fixture->overlay)) != 360)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/toasts/last-news", test_last_news);
  ADD ("/toasts/warning", test_warning);
  ADD ("/toasts/offer", test_offer);
  ADD ("/toasts/closed", test_closed);
  ADD ("/toasts/closed-early", test_closed_early);
  ADD ("/toasts/narrow", test_narrow);
#undef ADD

  return g_test_run ();
}
