/* inkling-reader.h: what a network makes of pictures, without ever holding the main thread up
 *
 * Signal "read" (gpointer probabilities): the answer to a request, floats (10), valid during the
 * emission. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_TYPE_READER (inkling_reader_get_type ())

G_DECLARE_FINAL_TYPE (InklingReader, inkling_reader, INKLING, READER, GObject)

InklingReader *inkling_reader_new     (void);

/* Asks what model's averages make of image, bytes (784), of which a copy is kept. A small network
 * answers before this returns, a large one later from a worker thread, one picture at a time; of
 * the requests that come meanwhile only the newest is answered. */
void           inkling_reader_read    (InklingReader *self,
                                       InklingModel  *model,
                                       const guint8  *image);

/* Nothing that was asked until now is answered any more. */
void           inkling_reader_forget  (InklingReader *self);

G_END_DECLS
