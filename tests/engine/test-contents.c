/* test-contents.c: a file is what it holds, never what it is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-contents.h"

#include <sys/stat.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

#define BYTES(text) text, sizeof text - 1

static const struct
{
  InklingContents       contents;
  InklingPictureFormat  format;
  const char           *bytes;
  gsize                 n_bytes;
} cases[] = {
  { INKLING_CONTENTS_EMPTY, 0, BYTES ("") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES (" \n") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES ("hello") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES ("<html>") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES ("\211PNG") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES ("BMW is no picture") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES ("RIFF\0\0\0\0WAVEfmt ") },
  { INKLING_CONTENTS_UNKNOWN, 0, BYTES ("\20\0\0\0\0\0\0\1{\"a\":1}") },
  { INKLING_CONTENTS_MODEL, 0, BYTES ("\20\0\0\0\0\0\0\0{\"a\":1}         ") },
  { INKLING_CONTENTS_INK, 0, BYTES ("{\"strokes\": []}") },
  { INKLING_CONTENTS_INK, 0, BYTES ("\357\273\277\r\n {\"label\": 3") },
  { INKLING_CONTENTS_DATASET, 0, BYTES ("\0\0\10\3\0\0\352\140\0\0\0\34\0\0\0\34") },
  { INKLING_CONTENTS_DATASET, 0, BYTES ("\0\0\10\1\0\0\352\140\7\2") },
  { INKLING_CONTENTS_DATASET, 0, BYTES ("PK\3\4\24\0") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_PNG, BYTES ("\211PNG\r\n\032\n") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_JPEG, BYTES ("\377\330\377\340\0\20JFIF") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_GIF, BYTES ("GIF89a\34\0\34\0") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_TIFF, BYTES ("II*\0\10\0\0\0") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_TIFF, BYTES ("MM\0*\0\0\0\10") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_WEBP, BYTES ("RIFF\44\0\0\0WEBPVP8 ") },
  { INKLING_CONTENTS_PICTURE, INKLING_PICTURE_BMP,
    BYTES ("BM\106\0\0\0\0\0\0\0\66\0\0\0\50\0\0\0\34") },
  { INKLING_CONTENTS_FOREIGN, 0, BYTES ("<svg xmlns='http://www.w3.org/2000/svg'/>") },
  { INKLING_CONTENTS_FOREIGN, 0, BYTES ("<?xml version='1.0'?>\n<!-- a -->\n<svg/>") },
  { INKLING_CONTENTS_FOREIGN, 0, BYTES ("\0\0\0\30ftypheic\0\0\0\0") },
  { INKLING_CONTENTS_FOREIGN, 0, BYTES ("%PDF-1.7") },
};

static void
test_bytes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint8    *bytes = g_memdup2 (cases[i].bytes, cases[i].n_bytes);
      InklingPictureFormat  format = INKLING_N_PICTURE_FORMATS;

      g_assert_cmpint (inkling_contents_of_bytes (bytes, cases[i].n_bytes, &format), ==,
                       cases[i].contents);
      if (cases[i].contents == INKLING_CONTENTS_PICTURE)
        g_assert_cmpint (format, ==, cases[i].format);
    }
}

/* Data sets come packed; nothing else is unpacked to be looked at further. */
static void
test_packed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("inkling-contents-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "a.png", NULL);
      InklingContents  expected = cases[i].contents;
      gzFile           file = gzopen (path, "wb");

      g_assert_cmpint (gzwrite (file, cases[i].bytes, cases[i].n_bytes), ==, cases[i].n_bytes);
      g_assert_cmpint (gzclose (file), ==, Z_OK);
      if (cases[i].bytes[0] != '<' && expected != INKLING_CONTENTS_DATASET)
        expected = INKLING_CONTENTS_UNKNOWN;
      g_assert_cmpint (inkling_contents_of_file (path), ==, expected);
      g_unlink (path);
      g_rmdir (folder);
    }
}

/* What cannot be looked at is unknown; a pipe is not waited for. */
static void
test_places (void)
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-contents-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a", NULL);

  g_assert_cmpint (inkling_contents_of_file (folder), ==, INKLING_CONTENTS_DATASET);
  g_assert_cmpint (inkling_contents_of_file (path), ==, INKLING_CONTENTS_UNKNOWN);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_cmpint (inkling_contents_of_file (path), ==, INKLING_CONTENTS_UNKNOWN);
  g_unlink (path);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (inkling_contents_of_file (path), ==, INKLING_CONTENTS_EMPTY);
  g_unlink (path);
  g_rmdir (folder);
}

/* Each kind has a name that file dialogs can ask for, and every verdict a sentence of its own. */
static void
test_tables (void)
{
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < INKLING_N_PICTURE_FORMATS; i++)
    {
      g_assert_true (g_str_has_prefix (inkling_picture_kinds[i].mime_type, "image/"));
      g_assert_nonnull (inkling_picture_kinds[i].suffixes[0]);
    }
  for (int contents = 0; contents <= INKLING_CONTENTS_FOREIGN; contents++)
    g_assert_true (g_hash_table_add (sentences, (gpointer) inkling_contents_describe (contents)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contents/bytes", test_bytes);
  g_test_add_func ("/contents/packed", test_packed);
  g_test_add_func ("/contents/places", test_places);
  g_test_add_func ("/contents/tables", test_tables);
  return g_test_run ();
}
