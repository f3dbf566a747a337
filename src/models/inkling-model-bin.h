/* inkling-model-bin.h: model files that were deleted, while that can still be undone
 *
 * Signal "changed" (char *): files were hidden or came back; the path of the one that did, or NULL.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define INKLING_TYPE_MODEL_BIN (inkling_model_bin_get_type ())
G_DECLARE_FINAL_TYPE (InklingModelBin, inkling_model_bin, INKLING, MODEL_BIN, GObject)

/* Offers to undo in toast_overlay, and says in front of window what fails. */
InklingModelBin *inkling_model_bin_new    (GtkWindow       *window,
                                           AdwToastOverlay *toast_overlay);

/* Hides the file; it is discarded once its toast is gone. */
void             inkling_model_bin_delete (InklingModelBin *self,
                                           const char      *path);

/* Makes every deletion final, also those still under way. Can be called twice. */
void             inkling_model_bin_close  (InklingModelBin *self);

G_END_DECLS
