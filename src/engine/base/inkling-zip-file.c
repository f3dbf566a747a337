/* inkling-zip-file.c
 *
 * Format: PKWARE's APPNOTE.TXT 6.3. All numbers are little-endian.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-zip-file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"

#define END_SIGNATURE          0x06054b50
#define END_BYTES              22
#define LARGE_LOCATOR_BYTES    20
#define LARGE_LOCATOR          0x07064b50
#define LARGE_END_SIGNATURE    0x06064b50
#define LARGE_END_BYTES        56
#define ENTRY_SIGNATURE        0x02014b50
#define ENTRY_BYTES            46
#define HEADER_SIGNATURE       0x04034b50
#define HEADER_BYTES           30
#define MAX_COMMENT_BYTES      0xffff
#define MAX_DIRECTORY_BYTES    (1024 * 1024)
#define IN_LARGE_FIELD         0xffffffff /* the number is in the extra field below */
#define LARGE_FIELD            1
#define FLAG_ENCRYPTED         1
#define METHOD_STORED          0
#define METHOD_DEFLATED        8

typedef struct
{
  guint64 offset;
  guint64 n_bytes;
} Span;

static guint64
read_number (const guint8 *bytes,
             gsize         n_bytes)
{
  guint64 number = 0;

  for (gsize i = n_bytes; i > 0; i--)
    number = number << 8 | bytes[i - 1];
  return number;
}

static gboolean
set_damaged (GError     **error,
             const char  *path)
{
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("%s: the zip archive is damaged or cut off; download it again"),
                            path);
}

/* FALSE, without a word, where the file ends before. */
static gboolean
read_at (int      fd,
         guint64  offset,
         guint8  *bytes,
         gsize    n_bytes)
{
  while (n_bytes > 0)
    {
      ssize_t n_read = pread (fd, bytes, n_bytes, (off_t) offset);

      if (n_read == 0 || (n_read < 0 && errno != EINTR))
        return FALSE;
      if (n_read > 0)
        {
          bytes += n_read;
          offset += n_read;
          n_bytes -= n_read;
        }
    }
  return TRUE;
}

/* The end record of an archive that is too large for the usual one lies before it. */
static gboolean
find_large_directory (int      fd,
                      guint64  end,
                      Span    *directory)
{
  guint8 bytes[LARGE_END_BYTES];

  if (end < LARGE_LOCATOR_BYTES ||
      !read_at (fd, end - LARGE_LOCATOR_BYTES, bytes, LARGE_LOCATOR_BYTES) ||
      read_number (bytes, 4) != LARGE_LOCATOR)
    return TRUE;
  if (!read_at (fd, MIN (read_number (bytes + 8, 8), G_MAXINT64), bytes, LARGE_END_BYTES) ||
      read_number (bytes, 4) != LARGE_END_SIGNATURE)
    return FALSE;
  *directory = (Span) { read_number (bytes + 48, 8), read_number (bytes + 40, 8) };
  return TRUE;
}

/* A comment of any text may follow the end record. */
static gboolean
find_directory (int      fd,
                guint64  n_file_bytes,
                Span    *directory)
{
  gsize              n_bytes = MIN (n_file_bytes, END_BYTES + MAX_COMMENT_BYTES);
  guint64            begin = n_file_bytes - n_bytes;
  g_autofree guint8 *bytes = g_malloc (MAX (n_bytes, 1));

  if (n_bytes < END_BYTES || !read_at (fd, begin, bytes, n_bytes))
    return FALSE;
  for (gsize at = n_bytes - END_BYTES + 1; at > 0; at--)
    {
      const guint8 *end = bytes + at - 1;

      if (read_number (end, 4) != END_SIGNATURE)
        continue;
      *directory = (Span) { read_number (end + 16, 4), read_number (end + 12, 4) };
      return find_large_directory (fd, begin + at - 1, directory) &&
             directory->offset <= begin + at - 1 &&
             directory->n_bytes <= begin + at - 1 - directory->offset;
    }
  return FALSE;
}

/* Numbers that have no room in the entry stand in an extra field, in this order. */
static gboolean
read_large_numbers (InklingZipMember *member,
                    const guint8     *extra,
                    gsize             n_bytes)
{
  guint64 *numbers[] = { &member->n_bytes, &member->n_packed_bytes, &member->offset };

  while (n_bytes >= 4)
    {
      gsize length = read_number (extra + 2, 2);
      gsize at = 4;

      if (length > n_bytes - 4)
        return FALSE;
      for (gsize i = 0; read_number (extra, 2) == LARGE_FIELD && i < G_N_ELEMENTS (numbers); i++)
        if (*numbers[i] == IN_LARGE_FIELD && at + 8 <= 4 + length)
          {
            *numbers[i] = read_number (extra + at, 8);
            at += 8;
          }
      extra += 4 + length;
      n_bytes -= 4 + length;
    }
  return TRUE;
}

/* Goes on behind the entry at *at. */
static InklingZipMember *
read_entry (const char    *path,
            const guint8 **at,
            const guint8  *end,
            GError       **error)
{
  const guint8     *bytes = *at;
  InklingZipMember *member;
  gsize             n_name, n_extra, n_comment, method;

  if (end - bytes < ENTRY_BYTES || read_number (bytes, 4) != ENTRY_SIGNATURE)
    return set_damaged (error, path), NULL;
  n_name = read_number (bytes + 28, 2);
  n_extra = read_number (bytes + 30, 2);
  n_comment = read_number (bytes + 32, 2);
  if ((gsize) (end - bytes) - ENTRY_BYTES < n_name + n_extra + n_comment)
    return set_damaged (error, path), NULL;
  *at = bytes + ENTRY_BYTES + n_name + n_extra + n_comment;
  method = read_number (bytes + 10, 2);
  member = g_new0 (InklingZipMember, 1);
  member->name = g_strndup ((const char *) bytes + ENTRY_BYTES, n_name);
  member->deflated = method == METHOD_DEFLATED;
  member->checksum = read_number (bytes + 16, 4);
  member->n_packed_bytes = read_number (bytes + 20, 4);
  member->n_bytes = read_number (bytes + 24, 4);
  member->offset = read_number (bytes + 42, 4);
  if (read_number (bytes + 8, 2) & FLAG_ENCRYPTED)
    inkling_error_set (error, INKLING_ERROR_DATASET,
                       _("%s: the zip archive is encrypted; unpack it first"), path);
  else if (method != METHOD_STORED && method != METHOD_DEFLATED)
    inkling_error_set (error, INKLING_ERROR_DATASET,
                       _("%s: the zip archive is compressed in a way that is not read here; unpack "
                         "it first"), path);
  else if (!read_large_numbers (member, bytes + ENTRY_BYTES + n_name, n_extra))
    set_damaged (error, path);
  else
    return member;
  inkling_zip_member_free (member);
  return NULL;
}

static GPtrArray *
read_directory (const char    *path,
                const guint8  *bytes,
                gsize          n_bytes,
                GError       **error)
{
  g_autoptr (GPtrArray) members = NULL;
  const guint8         *at = bytes;

  members = g_ptr_array_new_with_free_func ((GDestroyNotify) inkling_zip_member_free);
  while (at < bytes + n_bytes)
    {
      InklingZipMember *member = read_entry (path, &at, bytes + n_bytes, error);

      if (member == NULL)
        return NULL;
      if (g_str_has_suffix (member->name, "/"))
        inkling_zip_member_free (member);
      else
        g_ptr_array_add (members, member);
    }
  return g_steal_pointer (&members);
}

void
inkling_zip_member_free (InklingZipMember *self)
{
  g_free (self->name);
  g_free (self);
}

GPtrArray *
inkling_zip_file_list (int          fd,
                       const char  *path,
                       GError     **error)
{
  struct stat        status;
  g_autofree guint8 *bytes = NULL;
  Span               directory;

  if (fstat (fd, &status) != 0 || !find_directory (fd, status.st_size, &directory))
    return set_damaged (error, path), NULL;
  if (directory.n_bytes > MAX_DIRECTORY_BYTES)
    {
      inkling_error_set (error, INKLING_ERROR_DATASET,
                         _("%s: the zip archive holds too many files for a data set"), path);
      return NULL;
    }
  bytes = g_try_malloc (MAX (directory.n_bytes, 1));
  if (bytes == NULL)
    return inkling_error_from_status (error, NN_NO_MEMORY, path), NULL;
  if (!read_at (fd, directory.offset, bytes, directory.n_bytes))
    return set_damaged (error, path), NULL;
  return read_directory (path, bytes, directory.n_bytes, error);
}

gboolean
inkling_zip_file_locate (int                      fd,
                         const char              *path,
                         const InklingZipMember  *member,
                         guint64                 *offset,
                         GError                 **error)
{
  guint8      bytes[HEADER_BYTES];
  struct stat status;

  if (fstat (fd, &status) != 0 || member->offset > (guint64) status.st_size ||
      !read_at (fd, member->offset, bytes, HEADER_BYTES) ||
      read_number (bytes, 4) != HEADER_SIGNATURE)
    return set_damaged (error, path);
  *offset = member->offset + HEADER_BYTES + read_number (bytes + 26, 2) +
            read_number (bytes + 28, 2);
  if (*offset > (guint64) status.st_size ||
      member->n_packed_bytes > (guint64) status.st_size - *offset)
    return set_damaged (error, path);
  return TRUE;
}
