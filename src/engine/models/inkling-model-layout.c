/* inkling-model-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-layout.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-budget.h"
#include "inkling-error.h"

#define PIECE_VALUES NN_MAX_HIDDEN_WIDTH /* converted at a time; at least a row of a tensor */

typedef struct
{
  const char *prefix;
  gsize       offset; /* of the NnNetwork * in InklingModel */
} Role;

static const Role roles[] = {
  { "", G_STRUCT_OFFSET (InklingModel, weights) },
  { "ema.", G_STRUCT_OFFSET (InklingModel, averages) },
  { "velocity.", G_STRUCT_OFFSET (InklingModel, velocity) },
};

static GArray *
get_rows (const InklingHistory       *history,
          const InklingHistoryColumn *column)
{
  return column->of_evaluations ? history->evaluations : history->reports;
}

static void
add_column (GArray                     *layout,
            const InklingHistory       *history,
            const InklingHistoryColumn *column)
{
  InklingModelTensor tensor = { .rows = get_rows (history, column), .column = column };

  g_strlcpy (tensor.entry.name, column->name, sizeof tensor.entry.name);
  tensor.entry.dtype = column->is_step ? NN_DTYPE_I64 : NN_DTYPE_F64;
  tensor.entry.n_dimensions = 1;
  tensor.entry.shape[0] = tensor.rows->len;
  g_array_append_val (layout, tensor);
}

/* A weight has PyTorch's orientation, (outputs, inputs), a bias one dimension. */
static void
add_parameter (GArray            *layout,
               const char        *prefix,
               NnNetwork         *network,
               const NnParameter *parameter,
               NnDtype            dtype)
{
  InklingModelTensor tensor = { .network = network, .parameter = parameter };

  g_snprintf (tensor.entry.name, sizeof tensor.entry.name, "%s%s", prefix, parameter->name);
  tensor.entry.dtype = dtype;
  tensor.entry.n_dimensions = parameter->is_weight ? 2 : 1;
  tensor.entry.shape[0] = parameter->n_outputs;
  tensor.entry.shape[1] = parameter->is_weight ? parameter->n_inputs : 0;
  g_array_append_val (layout, tensor);
}

GArray *
inkling_model_layout_new (const InklingModel *model,
                          NnDtype             dtype)
{
  GArray *layout = g_array_new (FALSE, FALSE, sizeof (InklingModelTensor));

  for (gsize i = 0; i < inkling_history_n_columns; i++)
    add_column (layout, model->history, &inkling_history_columns[i]);
  for (gsize r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      NnNetwork *network = G_STRUCT_MEMBER (NnNetwork *, model, roles[r].offset);

      for (gsize p = 0; network != NULL && p < network->n_parameters; p++)
        add_parameter (layout, roles[r].prefix, network, &network->parameters[p], dtype);
    }
  return layout;
}

/* How many numbers the recipe's network has. */
static guint64
count_values (const NnRecipe *recipe)
{
  guint64 n_inputs = NN_IMAGE_PIXELS;
  guint64 n_values = 0;

  for (guint64 i = 0; i < recipe->n_hidden; i++)
    {
      n_values += (n_inputs + 1) * recipe->hidden[i];
      n_inputs = recipe->hidden[i];
    }
  return n_values + (n_inputs + 1) * NN_N_CLASSES;
}

/* Whether the file has any of a role's tensors. */
static gboolean
has_role (const InklingTensorHeader *header,
          const NnNetwork           *shape,
          const char                *prefix)
{
  for (gsize p = 0; p < shape->n_parameters; p++)
    {
      g_autofree char *name = g_strconcat (prefix, shape->parameters[p].name, NULL);

      if (inkling_tensor_header_find (header, name) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Those networks that the file has, without values. A small file whose recipe asks for a huge
 * network is found out at once. */
static gboolean
describe_networks (InklingModel               *model,
                   const InklingTensorHeader  *header,
                   GError                    **error)
{
  const NnRecipe *recipe = &model->recipe;

  if (header->n_data_bytes < count_values (recipe) * nn_dtype_size (NN_DTYPE_F16))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the recipe asks for a larger network than the file has room for"));
  model->averages = nn_network_describe (recipe);
  if (model->averages == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, NULL);
  for (gsize r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      NnNetwork **network = &G_STRUCT_MEMBER (NnNetwork *, model, roles[r].offset);

      if (*network == NULL && has_role (header, model->averages, roles[r].prefix) &&
          (*network = nn_network_describe (recipe)) == NULL)
        return inkling_error_from_status (error, NN_NO_MEMORY, NULL);
    }
  return TRUE;
}

/* Columns of one table have equally many rows, and the first of each table, of the steps, no more
 * than the run has steps. n_rows is what the first one had. */
static gboolean
match_column (const InklingModelTensor  *tensor,
              const NnTensorEntry       *found,
              guint64                    last_step,
              guint64                   *n_rows,
              GError                   **error)
{
  if (found->dtype != tensor->entry.dtype)
    return inkling_error_from_status (error, NN_TENSOR_BAD_DTYPE, found->name);
  if (found->n_dimensions != 1)
    return inkling_error_from_status (error, NN_TENSOR_BAD_SHAPE, found->name);
  if (tensor->column->is_step)
    *n_rows = found->shape[0];
  if (found->shape[0] != *n_rows)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("%s: it has another length than the steps it belongs to"),
                              found->name);
  if (*n_rows > MIN (last_step + 1, G_MAXINT32))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("%s: it is longer than the model’s own step allows"), found->name);
  return TRUE;
}

static gboolean
match_parameter (const InklingModelTensor  *tensor,
                 const NnTensorEntry       *found,
                 GError                   **error)
{
  const NnTensorEntry *wanted = &tensor->entry;

  /* Parameters are also taken in half precision. */
  if (found->dtype != NN_DTYPE_F32 && found->dtype != NN_DTYPE_F16)
    return inkling_error_from_status (error, NN_TENSOR_BAD_DTYPE, found->name);
  if (found->n_dimensions != wanted->n_dimensions ||
      memcmp (found->shape, wanted->shape, wanted->n_dimensions * sizeof wanted->shape[0]) != 0)
    return inkling_error_from_status (error, NN_TENSOR_BAD_SHAPE, found->name);
  return TRUE;
}

static gboolean
match_tensors (GArray                     *layout,
               const InklingTensorHeader  *header,
               guint64                     last_step,
               GError                    **error)
{
  guint64 n_rows[2] = { 0 };

  for (guint i = 0; i < layout->len; i++)
    {
      InklingModelTensor  *tensor = &g_array_index (layout, InklingModelTensor, i);
      const NnTensorEntry *found = inkling_tensor_header_find (header, tensor->entry.name);

      if (found == NULL)
        return inkling_error_from_status (error, NN_TENSOR_MISSING, tensor->entry.name);
      if (tensor->column != NULL
            ? !match_column (tensor, found, last_step, &n_rows[tensor->column->of_evaluations],
                             error)
            : !match_parameter (tensor, found, error))
        return FALSE;
      tensor->entry = *found;
    }
  return TRUE;
}

static gboolean
layout_has (GArray     *layout,
            const char *name)
{
  for (guint i = 0; i < layout->len; i++)
    if (strcmp (g_array_index (layout, InklingModelTensor, i).entry.name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_no_others (GArray                     *layout,
                 const InklingTensorHeader  *header,
                 GError                    **error)
{
  for (guint i = 0; i < header->entries->len; i++)
    {
      const char      *name = g_array_index (header->entries, NnTensorEntry, i).name;
      g_autofree char *quoted = inkling_error_quote (name);

      if (!layout_has (layout, name))
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("%s: a model with this recipe has no such tensor"), quoted);
    }
  return TRUE;
}

GArray *
inkling_model_layout_match (InklingModel               *model,
                            const InklingTensorHeader  *header,
                            GError                    **error)
{
  g_autoptr (GArray) layout = NULL;

  if (!describe_networks (model, header, error))
    return NULL;
  if (model->recipe.momentum == 0)
    g_clear_pointer (&model->velocity, nn_network_free);

  layout = inkling_model_layout_new (model, NN_DTYPE_F32);
  if (!match_tensors (layout, header, model->step, error) ||
      !check_no_others (layout, header, error))
    return NULL;
  return g_steal_pointer (&layout);
}

/* A table grows to the next power of two. */
static guint64
count_bytes (GArray             *layout,
             const InklingModel *model)
{
  guint64 n_bytes = 0;

  for (gsize r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      const NnNetwork *network = G_STRUCT_MEMBER (NnNetwork *, model, roles[r].offset);

      n_bytes += network != NULL ? network->n_values * sizeof *network->values : 0;
    }
  for (guint i = 0; i < layout->len; i++)
    {
      const InklingModelTensor *tensor = &g_array_index (layout, InklingModelTensor, i);

      if (tensor->column != NULL && tensor->column->is_step)
        n_bytes += 2 * tensor->entry.shape[0] * g_array_get_element_size (tensor->rows);
    }
  return n_bytes;
}

gboolean
inkling_model_layout_allocate (GArray        *layout,
                               InklingModel  *model,
                               GError       **error)
{
  InklingBudget budget = inkling_budget_begin (NULL, INKLING_BUDGET_SECONDS, NULL);

  if (!inkling_budget_allows_memory (&budget, count_bytes (layout, model), error))
    return FALSE;
  for (gsize r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      NnNetwork *network = G_STRUCT_MEMBER (NnNetwork *, model, roles[r].offset);

      if (network != NULL && !nn_network_allocate (network))
        return inkling_error_from_status (error, NN_NO_MEMORY, NULL);
    }
  for (guint i = 0; i < layout->len; i++)
    {
      const InklingModelTensor *tensor = &g_array_index (layout, InklingModelTensor, i);

      if (tensor->column != NULL && tensor->column->is_step)
        g_array_set_size (tensor->rows, tensor->entry.shape[0]);
    }
  return TRUE;
}

InklingTensorHeader *
inkling_model_layout_describe (GArray *layout)
{
  InklingTensorHeader *header = inkling_tensor_header_new ();

  for (guint i = 0; i < layout->len; i++)
    g_array_append_val (header->entries, g_array_index (layout, InklingModelTensor, i).entry);
  inkling_tensor_header_lay_out (header);
  for (guint i = 0; i < layout->len; i++)
    g_array_index (layout, InklingModelTensor, i).entry =
      g_array_index (header->entries, NnTensorEntry, i);
  return header;
}

/* One value of a column, 8 bytes of either type. */
static gpointer
get_cell (const InklingModelTensor *tensor,
          gsize                     row)
{
  return tensor->rows->data + row * g_array_get_element_size (tensor->rows) +
         tensor->column->offset;
}

/* Values first … first + n_values − 1 of a tensor, as they stand in a file. */
static void
set_values (const InklingModelTensor *tensor,
            gsize                     first,
            gsize                     n_values,
            const guint8             *bytes)
{
  float values[PIECE_VALUES];

  if (tensor->parameter != NULL)
    {
      gsize n_inputs = tensor->parameter->n_inputs;

      nn_tensor_read_floats (tensor->entry.dtype, bytes, values, n_values);
      nn_network_set_outputs (tensor->network, tensor->parameter, first / n_inputs,
                              n_values / n_inputs, values);
      return;
    }
  for (gsize i = 0; i < n_values; i++)
    if (tensor->column->is_step)
      nn_tensor_read_integers (bytes + 8 * i, get_cell (tensor, first + i), 1);
    else
      nn_tensor_read_doubles (NN_DTYPE_F64, bytes + 8 * i, get_cell (tensor, first + i), 1);
}

static void
get_values (const InklingModelTensor *tensor,
            gsize                     first,
            gsize                     n_values,
            guint8                   *bytes)
{
  float values[PIECE_VALUES];

  if (tensor->parameter != NULL)
    {
      gsize n_inputs = tensor->parameter->n_inputs;

      nn_network_get_outputs (tensor->network, tensor->parameter, first / n_inputs,
                              n_values / n_inputs, values);
      nn_tensor_write_floats (tensor->entry.dtype, values, bytes, n_values);
      return;
    }
  for (gsize i = 0; i < n_values; i++)
    if (tensor->column->is_step)
      nn_tensor_write_integers (get_cell (tensor, first + i), bytes + 8 * i, 1);
    else
      nn_tensor_write_doubles (NN_DTYPE_F64, get_cell (tensor, first + i), bytes + 8 * i, 1);
}

static gsize
count_values_of (const InklingModelTensor *tensor)
{
  const NnParameter *parameter = tensor->parameter;

  return parameter != NULL ? parameter->n_inputs * parameter->n_outputs : tensor->rows->len;
}

/* How many values are converted at a time: whole rows, of which a column's have one value. */
static gsize
get_piece (const InklingModelTensor *tensor)
{
  gsize n_inputs = tensor->parameter != NULL ? tensor->parameter->n_inputs : 1;

  return PIECE_VALUES / n_inputs * n_inputs;
}

gboolean
inkling_model_layout_read (GArray                     *layout,
                           const InklingTensorSource  *source,
                           guint64                     begin,
                           InklingModelDigest         *digest,
                           GError                    **error)
{
  g_autofree guint8 *bytes = g_try_malloc (PIECE_VALUES * sizeof (double));

  if (bytes == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, NULL);
  for (guint i = 0; i < layout->len; i++)
    {
      const InklingModelTensor *tensor = &g_array_index (layout, InklingModelTensor, i);
      gsize                     size = nn_dtype_size (tensor->entry.dtype);
      gsize                     n_values = count_values_of (tensor);
      gsize                     n_done, n_now;

      for (n_done = 0; n_done < n_values; n_done += n_now)
        {
          n_now = MIN (get_piece (tensor), n_values - n_done);
          if (!inkling_tensor_source_read (source, begin + tensor->entry.begin + n_done * size,
                                           bytes, n_now * size, error))
            return FALSE;
          inkling_model_digest_add_bytes (digest, bytes, n_now * size);
          set_values (tensor, n_done, n_now, bytes);
        }
      inkling_model_digest_end_tensor (digest, &tensor->entry);
    }
  return TRUE;
}

GBytes *
inkling_model_layout_print (GArray   *layout,
                            guint64   n_bytes,
                            GError  **error)
{
  g_autofree guint8 *data = g_try_malloc (n_bytes);

  /* An empty section needs no memory. */
  if (data == NULL && n_bytes > 0)
    {
      inkling_error_from_status (error, NN_NO_MEMORY, NULL);
      return NULL;
    }
  for (guint i = 0; i < layout->len; i++)
    {
      const InklingModelTensor *tensor = &g_array_index (layout, InklingModelTensor, i);
      gsize                     size = nn_dtype_size (tensor->entry.dtype);
      gsize                     n_values = count_values_of (tensor);
      gsize                     n_done, n_now;

      for (n_done = 0; n_done < n_values; n_done += n_now)
        {
          n_now = MIN (get_piece (tensor), n_values - n_done);
          get_values (tensor, n_done, n_now, data + tensor->entry.begin + n_done * size);
        }
    }
  return g_bytes_new_take (g_steal_pointer (&data), n_bytes);
}

static gboolean
check_parameter (const InklingModelTensor  *tensor,
                 GError                   **error)
{
  const NnParameter *parameter = tensor->parameter;
  gsize              n_values = parameter->n_inputs * parameter->stride;

  for (gsize i = 0; i < n_values; i++)
    if (!isfinite (tensor->network->values[parameter->offset + i]))
      return inkling_error_from_status (error, NN_TENSOR_NOT_FINITE, tensor->entry.name);
  return TRUE;
}

static gboolean
check_column (const InklingModelTensor  *tensor,
              GError                   **error)
{
  for (gsize i = 0; i < tensor->rows->len; i++)
    {
      double value = *(double *) get_cell (tensor, i);

      if (!isfinite (value))
        return inkling_error_from_status (error, NN_TENSOR_NOT_FINITE, tensor->entry.name);
      if (value < 0.0 || value > tensor->column->maximum)
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("%s: it holds a number outside its range"),
                                  tensor->entry.name);
    }
  return TRUE;
}

static gboolean
check_steps (const InklingModelTensor  *tensor,
             guint64                    last_step,
             GError                   **error)
{
  gint64 previous = -1;

  for (gsize i = 0; i < tensor->rows->len; i++)
    {
      gint64 step = *(gint64 *) get_cell (tensor, i);

      if (step <= previous)
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("%s: its steps do not ascend"), tensor->entry.name);
      if ((guint64) step > last_step)
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                  _("%s: it goes beyond the model’s own step"), tensor->entry.name);
      previous = step;
    }
  return TRUE;
}

static gboolean
check_tensor (const InklingModelTensor  *tensor,
              guint64                    last_step,
              GError                   **error)
{
  if (tensor->parameter != NULL)
    return check_parameter (tensor, error);
  return tensor->column->is_step ? check_steps (tensor, last_step, error)
                                 : check_column (tensor, error);
}

gboolean
inkling_model_layout_check_values (GArray              *layout,
                                   const InklingModel  *model,
                                   GError             **error)
{
  for (guint i = 0; i < layout->len; i++)
    if (!check_tensor (&g_array_index (layout, InklingModelTensor, i), model->step, error))
      return FALSE;
  return TRUE;
}
