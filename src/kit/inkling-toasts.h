/* inkling-toasts.h: one toast after another
 *
 * The last toast makes way for the next, or lets it wait. None goes before it has come, whoever
 * closes it: libadwaita (1.2) would read freed memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How long a toast keeps its place when another waits, if it is not closed before. */
typedef enum
{
  INKLING_TOAST_NEWS,    /* until it has come; of those that wait, the last is shown */
  INKLING_TOAST_WARNING, /* some seconds */
  INKLING_TOAST_OFFER,   /* its own timeout */
} InklingToastKind;

/* Takes toast over. Main thread. */
void inkling_toasts_add (AdwToastOverlay  *overlay,
                         AdwToast         *toast,
                         InklingToastKind  kind);

G_END_DECLS
