/* fuzz-driver.c: calls a target where there is no libFuzzer
 *
 * TARGET [-runs=N] [-seed=N] FOLDER …: every file of the folders as it is, then N of them with a
 * few random changes. It has no notion of coverage; the sanitizers watch all the same. Other
 * options, which are libFuzzer's, are passed over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CHANGES 8
#define MAX_SIZE    (1 << 20)

static const uint8_t strange_bytes[] = { 0x00, 0x01, 0x7f, 0x80, 0xff, '"', '{', '\n', '-', '9' };

/* What it was called with, so that a crash can be repeated. */
static void
keep_input (GBytes *input)
{
  const char *name = g_getenv ("INKLING_FUZZ_INPUT");

  if (name != NULL)
    g_file_set_contents (name, g_bytes_get_data (input, NULL), g_bytes_get_size (input), NULL);
}

static void
call_target (const uint8_t *data,
             size_t         size)
{
  uint8_t           *copy = g_memdup2 (data, size); /* of just that size, for the sanitizer */
  g_autoptr (GBytes) input = g_bytes_new_static (data, size);

  keep_input (input);
  LLVMFuzzerTestOneInput (copy, size);
  g_free (copy);
}

static void
change (GByteArray *bytes,
        GRand      *rand)
{
  guint at = bytes->len > 0 ? g_rand_int_range (rand, 0, bytes->len) : 0;
  guint n = g_rand_int_range (rand, 1, 17);

  if (bytes->len == 0)
    g_byte_array_append (bytes, strange_bytes, 1);
  else
    switch (g_rand_int_range (rand, 0, 5))
      {
      case 0:
        bytes->data[at] ^= 1 << g_rand_int_range (rand, 0, 8);
        break;
      case 1:
        bytes->data[at] = strange_bytes[g_rand_int_range (rand, 0, G_N_ELEMENTS (strange_bytes))];
        break;
      case 2:
        bytes->data[at] = g_rand_int_range (rand, 0, 256);
        break;
      case 3:
        g_byte_array_remove_range (bytes, at, MIN (n, bytes->len - at));
        break;
      default:
        n = MIN (n, bytes->len - at);
        g_byte_array_set_size (bytes, bytes->len + n);
        memmove (bytes->data + at + n, bytes->data + at, bytes->len - at - n);
      }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
read_folder (const char *folder,
             GPtrArray  *inputs)
{
  g_autoptr (GDir)      files = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char           *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *content;
      gsize size;

      if (g_file_get_contents (g_ptr_array_index (names, i), &content, &size, NULL))
        g_ptr_array_add (inputs, g_bytes_new_take (content, size));
    }
}

static void
run_changed (GPtrArray *inputs,
             GRand     *rand)
{
  GBytes                *input = g_ptr_array_index (inputs, g_rand_int_range (rand, 0,
                                                                              inputs->len));
  gsize                  size;
  const uint8_t         *data = g_bytes_get_data (input, &size);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int                    n_changes = g_rand_int_range (rand, 1, MAX_CHANGES + 1);

  g_byte_array_append (bytes, data, MIN (size, MAX_SIZE));
  for (int i = 0; i < n_changes; i++)
    change (bytes, rand);
  call_target (bytes->data, bytes->len);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GRand)     rand = NULL;
  guint64               n_runs = 0, seed = 1;

  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "-runs="))
      n_runs = g_ascii_strtoull (argv[i] + strlen ("-runs="), NULL, 10);
    else if (g_str_has_prefix (argv[i], "-seed="))
      seed = g_ascii_strtoull (argv[i] + strlen ("-seed="), NULL, 10);
    else if (*argv[i] != '-')
      read_folder (argv[i], inputs);

  rand = g_rand_new_with_seed ((guint32) seed);
  for (guint i = 0; i < inputs->len; i++)
    {
      GBytes *input = g_ptr_array_index (inputs, i);

      call_target (g_bytes_get_data (input, NULL), g_bytes_get_size (input));
    }
  for (guint64 i = inputs->len; i < n_runs && inputs->len > 0; i++)
    run_changed (inputs, rand);
  fprintf (stderr, "Done %" G_GUINT64_FORMAT " runs\n", MAX (n_runs, inputs->len));
  return inputs->len > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
