/* inkling-presentation.c: type that can be read from the back of the room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-presentation.h"

#define MAX_SCALE        3.0
#define USUAL_RESOLUTION (96 * 1024) /* as GTK counts: 1024ths of a dot an inch */

/* What a half of the window, and both of them, need at the usual size of type. */
#define BOTH_WIDTH  1000.0
#define ONE_WIDTH   540.0
#define BOTH_HEIGHT 620.0
#define ONE_HEIGHT  520.0

double
inkling_presentation_find_scale (int      width,
                                 int      height,
                                 gboolean both)
{
  double by_width = width / (both ? BOTH_WIDTH : ONE_WIDTH);
  double by_height = height / (both ? BOTH_HEIGHT : ONE_HEIGHT);

  return CLAMP (MIN (by_width, by_height), 1.0, MAX_SCALE);
}

/* Resolution is what everything that is measured in points hangs on, the plots included. Whoever
 * has large type already does not get it larger than the screen has room for. */
void
inkling_presentation_scale_type (GtkWidget *widget,
                                 double     scale)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  int resolution;

  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  if (scale <= 1.0)
    return;

  g_object_get (settings, "gtk-xft-dpi", &resolution, NULL);
  g_object_set (settings, "gtk-xft-dpi", MAX (resolution, (int) (USUAL_RESOLUTION * scale)), NULL);
}
