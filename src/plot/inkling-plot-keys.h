/* inkling-plot-keys.h: reading, zooming and moving a plot with the keyboard
 *
 *   Left, Right, Home, End   read the values at the next point, the first or the last one
 *   Escape                   stops reading
 *   + − 0                    zoom in, zoom out, show everything
 *   Shift+Left, Shift+Right  move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "inkling-plot-figure.h"
#include "inkling-plot-view.h"

G_BEGIN_DECLS

/* The factor of one press, for other ways to zoom by a step. */
#define INKLING_PLOT_ZOOM_STEP 1.5

/* Binds the keys to callback, which hands its arguments on to inkling_plot_keys_act. */
void     inkling_plot_keys_install (GtkWidgetClass          *widget_class,
                                    GtkShortcutFunc          callback);
gboolean inkling_plot_keys_act     (GVariant                *args,
                                    const InklingPlotFigure *figure,
                                    InklingPlotView         *view);

G_END_DECLS
