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
#define BATCH       "batch" /* the dimension that is whatever it is: how many pictures */
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
enum { DIMENSION_VALUE = 1, DIMENSION_NAME = 2 };
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

/* A dimension of 0 in shape stands for as many as there are pictures. */
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

      if (shape[i] > 0)
        put_integer (dimension, DIMENSION_VALUE, shape[i]);
      else
        put_text (dimension, DIMENSION_NAME, BATCH);
      put_message (dimensions, SHAPE_DIMENSION, dimension);
    }
  put_integer (tensor, TENSOR_TYPE_ELEMENT, ELEMENT_FLOAT);
  put_message (tensor, TENSOR_TYPE_SHAPE, dimensions);
  put_message (type, TYPE_TENSOR, tensor);
  put_text (value, VALUE_NAME, name);
  put_message (value, VALUE_TYPE, type);
  put_message (graph, field, value);
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

/* The shape of a parameter in PyTorch's orientation, (n_outputs, n_inputs): Gemm transposes it. */
static gsize
get_shape (const NnParameter *parameter,
           guint64            shape[2])
{
  shape[0] = parameter->n_outputs;
  shape[1] = parameter->n_inputs;
  return parameter->is_weight ? 2 : 1;
}

/* All of the graph but the values of its weights, and what is to stand in front of those. */
static GByteArray *
make_graph (const NnNetwork *network)
{
  GByteArray *graph = g_byte_array_new ();

  for (gsize i = 0; i < network->n_layers; i++)
    put_layer (graph, network, i);
  put_text (graph, GRAPH_NAME_FIELD, GRAPH_NAME);
  put_value (graph, GRAPH_INPUT, INPUT, (const guint64[]) { 0, NN_IMAGE_PIXELS }, 2);
  for (gsize i = 0; i < network->n_parameters; i++)
    {
      const NnParameter *parameter = &network->parameters[i];
      guint64            shape[2];
      gsize              n_dimensions = get_shape (parameter, shape);

      put_value (graph, GRAPH_INPUT, parameter->name, shape, n_dimensions);
    }
  put_value (graph, GRAPH_OUTPUT, OUTPUT, (const guint64[]) { 0, NN_N_CLASSES }, 2);
  return graph;
}

/* What stands in front of n_bytes bytes of values, within the graph. */
static GByteArray *
make_tensor_beginning (const NnParameter *parameter,
                       gsize              n_bytes)
{
  GByteArray *tensor = g_byte_array_new ();
  GByteArray *beginning = g_byte_array_new ();
  guint64     shape[2];
  gsize       n_dimensions = get_shape (parameter, shape);

  for (gsize i = 0; i < n_dimensions; i++)
    put_integer (tensor, TENSOR_DIMENSION, shape[i]);
  put_integer (tensor, TENSOR_TYPE, ELEMENT_FLOAT);
  put_text (tensor, TENSOR_NAME, parameter->name);
  put_varint (tensor, TENSOR_RAW_DATA << 3 | WIRE_BYTES);
  put_varint (tensor, n_bytes);
  put_varint (beginning, GRAPH_INITIALIZER << 3 | WIRE_BYTES);
  put_varint (beginning, tensor->len + n_bytes);
  g_byte_array_append (beginning, tensor->data, tensor->len);
  g_byte_array_unref (tensor);
  return beginning;
}

/* NULL: no memory. */
static GBytes *
print_values (const NnNetwork    *network,
              const NnParameter  *parameter,
              GError            **error)
{
  g_autofree float  *row = g_new (float, parameter->n_inputs);
  gsize              n_bytes = parameter->n_inputs * sizeof *row;
  g_autofree guint8 *bytes = g_try_malloc (parameter->n_outputs * n_bytes);

  if (bytes == NULL)
    {
      inkling_error_from_status (error, NN_NO_MEMORY, NULL);
      return NULL;
    }
  for (gsize o = 0; o < parameter->n_outputs; o++)
    {
      nn_network_get_outputs (network, parameter, o, 1, row);
      nn_tensor_write_floats (NN_DTYPE_F32, row, bytes + o * n_bytes, parameter->n_inputs);
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), parameter->n_outputs * n_bytes);
}

/* The values, each behind its beginning, as the end of the graph. FALSE: no memory. */
static gboolean
add_tensors (GPtrArray        *pieces,
             const NnNetwork  *network,
             GError          **error)
{
  for (gsize i = 0; i < network->n_parameters; i++)
    {
      const NnParameter *parameter = &network->parameters[i];
      GBytes            *values = print_values (network, parameter, error);

      if (values == NULL)
        return FALSE;
      g_ptr_array_add (pieces, g_byte_array_free_to_bytes (
                                 make_tensor_beginning (parameter, g_bytes_get_size (values))));
      g_ptr_array_add (pieces, values);
    }
  return TRUE;
}

static gsize
count_bytes (const GPtrArray *pieces)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < pieces->len; i++)
    n_bytes += g_bytes_get_size (pieces->pdata[i]);
  return n_bytes;
}

/* The file up to the values, which n_bytes more bytes belong to. */
static GBytes *
make_beginning (const NnNetwork *network,
                gsize            n_bytes)
{
  GByteArray *file = g_byte_array_new ();
  GByteArray *opset = g_byte_array_new ();
  GByteArray *graph = make_graph (network);

  put_integer (opset, OPSET_VERSION, OPSET);
  put_integer (file, MODEL_IR_VERSION, IR_VERSION);
  put_text (file, MODEL_PRODUCER, "inkling");
  put_text (file, MODEL_PRODUCER_VERSION, INKLING_VERSION);
  put_message (file, MODEL_OPSET_IMPORT, opset);
  put_varint (file, MODEL_GRAPH << 3 | WIRE_BYTES);
  put_varint (file, graph->len + n_bytes);
  g_byte_array_append (file, graph->data, graph->len);
  g_byte_array_unref (graph);
  return g_byte_array_free_to_bytes (file);
}

gboolean
inkling_onnx_save (const InklingModel  *model,
                   const char          *path,
                   GError             **error)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char      *name = g_filename_display_basename (path);

  if (model->averages->n_values > MAX_VALUES)
    return inkling_error_set (error, INKLING_ERROR_FAILED,
                              _("%s: the model is too large for an ONNX file"), name);
  if (!add_tensors (pieces, model->averages, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  g_ptr_array_insert (pieces, 0, make_beginning (model->averages, count_bytes (pieces)));
  return inkling_atomic_file_write (path, (GBytes *const *) pieces->pdata, pieces->len, error);
}
