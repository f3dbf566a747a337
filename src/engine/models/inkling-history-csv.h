/* inkling-history-csv.h: a run's history as a table for other programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-history.h"

G_BEGIN_DECLS

/* Comma-separated values as RFC 4180 has them, the same in every locale: a row a step that
 * something is known of, in ascending order, with empty fields for what is not known there, and a
 * first row of names: step, loss, learning_rate, validation_accuracy (0 … 1), validation_loss,
 * test_accuracy, marks ("resumed", "learning_rate 0.1 0.05"). Numbers read back to the same bits.
 */
GBytes *inkling_history_print_csv (const InklingHistory *self);

G_END_DECLS
