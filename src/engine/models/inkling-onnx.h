/* inkling-onnx.h: a model for other engines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-model-file.h"
#include "inkling-model.h"

G_BEGIN_DECLS

#define INKLING_ONNX_SUFFIX ".onnx"

/* Writes the averages as an ONNX file: input "image" (batch, 784), ink 1 on paper 0, row by row;
 * output "probabilities" (batch, 10), after the softmax; any number of pictures at a time. Equal
 * models give equal bytes. Atomic as inkling_model_file_save; blocking, any thread.
 * INKLING_ERROR_FAILED if the format has no room for so many weights. */
gboolean inkling_onnx_save (const InklingModel  *model,
                            const char          *path,
                            GError             **error);

G_END_DECLS
