/* test-model-header.c: every way a model file can be wrong has its own message
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model-bytes.h"

/* A change of the header, and what is said about it. */
typedef struct
{
  const char *name;
  const char *from;
  const char *to;
  const char *hint;
} Edit;

#define TWENTY_LETTERS "abcdefghijklmnopqrst"
#define HUNDRED_LETTERS TWENTY_LETTERS TWENTY_LETTERS TWENTY_LETTERS TWENTY_LETTERS TWENTY_LETTERS
#define LONG_NAME HUNDRED_LETTERS HUNDRED_LETTERS HUNDRED_LETTERS
#define TEN_EACUTES "éééééééééé"
#define EACUTES TEN_EACUTES TEN_EACUTES TEN_EACUTES TEN_EACUTES TEN_EACUTES TEN_EACUTES
#define ENTRY(dtype, shape, offsets) \
  "{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":" offsets "}"
#define LOSS(dtype, shape, offsets) "\"history.loss\":" ENTRY (dtype, shape, offsets)
#define RATE(dtype, shape, offsets) "\"history.learning_rate\":" ENTRY (dtype, shape, offsets)
#define GOOD_LOSS LOSS ("F64", "[2]", "[16,32]")
#define GOOD_RATE RATE ("F64", "[2]", "[32,48]")

static const Edit edits[] = {
  /* The JSON */
  { "syntax", "\"seed\":", "\"seed\"", "not JSON" },
  { "comment", "\"seed\":", "/**/\"seed\":", "not JSON: “/”" },
  { "single-quotes", "\"seed\"", "'seed'", "not JSON: “'”" },
  { "cut-within-a-letter", "\"seed\":", "\"" EACUTES "\",\"seed\":", "not JSON" },
  { "cut-within-another", "\"seed\":", "\"x" EACUTES "\",\"seed\":", "not JSON" },
  { "half-a-pair", "\"seed\":\"7\"", "\"seed\":\"\\ud800\"", "" },
  { "nesting", "[2]", "[[[[2]]]]", "nested too deeply" },
  { "not-utf-8", "mnist", "\xff\xfe", "not text" },
  { "same-name-twice", "\"history.loss\"", "\"history.step\"",
    "two entries named “history.step”" },
  { "same-member-twice", "\"shape\":[2]", "\"shape\":[2],\"shape\":[2]",
    "two entries named “shape”" },
  { "same-metadata-twice", "\"seed\":", "\"global_step\":\"1\",\"seed\":",
    "two entries named “global_step”" },

  /* One tensor's entry */
  { "entry-no-object", GOOD_LOSS, "\"history.loss\":[]", "history.loss: it is not described" },
  { "entry-member-missing", "\"dtype\":\"F64\",", "", "history.loss: it is not described" },
  { "entry-member-unknown", "\"dtype\":\"F64\",", "\"dtype\":\"F64\",\"x\":1,",
    "history.loss: it is not described" },
  { "entry-name-too-long", "\"fc1.bias\"",
    "\"" LONG_NAME "\"", "is too long" },
  { "dtype-unknown", "\"F64\"", "\"U8\"", "history.loss: its numbers are of an unexpected type" },
  { "dtype-no-text", "\"F64\"", "64", "history.loss: its numbers are of an unexpected type" },
  { "dtype-wrong", "\"F64\"", "\"I64\"", "history.loss: its numbers are of an unexpected type" },
  { "dtype-of-weights", "\"F32\",\"shape\":[3,784]", "\"I64\",\"shape\":[3,392]",
    "fc1.weight: its numbers are of an unexpected type" },
  { "shape-negative", "\"shape\":[2]", "\"shape\":[-2]", "history.step: its shape" },
  { "shape-fraction", "\"shape\":[2]", "\"shape\":[2.0]", "history.step: its shape" },
  { "shape-too-deep", "[3,784]", "[3,784,1,1,1,1,1,1,1]",
    "fc1.weight: its shape" },
  { "shape-turned", "[3,784]", "[784,3]", "fc1.weight: its shape" },
  { "shape-other-dimensions", "[3,784]", "[2352]", "fc1.weight: its shape" },
  { "offsets-negative", "[16,32]", "[-16,32]", "history.loss: its offsets" },
  { "offsets-three", "[16,32]", "[16,32,48]", "history.loss: its offsets" },
  { "offsets-text", "[16,32]", "[\"16\",32]", "history.loss: its offsets" },
  { "offsets-huge", "[16,32]", "[16,99999999999999999999]", "history.loss: " },

  /* How the tensors lie */
  { "overlap", "[16,32]", "[12,28]", "history.loss: it overlaps" },
  { "same-place", GOOD_LOSS, LOSS ("F64", "[2]", "[0,16]"), "overlaps" },
  { "hole", "[16,32]", "[20,36]", "belong to no tensor" },
  { "backwards", "[16,32]", "[32,16]", "history.loss: it lies outside" },
  { "too-long-for-shape", "\"shape\":[2]", "\"shape\":[1]",
    "history.step: its length disagrees with its shape" },
  { "shape-overflows", "\"shape\":[2]", "\"shape\":[4611686018427387904,4611686018427387904,2]",
    "history.step: its length disagrees with its shape" },

  /* Which tensors there are */
  { "parameter-missing", "\"fc1.bias\"", "\"fc1.bios\"", "fc1.bias: it is missing" },
  { "average-missing", "\"ema.fc2.bias\"", "\"fc9.bias\"", "ema.fc2.bias: it is missing" },
  { "column-missing", "\"history.loss\"", "\"history.lust\"", "history.loss: it is missing" },
  { "tensor-unexpected", GOOD_LOSS, "\"extra\":" ENTRY ("F32", "[0]", "[16,16]") "," GOOD_LOSS,
    "extra: a model with this recipe has no such tensor" },
  { "velocity-unexpected", GOOD_LOSS,
    "\"velocity.fc1.bias\":" ENTRY ("F32", "[0]", "[16,16]") "," GOOD_LOSS,
    "velocity.fc1.bias: a model with this recipe has no such tensor" },
  { "columns-differ", GOOD_LOSS "," GOOD_RATE,
    LOSS ("F64", "[1]", "[16,24]") "," RATE ("F64", "[3]", "[24,48]"),
    "history.loss: it has another length" },
  { "column-two-dimensions", GOOD_LOSS, LOSS ("F64", "[1,2]", "[16,32]"),
    "history.loss: its shape" },

  /* The metadata */
  { "metadata-number", "\"seed\":\"7\"", "\"seed\":7", "something else than text" },
  { "metadata-null", "\"seed\":\"7\"", "\"seed\":null", "something else than text" },
  { "metadata-missing", "\"__metadata__\"", "\"metadata\"", "metadata: it is not described" },
  { "format-lost", "inkling-model/2", "pt", "has a recipe, but no format" },
  { "format-missing", "\"format\"", "\"fermat\"", "has a recipe, but no format" },
  { "format-newer", "inkling-model/2", "inkling-model/3", "update Inkling" },
  { "format-longer", "inkling-model/2", "inkling-model/20", "update Inkling" },
  { "step-missing", "\"global_step\"", "\"global_stop\"", "global_step is missing" },
  { "step-negative", "\"global_step\":\"1000\"", "\"global_step\":\"-1\"", "no whole number" },
  { "step-huge", "\"global_step\":\"1000\"", "\"global_step\":\"4503599627370497\"",
    "no whole number" },
  { "seed-missing", "\"seed\"", "\"sead\"", "seed is missing" },
  { "seed-text", "\"seed\":\"7\"", "\"seed\":\"seven\"", "no whole number" },
  { "dataset-missing", "\"dataset\"", "\"data\"", "dataset is missing" },
  { "dataset-digest-missing", "\"dataset_digest\"", "\"digest\"", "dataset_digest is missing" },
  { "digest-missing", "\"sha256\"", "\"sha1\"", "sha256 is missing" },
  { "digest-wrong", "\"sha256\":\"", "\"sha256\":\"0", "its checksum is wrong" },
  { "best-step-wrong", "\"best_step\":\"1000\"", "\"best_step\":\"1\"", "best score" },
  { "best-accuracy-wrong", "\"best_accuracy\":\"0.98", "\"best_accuracy\":\"0.99", "best score" },
  { "best-missing", "\"best_accuracy\"", "\"worst_accuracy\"", "best_accuracy is missing" },
  { "marks-broken", "\"dataset\":", "\"marks\":\"600 resumed\\nsoon\",\"dataset\":",
    "line 2 of the marks" },
  { "marks-beyond-step", "\"dataset\":", "\"marks\":\"1001 resumed\",\"dataset\":",
    "line 1 of the marks" },
  { "recipe-missing", "\"recipe.batch\"", "\"recipe_batch\"", "recipe.batch is missing" },
  { "recipe-out-of-range", "\"recipe.batch\":\"200\"", "\"recipe.batch\":\"0\"",
    "wrong recipe: batch" },
  { "recipe-unknown", "\"dataset\":", "\"recipe.zoom\":\"1\",\"dataset\":",
    "does not know the value recipe.zoom" },
  { "recipe-other-width", "\"recipe.hidden\":\"3\"", "\"recipe.hidden\":\"2\"",
    "fc1.weight: its shape" },
  { "recipe-other-depth", "\"recipe.hidden\":\"3\"", "\"recipe.hidden\":\"3,3\"",
    "fc2.weight: its shape" },
  { "recipe-huge", "\"recipe.hidden\":\"3\"", "\"recipe.hidden\":\"16384,16384,16384,16384\"",
    "larger network than the file has room for" },
  { "history-beyond-step", "\"global_step\":\"1000\"", "\"global_step\":\"999\"",
    "history.step: it goes beyond the model’s own step" },
  { "changed", "\"seed\":\"7\"", "\"seed\":\"8\"", "the header was changed or damaged" },
  { "seal-empty", "\"metadata_sha256\":\"", "\"metadata_sha256\":\"\",\"former\":\"",
    "the header was changed or damaged" },
  { "rows-beyond-step", "\"global_step\":\"1000\"", "\"global_step\":\"0\"",
    "history.step: it is longer than the model’s own step allows" },
};

static void
test_edit (gconstpointer data)
{
  const Edit        *edit = data;
  g_autoptr (GBytes) good = make_good ();
  g_autoptr (GBytes) section = get_data (good);
  g_autofree char   *json = get_json (good);
  g_autofree char   *edited = replace_first (json, edit->from, edit->to);
  g_autoptr (GBytes) file = make_file (edited, section);

  assert_refused (file, edit->hint);
}

/* A change of the data under a checksum that is right. */
typedef struct
{
  const char *name;
  const char *tensor;
  gsize       n_bytes;
  guint64     value;
  const char *hint;
} DataEdit;

static const DataEdit data_edits[] = {
  { "weight-nan", "\"fc1.weight\"", 4, 0x7fc00000, "fc1.weight: it holds an infinite" },
  { "weight-infinite", "\"fc2.bias\"", 4, 0x7f800000, "fc2.bias: it holds an infinite" },
  { "average-nan", "\"ema.fc2.weight\"", 4, 0xffffffff, "ema.fc2.weight: it holds an infinite" },
  { "loss-infinite", "\"history.loss\"", 8, G_GUINT64_CONSTANT (0x7ff0000000000000),
    "history.loss: it holds an infinite" },
  { "accuracy-nan", "\"history.test_accuracy\"", 8, G_GUINT64_CONSTANT (0x7ff8000000000000),
    "history.test_accuracy: it holds an infinite" },
  { "accuracy-two", "\"history.test_accuracy\"", 8, G_GUINT64_CONSTANT (0x4000000000000000),
    "history.test_accuracy: it holds a number outside" },
  { "loss-negative", "\"history.validation_loss\"", 8, G_GUINT64_CONSTANT (0xbff0000000000000),
    "history.validation_loss: it holds a number outside" },
  { "steps-descend", "\"history.step\"", 8, FIXTURE_STEP, "history.step: its steps do not ascend" },
  { "step-negative", "\"history.evaluated_step\"", 8, G_GUINT64_CONSTANT (0xffffffffffffffff),
    "history.evaluated_step: its steps do not ascend" },
};

/* Where a tensor's data begins, read from its entry. */
static gsize
find_begin (const char *json,
            const char *tensor)
{
  const char *offsets = strstr (strstr (json, tensor), "\"data_offsets\":[");

  return g_ascii_strtoull (strchr (offsets, '[') + 1, NULL, 10);
}

/* Of format 1, whose digest is that of the whole section. */
static GBytes *
make_file_with_digest (const char *json,
                       GBytes     *data)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  g_autofree char *key = g_strdup_printf ("\"sha256\":\"%s\",\"former\":\"", digest);
  g_autofree char *sealed = replace_first (json, "\"sha256\":\"", key);
  g_autofree char *older = replace_first (sealed, "inkling-model/2", "inkling-model/1");

  return make_file (older, data);
}

static void
test_data_edit (gconstpointer data)
{
  const DataEdit    *edit = data;
  g_autoptr (GBytes) good = make_good ();
  g_autofree char   *json = get_json (good);
  gsize              n_bytes;
  guint8            *section = g_bytes_unref_to_data (get_data (good), &n_bytes);
  guint64            value = GUINT64_TO_LE (edit->value);
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (GBytes) file = NULL;

  memcpy (section + find_begin (json, edit->tensor), &value, edit->n_bytes);
  changed = g_bytes_new_take (section, n_bytes);
  file = make_file_with_digest (json, changed);
  assert_refused (file, edit->hint);
}

/* A file of these bytes, and what is said about it. */
typedef struct
{
  const char *name;
  const char *bytes;
  gsize       n_bytes;
  const char *hint;
} Content;

#define CONTENT(text) text, sizeof text - 1

static const Content contents[] = {
  { "empty", CONTENT (""), "the file is empty" },
  { "three-bytes", CONTENT ("abc"), "cut off at its very beginning" },
  { "picture", CONTENT ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "this is a picture" },
  { "archive", CONTENT ("PK\x03\x04 and so on"), "this is an archive" },
  { "compressed", CONTENT ("\x1f\x8b\x08\0\0\0\0\0\0\0"), "this is a compressed file" },
  { "hdf5", CONTENT ("\x89HDF\r\n\x1a\n"), "HDF5" },
  { "text", CONTENT ("Dear diary, today"), "this is not a model file" },
  { "huge-header", CONTENT ("\1\0\1\0\0\0\0\0{}"), "this is not a model file" },
  { "largest-header-missing", CONTENT ("\0\0\1\0\0\0\0\0{}"), "cut off within its header" },
  { "header-missing", CONTENT ("\3\0\0\0\0\0\0\0{}"), "cut off within its header" },
  { "no-header", CONTENT ("\0\0\0\0\0\0\0\0"), "not a JSON object" },
  { "blank-header", CONTENT ("\2\0\0\0\0\0\0\0  "), "not a JSON object" },
  { "array-header", CONTENT ("\2\0\0\0\0\0\0\0[]"), "not a JSON object" },
  { "zero-in-header", CONTENT ("\3\0\0\0\0\0\0\0{\0}"), "not text" },
  { "nothing-in-header", CONTENT ("\2\0\0\0\0\0\0\0{}"), "no network that reads digits" },
  { "nothing-but-data", CONTENT ("\2\0\0\0\0\0\0\0{}data"), "4 bytes too many" },
  { "metadata-no-object", CONTENT ("\x14\0\0\0\0\0\0\0{\"__metadata__\":[]} "),
    "metadata is not an object" },
};

static void
test_content (gconstpointer data)
{
  const Content     *content = data;
  g_autoptr (GBytes) file = g_bytes_new (content->bytes, content->n_bytes);

  assert_refused (file, content->hint);
}

/* 60,000 open brackets, which a parser that calls itself would not survive. */
static void
test_deep_nesting (void)
{
  g_autofree char   *json = g_strnfill (60000, '[');
  g_autoptr (GBytes) file = make_file (json, NULL);

  assert_refused (file, "nested too deeply");
}

static void
add (const char      *group,
     const char      *name,
     gconstpointer    data,
     GTestDataFunc    test)
{
  g_autofree char *path = g_strdup_printf ("/model-header/%s/%s", group, name);

  g_test_add_data_func (path, data, test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    add ("content", contents[i].name, &contents[i], test_content);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    add ("edit", edits[i].name, &edits[i], test_edit);
  for (gsize i = 0; i < G_N_ELEMENTS (data_edits); i++)
    add ("data", data_edits[i].name, &data_edits[i], test_data_edit);
  g_test_add_func ("/model-header/deep-nesting", test_deep_nesting);
  return g_test_run ();
}
