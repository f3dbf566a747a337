/* test-model-damage.c: files that were cut off, changed, or made to cost much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <sys/resource.h>
#include <unistd.h>

#include "inkling-model-file.h"
#include "nn-random.h"

#include "model-bytes.h"

#define DATA_STRIDE  31 /* bytes between two places where a data section is cut or changed */
#define FUZZ_SEED    21
#define FUZZ_PURPOSE 1000
#define N_MUTATIONS  4000

#define HUGE_HIDDEN   "16384,16384"
#define N_HUGE_VALUES G_GUINT64_CONSTANT (300000000) /* as many as such a network has, or more */
#define MODERATE      (200 * 1024)                   /* KiB */

/* In the header at every length, in the data at many. */
static void
test_truncated (void)
{
  g_autoptr (GBytes) good = make_good ();
  gsize              data_begin = LENGTH_BYTES + get_header_length (good);
  gsize              size = g_bytes_get_size (good);

  for (gsize length = 1; length < size; length += length < data_begin ? 1 : DATA_STRIDE)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (good, 0, length);

      assert_refused (part, "cut off");
    }
}

static void
test_trailing (void)
{
  g_autoptr (GBytes) good = make_good ();
  g_autoptr (GBytes) section = get_data (good);
  g_autofree char   *json = get_json (good);
  GByteArray        *longer = g_bytes_unref_to_array (g_bytes_ref (section));
  g_autoptr (GBytes) file = NULL;

  g_byte_array_append (longer, (const guint8 *) "!", 1);
  g_clear_pointer (&section, g_bytes_unref);
  section = g_byte_array_free_to_bytes (longer);
  file = make_file (json, section);
  assert_refused (file, "1 bytes too many");
}

/* One changed byte is either noticed or changes nothing (in the name of the metadata's digest, or
 * in what pads the header). */
static void
test_flipped (void)
{
  g_autoptr (GBytes)       good = make_good ();
  g_autoptr (InklingModel) original = inkling_model_file_load_bytes (good, "good", NULL);
  gsize                    data_begin = LENGTH_BYTES + get_header_length (good);
  gsize                    size = g_bytes_get_size (good);
  guint                    n_unnoticed = 0;

  for (gsize i = 0; i < size; i += i < data_begin ? 1 : DATA_STRIDE)
    {
      guint8                  *bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
      g_autoptr (GBytes)       file = g_bytes_new_take (bytes, size);
      g_autoptr (GError)       error = NULL;
      g_autoptr (InklingModel) model = NULL;

      bytes[i] ^= 1 << i % 8;
      model = inkling_model_file_load_bytes (file, "flipped", &error);
      g_assert_true ((model == NULL) == (error != NULL));
      if (model != NULL)
        {
          fixture_assert_models_equal (model, original);
          n_unnoticed++;
        }
    }
  g_assert_cmpuint (n_unnoticed, <=, strlen ("metadata_sha256") + strlen ("       "));
}

/* Another program may write the file without the digest of the metadata. */
static void
test_without_metadata_digest (void)
{
  g_autoptr (GBytes)       good = make_good ();
  g_autoptr (GBytes)       section = get_data (good);
  g_autofree char         *json = get_json (good);
  g_autofree char         *edited = replace_first (json, "metadata_sha256", "note");
  g_autoptr (GBytes)       file = make_file (edited, section);
  g_autoptr (GError)       error = NULL;
  g_autoptr (InklingModel) model = inkling_model_file_load_bytes (file, "foreign", &error);

  g_assert_no_error (error);
  g_assert_nonnull (model);
}

/* A header that has lost its digest and then got up to four other bytes, or lost its end: whatever
 * it says, it is either a model or an error. */
static void
test_mutations (void)
{
  g_autoptr (GBytes) good = make_good ();
  g_autoptr (GBytes) section = get_data (good);
  g_autofree char   *json = get_json (good);
  g_autofree char   *undigested = replace_first (json, "metadata_sha256", "note");
  const char         alphabet[] = "0123456789{}[]\",:.-eE\\u \xc3/tn";
  gsize              length = strlen (undigested);

  for (guint64 i = 0; i < N_MUTATIONS; i++)
    {
      g_autofree char         *mutant = g_strdup (undigested);
      g_autoptr (GBytes)       file = NULL;
      g_autoptr (GError)       error = NULL;
      g_autoptr (InklingModel) model = NULL;
      guint32                  numbers[4];

      nn_random_block (FUZZ_SEED, FUZZ_PURPOSE, i, numbers);
      for (guint n = 0; n <= numbers[3] % 4; n++)
        mutant[numbers[n] % length] = alphabet[numbers[n] / length % (sizeof alphabet - 1)];
      if (numbers[3] % 64 == 0)
        mutant[numbers[2] % length] = '\0';
      file = make_file (mutant, section);
      model = inkling_model_file_load_bytes (file, "mutant", &error);
      g_assert_true ((model == NULL) == (error != NULL));
    }
}

static long
get_peak_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* A file that is large for the price of a few bytes on the disk: the recipe asks for a huge network
 * and there is room for it, but no tensor has its shape. */
static void
write_hollow_file (const char *path)
{
  g_autoptr (GBytes) good = make_good ();
  g_autoptr (GBytes) data = get_data (good);
  g_autofree char   *json = g_strchomp (get_json (good));
  g_autofree char   *huge = replace_first (json, "\"recipe.hidden\":\"3\"",
                                           "\"recipe.hidden\":\"" HUGE_HIDDEN "\"");
  guint64            begin = g_bytes_get_size (data);
  guint64            end = begin + 2 * N_HUGE_VALUES;
  g_autofree char   *hollow = g_strdup_printf ("%.*s,\"x\":{\"dtype\":\"F16\",\"shape\":[%"
                                               G_GUINT64_FORMAT "],\"data_offsets\":[%"
                                               G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT "]}}",
                                               (int) strlen (huge) - 1, huge, N_HUGE_VALUES, begin,
                                               end);
  g_autoptr (GBytes) file = make_file (hollow, data);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL),
                                      g_bytes_get_size (file), NULL));
  g_assert_cmpint (truncate (path, g_bytes_get_size (file) - begin + end), ==, 0);
}

/* What does not fit is refused before there is memory for it. */
static void
test_hollow (void)
{
  g_autofree char    *folder = tiny_make_folder ();
  g_autofree char    *path = g_build_filename (folder, "hollow.safetensors", NULL);
  g_autoptr (GError)  error = NULL;
  long                before;

  write_hollow_file (path);
  before = get_peak_memory ();
  g_assert_null (inkling_model_file_load (path, &error));
  g_assert_nonnull (strstr (error->message, "its shape is not what the recipe asks for"));
  g_assert_cmpint (get_peak_memory () - before, <, MODERATE);
  tiny_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-damage/truncated", test_truncated);
  g_test_add_func ("/model-damage/trailing", test_trailing);
  g_test_add_func ("/model-damage/flipped", test_flipped);
  g_test_add_func ("/model-damage/without-metadata-digest", test_without_metadata_digest);
  g_test_add_func ("/model-damage/mutations", test_mutations);
  g_test_add_func ("/model-damage/hollow", test_hollow);
  return g_test_run ();
}
