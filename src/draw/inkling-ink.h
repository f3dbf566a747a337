/* inkling-ink.h: what is on a sheet, the strokes of a drawing or a picture, with every step to undo
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

#include "inkling-ink-point.h"
#include "inkling-sheet-picture.h"
#include "nn-ink.h"

G_BEGIN_DECLS

#define INKLING_TYPE_INK (inkling_ink_get_type ())

G_DECLARE_FINAL_TYPE (InklingInk, inkling_ink, INKLING, INK, GObject)

/* Signal "changed": what is drawn, or what can be undone, is different now. */
InklingInk *inkling_ink_new (void);

/* A stroke grows at its end until it is finished, and is then one step to undo. Points are brought
 * onto the sheet; those too close to the last one are left out. Extending or ending without a
 * stroke that grows does nothing, as when it was undone under the pen. */
void        inkling_ink_begin_stroke  (InklingInk            *self,
                                       const InklingInkPoint *point);
void        inkling_ink_extend_stroke (InklingInk            *self,
                                       const InklingInkPoint *points,
                                       gsize                  n_points);
void        inkling_ink_end_stroke    (InklingInk            *self);

/* Rubs out what lies within radius of a place; a stroke may be cut in two. All that is erased from
 * one begin_erasing until something else happens to the ink is one step to undo. */
void        inkling_ink_begin_erasing (InklingInk            *self);
void        inkling_ink_erase         (InklingInk            *self,
                                       float                  x,
                                       float                  y,
                                       float                  radius);
void        inkling_ink_clear         (InklingInk            *self);

/* What the stroke that grows, or the erasing since its begin_erasing, has done was not meant: it
 * has never been. */
void        inkling_ink_take_back     (InklingInk            *self);

/* Puts other strokes, a list of GArrays of InklingInkPoint, or a picture instead of strokes in the
 * place of what is on the sheet, as one step to undo. A stroke that is begun takes the picture
 * away. */
void        inkling_ink_set_strokes   (InklingInk            *self,
                                       GPtrArray             *strokes);
void        inkling_ink_set_picture   (InklingInk            *self,
                                       InklingSheetPicture   *picture);

/* The ink's own, until it changes; NULL when there is none. */
InklingSheetPicture *
            inkling_ink_get_picture   (InklingInk            *self);
void        inkling_ink_undo          (InklingInk            *self);
void        inkling_ink_redo          (InklingInk            *self);

gboolean    inkling_ink_is_empty      (InklingInk            *self);
/* Whether the last stroke is not finished: a pen is down. */
gboolean    inkling_ink_is_growing    (InklingInk            *self);
gboolean    inkling_ink_can_undo      (InklingInk            *self);
gboolean    inkling_ink_can_redo      (InklingInk            *self);

gsize       inkling_ink_get_n_strokes (InklingInk            *self);
/* The points are the ink's, until it changes. */
const InklingInkPoint *
            inkling_ink_get_stroke    (InklingInk            *self,
                                       gsize                  stroke,
                                       gsize                 *n_points);

/* Replaces what target holds by this drawing. NN_NO_MEMORY leaves it incomplete. */
NnStatus    inkling_ink_copy_to       (InklingInk            *self,
                                       NnInk                 *target);

G_END_DECLS
