/* inkling-window-files.h: what comes into the window, chosen, dropped or pasted; models go out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-window.h"

G_BEGIN_DECLS

/* Opens a model file, in the background; a run that goes on is paused and saved first. */
void inkling_window_files_open (InklingWindow  *self,
                                GFile          *file);

/* Opens whatever the files are, as their contents say: a model, a picture or ink, a data set; the
 * last one of each. A window that is new and gets no model looks for the newest checkpoint. */
void inkling_window_files_take (InklingWindow  *self,
                                GFile         **files,
                                gsize           n_files,
                                gboolean        is_new);

G_END_DECLS
