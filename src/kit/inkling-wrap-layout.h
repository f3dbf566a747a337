/* inkling-wrap-layout.h: cells of one size in rows, as many beside each other as fit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define INKLING_TYPE_WRAP_LAYOUT (inkling_wrap_layout_get_type ())

G_DECLARE_FINAL_TYPE (InklingWrapLayout, inkling_wrap_layout, INKLING, WRAP_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
