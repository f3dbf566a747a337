/* inkling-budget.h: what reading a file from elsewhere may cost
 *
 * A few kilobytes can ask for gigabytes of memory and minutes of time: holes, compression, sizes
 * that a header merely claims. Every reader asks here before it takes what a file asks for, so that
 * a refusal is one sentence that names the file, and never the end of the program.
 *
 * All functions may be called from any thread; a budget belongs to the one call that reads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define INKLING_BUDGET_MAX_PIXELS (64 * 1024 * 1024)
#define INKLING_BUDGET_MAX_SIDE   (256 * 1024)
#define INKLING_BUDGET_SECONDS    20 /* for one file; a reader that is given more says why */

typedef struct
{
  const char   *subject;     /* borrowed: how messages call the file */
  GCancellable *cancellable; /* borrowed, may be NULL */
  gint64        deadline;    /* of g_get_monotonic_time */
} InklingBudget;

/* The time runs from here. */
InklingBudget inkling_budget_begin (const char   *subject,
                                    guint         seconds,
                                    GCancellable *cancellable);

/* Whether a picture of width × height may be unpacked: INKLING_ERROR_PICTURE otherwise, also when
 * it has no pixels. */
gboolean inkling_budget_allows_pixels (const InklingBudget  *self,
                                       guint64               width,
                                       guint64               height,
                                       GError              **error);

/* Whether n_bytes more may be taken: at most half of what is free, of the machine's memory, of the
 * control group's and of the address space. INKLING_ERROR_NO_MEMORY otherwise. */
gboolean inkling_budget_allows_memory (const InklingBudget  *self,
                                       guint64               n_bytes,
                                       GError              **error);

/* n_items times item_size bytes of zeros, free with g_free. NULL with INKLING_ERROR_NO_MEMORY, also
 * where the product overflows; a block of no bytes is one byte long, so that NULL always means an
 * error. */
gpointer inkling_budget_allocate (const InklingBudget  *self,
                                  gsize                 n_items,
                                  gsize                 item_size,
                                  GError              **error);

/* To be asked from time to time. G_IO_ERROR_CANCELLED or G_IO_ERROR_TIMED_OUT. */
gboolean inkling_budget_allows_time (const InklingBudget  *self,
                                     GError              **error);

/* FALSE with INKLING_ERROR_PICTURE: what is read is not as it should be, for a reason that is
 * translated and has no full stop. */
gboolean inkling_budget_refuse (const InklingBudget  *self,
                                const char           *reason,
                                GError              **error);

G_END_DECLS
