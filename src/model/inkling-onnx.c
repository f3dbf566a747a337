/* inkling-onnx.c
 *
 * An ONNX file is one protocol buffer, ModelProto. Field numbers: onnx/onnx.proto3 of the ONNX
 * project; bytes: "Encoding" in the protocol buffers' documentation. Nine messages do not need a
 * library that generates code.
 *
 * Written are the oldest versions that say what is to be said: IR version 3 with operator set 7,
 * ONNX 1.2, whose Gemm adds the bias to each row. So every engine since 2018 reads the file. IR
 * version 3 wants the weights among the graph's inputs, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-onnx.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-atomic-file.h"
#include "inkling-config.h"
#include "inkling-error.h"
#include "nn-safetensors.h"

#define IR_VERSION  3
#define OPSET       7
#define INPUT       "image"
#define OUTPUT      "probabilities"
#define LOGITS      "logits"
#define GRAPH_NAME  "inkling"
#define MAX_VALUES  500000000 /* floats: a protocol buffer has at most 2 GiB */

enum { MODEL_IR_VERSION = 1, MODEL_PRODUCER = 2, MODEL_PRODUCER_VERSION = 3, MODEL_GRAPH = 7,
       MODEL_OPSET_IMPORT = 8 };
enum { OPSET_VERSION = 2 };
enum { GRAPH_NODE = 1, GRAPH_NAME_FIELD = 2, GRAPH_INITIALIZER = 5, GRAPH_INPUT = 11,
       GRAPH_OUTPUT = 12 };
enum { NODE_INPUT = 1, NODE_OUTPUT = 2, NODE_NAME = 3, NODE_OPERATOR = 4, NODE_ATTRIBUTE = 5 };
enum { ATTRIBUTE_NAME = 1, ATTRIBUTE_INTEGER = 3, ATTRIBUTE_TYPE = 20 };
enum { ATTRIBUTE_TYPE_INTEGER = 2 };
enum { TENSOR_DIMENSION = 1, TENSOR_TYPE = 2, TENSOR_NAME = 8, TENSOR_RAW_DATA = 9 };
enum { VALUE_NAME = 1, VALUE_TYPE = 2 };
enum { TYPE_TENSOR = 1 };
enum { TENSOR_TYPE_ELEMENT = 1, TENSOR_TYPE_SHAPE = 2 };
enum { SHAPE_DIMENSION = 1 };
enum { DIMENSION_VALUE = 1 };
enum { ELEMENT_FLOAT = 1 };

enum { WIRE_VARINT = 0, WIRE_BYTES = 2 };

/* Seven bits a byte, the lowest first; all but the last have the highest bit set. */
static void
put_varint (GByteArray *bytes,
            guint64     value)
{
  guint8 byte;

  for (; value >= 0x80; value >>= 7)
    {
      byte = value | 0x80;
      g_byte_array_append (bytes, &byte, 1);
    }
  byte = value;
  g_byte_array_append (bytes, &byte, 1);
}

static void
put_integer (GByteArray *message,
             guint       field,
             guint64     value)
{
  put_varint (message, field << 3 | WIRE_VARINT);
  put_varint (message, value);
}

static void
put_bytes (GByteArray   *message,
           guint         field,
           const guint8 *bytes,
           gsize         n_bytes)
{
  put_varint (message, field << 3 | WIRE_BYTES);
  put_varint (message, n_bytes);
  g_byte_array_append (message, bytes, n_bytes);
}

static void
put_text (GByteArray *message,
          guint       field,
          const char *text)
{
  put_bytes (message, field, (const guint8 *) text, strlen (text));
}

/* Takes part. */
static void
put_message (GByteArray *message,
             guint       field,
             GByteArray *part)
{
  put_bytes (message, field, part->data, part->len);
  g_byte_array_unref (part);
}

/* An attribute's type was optional at first; newer readers ask for it. */
static void
put_attribute (GByteArray *node,
               const char *name,
               guint64     value)
{
  GByteArray *attribute = g_byte_array_new ();

  put_text (attribute, ATTRIBUTE_NAME, name);
  put_integer (attribute, ATTRIBUTE_INTEGER, value);
  put_integer (attribute, ATTRIBUTE_TYPE, ATTRIBUTE_TYPE_INTEGER);
  put_message (node, NODE_ATTRIBUTE, attribute);
}

/* inputs ends with NULL. attribute may be NULL. */
static void
put_node (GByteArray        *graph,
          const char        *operator,
          const char *const *inputs,
          const char        *output,
          const char        *attribute)
{
  GByteArray *node = g_byte_array_new ();

  for (; *inputs != NULL; inputs++)
    put_text (node, NODE_INPUT, *inputs);
  put_text (node, NODE_OUTPUT, output);
  put_text (node, NODE_NAME, output);
  put_text (node, NODE_OPERATOR, operator);
  if (attribute != NULL)
    put_attribute (node, attribute, 1);
  put_message (graph, GRAPH_NODE, node);
}

static void
put_value (GByteArray    *graph,
           guint          field,
           const char    *name,
           const guint64 *shape,
           gsize          n_dimensions)
{
  GByteArray *dimensions = g_byte_array_new ();
  GByteArray *tensor = g_byte_array_new ();
  GByteArray *type = g_byte_array_new ();
  GByteArray *value = g_byte_array_new ();

  for (gsize i = 0; i < n_dimensions; i++)
    {
      GByteArray *dimension = g_byte_array_new ();

      put_integer (dimension, DIMENSION_VALUE, shape[i]);
      put_message (dimensions, SHAPE_DIMENSION, dimension);
    }
  put_integer (tensor, TENSOR_TYPE_ELEMENT, ELEMENT_FLOAT);
  put_message (tensor, TENSOR_TYPE_SHAPE, dimensions);
  put_message (type, TYPE_TENSOR, tensor);
  put_text (value, VALUE_NAME, name);
  put_message (value, VALUE_TYPE, type);
  put_message (graph, field, value);
}

/* In PyTorch's orientation, (n_outputs, n_inputs): Gemm transposes it. */
static void
put_parameter (GByteArray        *graph,
               const NnNetwork   *network,
               const NnParameter *parameter)
{
  const guint64       shape[] = { parameter->n_outputs, parameter->n_inputs };
  gsize               n_dimensions = parameter->is_weight ? 2 : 1;
  gsize               n_values = parameter->n_outputs * parameter->n_inputs;
  g_autofree float   *values = g_new (float, n_values);
  g_autofree guint8  *bytes = g_new (guint8, n_values * sizeof *values);
  GByteArray         *tensor = g_byte_array_new ();

  nn_network_get_parameter (network, parameter, values);
  nn_tensor_write_floats (NN_DTYPE_F32, values, bytes, n_values);
  for (gsize i = 0; i < n_dimensions; i++)
    put_integer (tensor, TENSOR_DIMENSION, shape[i]);
  put_integer (tensor, TENSOR_TYPE, ELEMENT_FLOAT);
  put_text (tensor, TENSOR_NAME, parameter->name);
  put_bytes (tensor, TENSOR_RAW_DATA, bytes, n_values * sizeof *values);
  put_message (graph, GRAPH_INITIALIZER, tensor);
  put_value (graph, GRAPH_INPUT, parameter->name, shape, n_dimensions);
}

/* y = x · Wᵀ + b, and in front of another layer max (0, y). */
static void
put_layer (GByteArray      *graph,
           const NnNetwork *network,
           gsize            layer)
{
  gboolean         is_last = layer + 1 == network->n_layers;
  g_autofree char *source = layer == 0 ? g_strdup (INPUT)
                                       : g_strdup_printf ("relu%" G_GSIZE_FORMAT, layer);
  g_autofree char *sum = is_last ? g_strdup (LOGITS)
                                 : g_strdup_printf ("sum%" G_GSIZE_FORMAT, layer + 1);
  g_autofree char *target = is_last ? g_strdup (OUTPUT)
                                    : g_strdup_printf ("relu%" G_GSIZE_FORMAT, layer + 1);
  const char      *operands[] = { source, network->parameters[2 * layer].name,
                                  network->parameters[2 * layer + 1].name, NULL };

  put_node (graph, "Gemm", operands, sum, "transB");
  put_node (graph, is_last ? "Softmax" : "Relu", (const char *[]) { sum, NULL }, target,
            is_last ? "axis" : NULL);
}

static GByteArray *
make_graph (const NnNetwork *network)
{
  GByteArray *graph = g_byte_array_new ();

  for (gsize i = 0; i < network->n_layers; i++)
    put_layer (graph, network, i);
  put_text (graph, GRAPH_NAME_FIELD, GRAPH_NAME);
  put_value (graph, GRAPH_INPUT, INPUT, (const guint64[]) { 1, NN_IMAGE_PIXELS }, 2);
  for (gsize i = 0; i < network->n_parameters; i++)
    put_parameter (graph, network, &network->parameters[i]);
  put_value (graph, GRAPH_OUTPUT, OUTPUT, (const guint64[]) { 1, NN_N_CLASSES }, 2);
  return graph;
}

static GBytes *
print_model (const NnNetwork *network)
{
  GByteArray *file = g_byte_array_new ();
  GByteArray *opset = g_byte_array_new ();

  put_integer (opset, OPSET_VERSION, OPSET);
  put_integer (file, MODEL_IR_VERSION, IR_VERSION);
  put_text (file, MODEL_PRODUCER, "inkling");
  put_text (file, MODEL_PRODUCER_VERSION, INKLING_VERSION);
  put_message (file, MODEL_GRAPH, make_graph (network));
  put_message (file, MODEL_OPSET_IMPORT, opset);
  return g_byte_array_free_to_bytes (file);
}

gboolean
inkling_onnx_save (const InklingModel  *model,
                   const char          *path,
                   GError             **error)
{
  g_autoptr (GBytes) file = NULL;

  if (model->averages->n_values > MAX_VALUES)
    {
      g_autofree char *name = g_filename_display_basename (path);

      return inkling_error_set (error, INKLING_ERROR_FAILED,
                                _("%s: the model is too large for an ONNX file"), name);
    }
  file = print_model (model->averages);
  return inkling_atomic_file_write (path, &file, 1, error);
}
