/* inkling-cli-output.h: whether a file may be written where the command line says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What files of a kind are called, and what they begin with, which alone tells what a file is; NULL
 * for models, which are told as such. */
typedef struct
{
  const char *suffix;
  const char *beginning;
} InklingCliKind;

extern const InklingCliKind inkling_cli_kind_model;
extern const InklingCliKind inkling_cli_kind_onnx;
extern const InklingCliKind inkling_cli_kind_png;

/* Whether there is a model at path, sound or not, of whatever program. */
gboolean inkling_cli_output_is_model (const char            *path);

/* Whether a file of that kind may be put at path: never in the place of source (NULL: none), which
 * it is made from, however either is spelt; and only if force is set in that of a model, or of
 * something of another kind. */
gboolean inkling_cli_output_check    (const char            *path,
                                      const InklingCliKind  *kind,
                                      const char            *source,
                                      gboolean               force,
                                      GError               **error);

G_END_DECLS
