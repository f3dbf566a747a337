/* inkling-toasts.h: one toast after another
 *
 * A toast comes when the one before it is out of sight. libadwaita (1.2) itself lets one push the
 * other away, and then reads freed memory if the new one is closed in its first moments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How long a toast keeps its place when another waits, if it is not closed before */
typedef enum
{
  INKLING_TOAST_NEWS,    /* no longer than it takes to come; of those that wait, the last is shown */
  INKLING_TOAST_WARNING, /* some seconds */
  INKLING_TOAST_OFFER,   /* its own timeout */
} InklingToastKind;

/* Takes toast over. Main thread. */
void inkling_toasts_add (AdwToastOverlay  *overlay,
                         AdwToast         *toast,
                         InklingToastKind  kind);

G_END_DECLS
