/* inkling-model-foreign.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-model-foreign.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-model-layout.h"

#define WEIGHT   "weight"
#define BIAS     "bias"
#define AVERAGES "ema."

/* Of Inkling's own, beside the networks. */
static const char *const passed_over[] = { "history.", "velocity." };

/* A module: two tensors with the same stem. */
typedef struct
{
  char                *stem;   /* owned: the name up to "weight" or "bias" */
  const NnTensorEntry *weight; /* borrowed */
  const NnTensorEntry *bias;   /* borrowed; NULL: none */
} Layer;

static void
layer_clear (gpointer data)
{
  Layer *layer = data;

  g_free (layer->stem);
}

static gboolean
refuse (GError     **error,
        const char  *reason)
{
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            /* Translators: %s is one of the reasons below */
                            _("another program wrote this file, and it holds no network that reads "
                              "digits: %s"), reason);
}

static gboolean
refuse_tensor (GError              **error,
               const NnTensorEntry  *entry,
               const char           *reason)
{
  g_autofree char *quoted = inkling_error_quote (entry->name);
  g_autofree char *whole = g_strdup_printf ("%s: %s", quoted, reason);

  return refuse (error, whole);
}

/* Raw weights where there are averages of them, too, and what is no network. */
static gboolean
is_passed_over (const InklingTensorHeader *header,
                const NnTensorEntry       *entry)
{
  g_autofree char *average = g_strconcat (AVERAGES, entry->name, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (passed_over); i++)
    if (g_str_has_prefix (entry->name, passed_over[i]))
      return TRUE;
  return inkling_tensor_header_find (header, average) != NULL;
}

/* NULL if the name has not that end, which may be all of it, or stand behind a dot. */
static char *
get_stem (const char *name,
          const char *end)
{
  gsize length = strlen (name) - MIN (strlen (name), strlen (end));

  if (strcmp (name + length, end) != 0 || (length > 0 && name[length - 1] != '.'))
    return NULL;
  return g_strndup (name, length);
}

static Layer *
find_layer (GArray     *layers,
            const char *stem)
{
  for (guint i = 0; i < layers->len; i++)
    if (strcmp (g_array_index (layers, Layer, i).stem, stem) == 0)
      return &g_array_index (layers, Layer, i);
  return NULL;
}

static gboolean
add_weight (GArray               *layers,
            const NnTensorEntry  *entry,
            GError              **error)
{
  Layer layer = { get_stem (entry->name, WEIGHT), entry, NULL };

  if (layer.stem == NULL)
    return TRUE;
  g_array_append_val (layers, layer);
  if (entry->n_dimensions != 2)
    return refuse_tensor (error, entry, _("the weights of a fully connected layer have two "
                                          "dimensions"));
  if (entry->dtype == NN_DTYPE_I64)
    return refuse_tensor (error, entry, _("its numbers are of an unexpected type"));
  if (layers->len > NN_MAX_LAYERS)
    return refuse (error, _("it has too many layers"));
  return TRUE;
}

/* Once all weights are known. */
static gboolean
add_bias (GArray               *layers,
          const NnTensorEntry  *entry,
          GError              **error)
{
  g_autofree char *weight = get_stem (entry->name, WEIGHT);
  g_autofree char *stem = get_stem (entry->name, BIAS);
  Layer           *layer = stem != NULL ? find_layer (layers, stem) : NULL;

  if (weight != NULL)
    return TRUE;
  if (layer == NULL)
    return refuse_tensor (error, entry, _("fully connected layers have no such tensor"));
  if (entry->n_dimensions != 1 || entry->shape[0] != layer->weight->shape[0])
    return refuse_tensor (error, entry, _("its shape is not that of its layer"));
  if (entry->dtype == NN_DTYPE_I64)
    return refuse_tensor (error, entry, _("its numbers are of an unexpected type"));
  layer->bias = entry;
  return TRUE;
}

static gboolean
for_each_entry (const InklingTensorHeader  *header,
                gboolean                  (*add) (GArray               *layers,
                                                  const NnTensorEntry  *entry,
                                                  GError              **error),
                GArray                     *layers,
                GError                    **error)
{
  for (guint i = 0; i < header->entries->len; i++)
    {
      const NnTensorEntry *entry = &g_array_index (header->entries, NnTensorEntry, i);

      if (!is_passed_over (header, entry) && !add (layers, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* Numbers within names by their value: "net.2." comes before "net.10.". */
static int
compare_layers (gconstpointer a,
                gconstpointer b)
{
  const char *x = ((const Layer *) a)->stem, *y = ((const Layer *) b)->stem;

  while (*x != '\0' && *y != '\0')
    {
      if (g_ascii_isdigit (*x) && g_ascii_isdigit (*y))
        {
          guint64 n = g_ascii_strtoull (x, (char **) &x, 10);
          guint64 m = g_ascii_strtoull (y, (char **) &y, 10);

          if (n != m)
            return n < m ? -1 : 1;
        }
      else if (*x != *y)
        return (guchar) *x < (guchar) *y ? -1 : 1;
      else
        x++, y++;
    }
  return (*x != '\0') - (*y != '\0');
}

/* The orders of the layers that lead from the pixels to the digits. */
typedef struct
{
  const Layer *layers;
  guint        n_layers;
  guint        order[NN_MAX_LAYERS]; /* being tried */
  guint        first[NN_MAX_LAYERS]; /* the first that was found: by name, if that is one */
  guint        n_found;
} Search;

static gboolean
is_used (const Search *search,
         guint         depth,
         guint         layer)
{
  for (guint i = 0; i < depth; i++)
    if (search->order[i] == layer)
      return TRUE;
  return FALSE;
}

static void
search_orders (Search  *search,
               guint    depth,
               guint64  n_inputs)
{
  if (depth == search->n_layers)
    {
      if (n_inputs == NN_N_CLASSES && search->n_found++ == 0)
        memcpy (search->first, search->order, sizeof search->first);
      return;
    }
  for (guint i = 0; i < search->n_layers; i++)
    if (!is_used (search, depth, i) && search->layers[i].weight->shape[1] == n_inputs)
      {
        search->order[depth] = i;
        search_orders (search, depth + 1, search->layers[i].weight->shape[0]);
      }
}

static gboolean
is_by_name (const Search *search)
{
  for (guint i = 0; i < search->n_layers; i++)
    if (search->first[i] != i)
      return FALSE;
  return TRUE;
}

static gboolean
find_order (Search  *search,
            GError **error)
{
  if (search->n_layers > 0)
    search_orders (search, 0, NN_IMAGE_PIXELS);
  if (search->n_found == 0)
    return refuse (error, _("there are no layers in it that lead from 784 pixels to 10 digits"));
  if (search->n_found > 1 && !is_by_name (search))
    return refuse (error, _("neither the names nor the sizes of its layers tell which comes "
                             "first"));
  return TRUE;
}

static gboolean
describe_network (InklingModel  *model,
                  const Search  *search,
                  GError       **error)
{
  const NnRecipeField *field = NULL;

  model->foreign = TRUE;
  model->recipe = nn_named_recipes[0].recipe;
  model->recipe.n_hidden = search->n_layers - 1;
  for (guint i = 0; i + 1 < search->n_layers; i++)
    model->recipe.hidden[i] = search->layers[search->first[i]].weight->shape[0];
  if (nn_recipe_check (&model->recipe, &field) != NN_OK)
    return refuse (error, _("one of its layers is too wide"));
  model->averages = nn_network_describe (&model->recipe);
  return model->averages != NULL || inkling_error_from_status (error, NN_NO_MEMORY, NULL);
}

static void
add_row (GArray              *layout,
         NnNetwork           *network,
         gsize                parameter,
         const NnTensorEntry *entry)
{
  InklingModelTensor tensor = {
    .entry = *entry, .network = network, .parameter = &network->parameters[parameter],
  };

  g_array_append_val (layout, tensor);
}

/* What is missing stays 0. */
static GArray *
make_layout (NnNetwork    *network,
             const Search *search)
{
  GArray *layout = g_array_new (FALSE, FALSE, sizeof (InklingModelTensor));

  for (guint i = 0; i < search->n_layers; i++)
    {
      const Layer *layer = &search->layers[search->first[i]];

      add_row (layout, network, 2 * i, layer->weight);
      if (layer->bias != NULL)
        add_row (layout, network, 2 * i + 1, layer->bias);
    }
  return layout;
}

GArray *
inkling_model_foreign_match (InklingModel               *model,
                             const InklingTensorHeader  *header,
                             GError                    **error)
{
  g_autoptr (GArray) layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  Search             search = { 0 };

  g_array_set_clear_func (layers, layer_clear);
  if (!for_each_entry (header, add_weight, layers, error) ||
      !for_each_entry (header, add_bias, layers, error))
    return NULL;
  g_array_sort (layers, compare_layers);
  search.layers = (const Layer *) (void *) layers->data;
  search.n_layers = layers->len;
  if (!find_order (&search, error) || !describe_network (model, &search, error))
    return NULL;
  return make_layout (model->averages, &search);
}
