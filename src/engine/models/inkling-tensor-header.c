/* inkling-tensor-header.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-tensor-header.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-plain-json.h"

#define METADATA  "__metadata__"
#define ALIGNMENT 8
#define MAX_DEPTH 3 /* {"name": {"shape": [ */

/* What people open by mistake, told by its first bytes. */
typedef struct
{
  const char *bytes;
  const char *message; /* to be translated */
} Signature;

static const Signature signatures[] = {
  { "\x89PNG", N_("this is a picture, not a model file") },
  { "\xff\xd8\xff", N_("this is a picture, not a model file") },
  { "PK\x03\x04", N_("this is an archive, perhaps a PyTorch checkpoint, not a model file") },
  { "\x1f\x8b", N_("this is a compressed file; unpack it first") },
  { "\x89HDF", N_("this is an HDF5 file, perhaps a Keras model, not a model file") },
};

InklingTensorHeader *
inkling_tensor_header_new (void)
{
  InklingTensorHeader *self = g_new0 (InklingTensorHeader, 1);

  self->metadata = json_object_new ();
  self->entries = g_array_new (FALSE, TRUE, sizeof (NnTensorEntry));
  return self;
}

void
inkling_tensor_header_free (InklingTensorHeader *self)
{
  json_object_unref (self->metadata);
  g_array_unref (self->entries);
  g_free (self);
}

static gboolean
check_signature (const guint8  *bytes,
                 guint64        file_size,
                 GError       **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      gsize length = strlen (signatures[i].bytes);

      if (length <= file_size && memcmp (bytes, signatures[i].bytes, length) == 0)
        return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, "%s",
                                  _(signatures[i].message));
    }
  return TRUE;
}

gboolean
inkling_tensor_header_measure (const guint8  *bytes,
                               guint64        file_size,
                               gsize         *n_bytes,
                               GError       **error)
{
  guint64 length;

  if (file_size == 0)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("the file is empty"));
  if (!check_signature (bytes, file_size, error))
    return FALSE;
  if (file_size < sizeof length)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the file is cut off at its very beginning"));

  memcpy (&length, bytes, sizeof length);
  length = GUINT64_FROM_LE (length);
  if (length > NN_SAFETENSORS_MAX_HEADER)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("this is not a model file: a header of %" PRIu64
                                " bytes is announced, and at most %d are allowed"),
                              length, NN_SAFETENSORS_MAX_HEADER);
  if (length > file_size - sizeof length)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the file is cut off within its header"));
  *n_bytes = sizeof length + length;
  return TRUE;
}

static gboolean
check_plain (const char  *json,
             gsize        length,
             GError     **error)
{
  gsize offset;

  switch (inkling_plain_json_check (json, length, MAX_DEPTH, &offset))
    {
    case INKLING_JSON_PLAIN:
      return TRUE;
    case INKLING_JSON_STRANGE:
      return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                _("the header is not JSON: “%c” at byte %zu"),
                                g_ascii_isprint (json[offset]) ? json[offset] : '?', offset + 1);
    case INKLING_JSON_TOO_DEEP:
      break;
    }
  return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                            _("the header’s brackets are nested too deeply"));
}

/* What is noticed while the parser runs: it silently replaces a member that comes twice. */
typedef struct
{
  GHashTable *sizes;     /* owned; object → members so far */
  char       *duplicate; /* owned; the first name that came twice, or NULL */
} Watch;

static void
member_cb (JsonParser *parser,
           JsonObject *object,
           const char *name,
           Watch      *watch)
{
  guint size = json_object_get_size (object);

  if (size == GPOINTER_TO_UINT (g_hash_table_lookup (watch->sizes, object)) &&
      watch->duplicate == NULL)
    watch->duplicate = g_strdup (name);
  g_hash_table_insert (watch->sizes, object, GUINT_TO_POINTER (size));
}

static JsonObject *
parse_json (const char  *json,
            gsize        length,
            GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);
  g_autoptr (GError)     reason = NULL;
  g_autofree char       *duplicate = NULL;
  g_autofree char       *quoted = NULL;
  Watch                  watch = { .sizes = sizes };
  gboolean               parsed;
  JsonNode              *root;

  g_signal_connect (parser, "object-member", G_CALLBACK (member_cb), &watch);
  parsed = json_parser_load_from_data (parser, json, length, &reason);
  duplicate = watch.duplicate;
  root = json_parser_get_root (parser);
  if (!parsed || duplicate != NULL)
    quoted = inkling_error_quote (parsed ? duplicate : reason->message);
  if (!parsed)
    inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("the header is not JSON: %s"), quoted);
  else if (duplicate != NULL)
    inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                       _("the header has two entries named “%s”"), quoted);
  else if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("the header is not a JSON object"));
  else
    return json_node_dup_object (root);
  return NULL;
}

static JsonObject *
read_json (const char  *json,
           gsize        length,
           GError     **error)
{
  if (!g_utf8_validate (json, length, NULL))
    {
      inkling_error_set (error, INKLING_ERROR_MODEL_FILE, _("the header is not text"));
      return NULL;
    }
  if (!check_plain (json, length, error))
    return NULL;
  return parse_json (json, length, error);
}

static gboolean
read_metadata (InklingTensorHeader  *self,
               JsonNode             *node,
               GError              **error)
{
  g_autoptr (GList) values = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the header’s metadata is not an object"));
  values = json_object_get_values (json_node_get_object (node));
  for (GList *value = values; value != NULL; value = value->next)
    if (json_node_get_value_type (value->data) != G_TYPE_STRING)
      return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                                _("the header’s metadata holds something else than text"));
  json_object_unref (self->metadata);
  self->metadata = json_node_dup_object (node);
  return TRUE;
}

/* An array of at most max_length whole numbers that are not negative. */
static gboolean
read_numbers (JsonObject *object,
              const char *member,
              gsize       max_length,
              guint64    *numbers,
              gsize      *length)
{
  JsonNode  *node = json_object_get_member (object, member);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  *length = json_array_get_length (array);
  if (*length > max_length)
    return FALSE;
  for (gsize i = 0; i < *length; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_INT64 || json_node_get_int (element) < 0)
        return FALSE;
      numbers[i] = json_node_get_int (element);
    }
  return TRUE;
}

static gboolean
read_dtype (JsonObject *object,
            NnDtype    *dtype)
{
  JsonNode *node = json_object_get_member (object, "dtype");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING &&
         nn_dtype_parse (json_node_get_string (node), dtype) == NN_OK;
}

static gboolean
read_entry (InklingTensorHeader  *self,
            const char           *name,
            JsonNode             *node,
            GError              **error)
{
  NnTensorEntry    entry = { 0 };
  guint64          offsets[2];
  gsize            n_offsets;
  JsonObject      *object;
  g_autofree char *quoted = inkling_error_quote (name);

  if (g_strlcpy (entry.name, name, sizeof entry.name) >= sizeof entry.name)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the tensor’s name “%s” is too long"), quoted);
  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) != 3)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("%s: it is not described by dtype, shape and data_offsets"),
                              quoted);
  object = json_node_get_object (node);
  if (!read_dtype (object, &entry.dtype))
    return inkling_error_from_status (error, NN_TENSOR_BAD_DTYPE, quoted);
  if (!read_numbers (object, "shape", NN_TENSOR_MAX_DIMENSIONS, entry.shape, &entry.n_dimensions))
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("%s: its shape is not a list of at most %d whole numbers"), quoted,
                              NN_TENSOR_MAX_DIMENSIONS);
  if (!read_numbers (object, "data_offsets", 2, offsets, &n_offsets) || n_offsets != 2)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("%s: its offsets are not two whole numbers"), quoted);
  entry.begin = offsets[0];
  entry.end = offsets[1];
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static gboolean
read_members (InklingTensorHeader  *self,
              JsonObject           *members,
              GError              **error)
{
  JsonObjectIter  iter;
  const char     *name;
  JsonNode       *node;

  json_object_iter_init_ordered (&iter, members);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (strcmp (name, METADATA) == 0 ? !read_metadata (self, node, error)
                                     : !read_entry (self, name, node, error))
      return FALSE;
  return TRUE;
}

static guint64
get_data_end (const InklingTensorHeader *self)
{
  guint64 end = 0;

  for (guint i = 0; i < self->entries->len; i++)
    end = MAX (end, g_array_index (self->entries, NnTensorEntry, i).end);
  return end;
}

/* First whether the entries agree with each other, then with the file, so that a file that was cut
 * off is told from one whose header is wrong. */
static gboolean
check_layout (InklingTensorHeader  *self,
              guint64               n_bytes,
              GError              **error)
{
  const NnTensorEntry *culprit = NULL;
  NnStatus             status;

  self->n_data_bytes = get_data_end (self);
  status = nn_tensors_check ((NnTensorEntry *) (void *) self->entries->data, self->entries->len,
                             self->n_data_bytes, &culprit);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, culprit != NULL ? culprit->name : NULL);
  if (n_bytes < self->n_data_bytes)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the file is cut off: %" PRIu64
                                " of its bytes are missing"),
                              self->n_data_bytes - n_bytes);
  if (n_bytes > self->n_data_bytes)
    return inkling_error_set (error, INKLING_ERROR_MODEL_FILE,
                              _("the file has %" PRIu64 " bytes too many at its end"),
                              n_bytes - self->n_data_bytes);
  return TRUE;
}

InklingTensorHeader *
inkling_tensor_header_parse (const guint8  *bytes,
                             gsize          n_bytes,
                             guint64        file_size,
                             GError       **error)
{
  g_autoptr (InklingTensorHeader) self = inkling_tensor_header_new ();
  const char                     *json = (const char *) bytes + INKLING_TENSOR_HEADER_LENGTH_BYTES;
  gsize                           length = n_bytes - INKLING_TENSOR_HEADER_LENGTH_BYTES;
  g_autoptr (JsonObject)          members = NULL;

  /* The format pads with spaces, some programs with zeros. */
  while (length > 0 && json[length - 1] == '\0')
    length--;
  members = read_json (json, length, error);
  if (members == NULL)
    return NULL;
  self->n_bytes = n_bytes;
  if (!read_members (self, members, error) || !check_layout (self, file_size - n_bytes, error))
    return NULL;
  return g_steal_pointer (&self);
}

static JsonArray *
print_numbers (const guint64 *numbers,
               gsize          length)
{
  JsonArray *array = json_array_sized_new (length);

  for (gsize i = 0; i < length; i++)
    json_array_add_int_element (array, numbers[i]);
  return array;
}

static JsonObject *
print_entry (const NnTensorEntry *entry)
{
  JsonObject *object = json_object_new ();
  guint64     offsets[] = { entry->begin, entry->end };

  json_object_set_string_member (object, "dtype", nn_dtype_to_text (entry->dtype));
  json_object_set_array_member (object, "shape", print_numbers (entry->shape, entry->n_dimensions));
  json_object_set_array_member (object, "data_offsets", print_numbers (offsets, 2));
  return object;
}

/* Members come out in the order they were put in. */
static char *
print_json (const InklingTensorHeader *self)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonNode)   root = json_node_init_object (json_node_alloc (), members);

  json_object_set_object_member (members, METADATA, json_object_ref (self->metadata));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const NnTensorEntry *entry = &g_array_index (self->entries, NnTensorEntry, i);

      json_object_set_object_member (members, entry->name, print_entry (entry));
    }
  return json_to_string (root, FALSE);
}

void
inkling_tensor_header_lay_out (InklingTensorHeader *self)
{
  self->n_data_bytes = nn_tensors_lay_out ((NnTensorEntry *) (void *) self->entries->data,
                                           self->entries->len);
}

GBytes *
inkling_tensor_header_print (const InklingTensorHeader *self)
{
  g_autofree char *json = print_json (self);
  gsize            length = strlen (json);
  guint64          padded_length = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  guint64          announced = GUINT64_TO_LE (padded_length);
  guint8          *bytes = g_malloc (sizeof announced + padded_length);

  memcpy (bytes, &announced, sizeof announced);
  memcpy (bytes + sizeof announced, json, length);
  memset (bytes + sizeof announced + length, ' ', padded_length - length);
  return g_bytes_new_take (bytes, sizeof announced + padded_length);
}

const NnTensorEntry *
inkling_tensor_header_find (const InklingTensorHeader *self,
                            const char                *name)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const NnTensorEntry *entry = &g_array_index (self->entries, NnTensorEntry, i);

      if (strcmp (entry->name, name) == 0)
        return entry;
    }
  return NULL;
}
