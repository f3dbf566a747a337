/* inkling-recording.h: what was drawn once with Cairo, as the bytes of a file
 *
 * A recording is a Cairo recording surface with extents, in points. It is made where the fonts and
 * colours of the window are known; any thread may print it, one at a time, for nothing but Cairo is
 * asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* scale is pixels a point. The caller owns the surface; errors are in its status. */
cairo_surface_t *inkling_recording_make_image (cairo_surface_t  *recording,
                                               cairo_format_t    format,
                                               double            scale);

/* Replaces the file as a whole. What is written is told by path's suffix: .svg, .pdf, or else a PNG
 * of scale pixels a point. */
gboolean         inkling_recording_write      (cairo_surface_t  *recording,
                                               const char       *path,
                                               double            scale,
                                               GError          **error);

G_END_DECLS
