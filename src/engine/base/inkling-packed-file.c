/* inkling-packed-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-packed-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <zlib.h>

#include "inkling-error.h"

#define BUFFER_BYTES (64 * 1024)
#define GZIP_WINDOW  (15 + 16) /* zlib's largest window, gzip framing and its checksum */
#define PLAIN_WINDOW (-15)     /* the same without any framing */
#define MAX_RATIO    1032      /* what deflate makes of its best case */
#define MAX_PADDING  (1024 * 1024)
#define MAX_BYTES    (2 * (gint64) 1024 * 1024 * 1024) /* of the file itself */
#define MAX_GZIPPED  2         /* a server may pack once more what is packed already */

/* Bytes come from the layer below, the lowest takes them from the file. */
typedef struct _Layer Layer;

struct _Layer
{
  const char          *path;    /* borrowed, for messages */
  const InklingBudget *budget;  /* borrowed, may be NULL */
  Layer               *below;   /* owned; NULL: the file itself */
  gboolean             at_end;

  /* The file itself */
  int                  fd;      /* owned */
  guint64              offset;
  guint64              n_left;  /* bytes that belong to the content */

  /* A layer above it */
  gboolean             is_gzip; /* else a member of a zip archive, deflated */
  z_stream             stream;
  guint8              *buffer;  /* owned; (BUFFER_BYTES), packed */
};

struct _InklingPackedFile
{
  char                *path;               /* owned */
  const InklingBudget *budget;             /* borrowed, may be NULL */
  Layer               *top;                /* owned */
  guint8               head[BUFFER_BYTES]; /* read to see what it is, and not yet asked for */
  gsize                n_head;
  gsize                head_at;
  guint64              n_max;
  gboolean             in_zip;
  guint32              wanted_checksum;    /* of a zip archive's member, as the rest */
  guint32              checksum;
  guint64              n_unread;
};

static gboolean
set_error (GError     **error,
           const char  *path,
           const char  *reason)
{
  g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET, "%s: %s", path, reason);
  return FALSE;
}

static gboolean
set_damaged (GError     **error,
             const char  *path)
{
  return set_error (error, path,
                    _("the compressed file is damaged: its data or its checksum is wrong; download "
                      "it again"));
}

static gboolean
is_gzip (const guint8 *bytes,
         gsize         n_bytes)
{
  return n_bytes >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

static gboolean
is_zip (const guint8 *bytes,
        gsize         n_bytes)
{
  return n_bytes >= 4 && bytes[0] == 'P' && bytes[1] == 'K' &&
         ((bytes[2] == 3 && bytes[3] == 4) || (bytes[2] == 5 && bytes[3] == 6));
}

static void
layer_free (Layer *self)
{
  if (self == NULL)
    return;
  if (self->below == NULL && self->fd >= 0)
    close (self->fd);
  if (self->buffer != NULL)
    inflateEnd (&self->stream);
  layer_free (self->below);
  g_free (self->buffer);
  g_free (self);
}

static gboolean
layer_read_file (Layer   *self,
                 guint8  *bytes,
                 gsize    n_bytes,
                 gsize   *n_read,
                 GError **error)
{
  *n_read = 0;
  n_bytes = MIN (n_bytes, self->n_left);
  while (*n_read < n_bytes)
    {
      ssize_t n = pread (self->fd, bytes + *n_read, n_bytes - *n_read, (off_t) self->offset);

      if (n < 0 && errno != EINTR)
        return inkling_error_from_errno (error, errno, self->path, self->path);
      if (n == 0)
        break;
      if (n > 0)
        {
          *n_read += n;
          self->offset += n;
          self->n_left -= n;
        }
    }
  return TRUE;
}

static gboolean layer_read (Layer   *self,
                            guint8  *bytes,
                            gsize    n_bytes,
                            gsize   *n_read,
                            GError **error);

/* Keeps what is in the buffer, and brings more behind it; *more tells whether any came. */
static gboolean
layer_fill (Layer     *self,
            gboolean  *more,
            GError   **error)
{
  z_stream *stream = &self->stream;
  gsize     n_read;

  if (self->budget != NULL && !inkling_budget_allows_time (self->budget, error))
    return FALSE;
  memmove (self->buffer, stream->next_in, stream->avail_in);
  stream->next_in = self->buffer;
  if (!layer_read (self->below, self->buffer + stream->avail_in, BUFFER_BYTES - stream->avail_in,
                   &n_read, error))
    return FALSE;
  stream->avail_in += n_read;
  *more = n_read > 0;
  return TRUE;
}

/* Behind the end of a gzip stream another one may begin, or there are zero bytes up to the end of a
 * block or of a tape. */
static gboolean
layer_begin_again (Layer   *self,
                   GError **error)
{
  z_stream *stream = &self->stream;
  gsize     n_zeros = 0;
  gboolean  more = TRUE;

  while (more)
    {
      for (; stream->avail_in > 0 && *stream->next_in == 0 && n_zeros < MAX_PADDING; n_zeros++)
        {
          stream->next_in++;
          stream->avail_in--;
        }
      if (stream->avail_in >= 2)
        break;
      if (!layer_fill (self, &more, error))
        return FALSE;
    }
  if (stream->avail_in == 0)
    {
      self->at_end = TRUE;
      return TRUE;
    }
  if (!self->is_gzip || !is_gzip (stream->next_in, stream->avail_in))
    return set_error (error, self->path,
                      _("something follows the end of the compressed data; download it again"));
  inflateReset (stream);
  return TRUE;
}

static gboolean
layer_set_inflate_error (Layer   *self,
                         int      result,
                         GError **error)
{
  if (result == Z_BUF_ERROR)
    return set_error (error, self->path,
                      _("the compressed file is cut off before its end; download it again"));
  if (result == Z_MEM_ERROR)
    return inkling_error_from_status (error, NN_NO_MEMORY, self->path);
  return set_damaged (error, self->path);
}

static gboolean
layer_inflate (Layer   *self,
               guint8  *bytes,
               gsize    n_bytes,
               gsize   *n_read,
               GError **error)
{
  z_stream *stream = &self->stream;
  gboolean  more = TRUE;

  *n_read = 0;
  while (*n_read < n_bytes && !self->at_end)
    {
      gsize n_room = MIN (n_bytes - *n_read, G_MAXINT);
      int   result;

      if (stream->avail_in == 0 && !layer_fill (self, &more, error))
        return FALSE;
      stream->next_out = bytes + *n_read;
      stream->avail_out = n_room;
      result = inflate (stream, Z_NO_FLUSH);
      *n_read += n_room - stream->avail_out;
      if (result == Z_STREAM_END && !layer_begin_again (self, error))
        return FALSE;
      if (result == Z_BUF_ERROR && more)
        continue;
      if (result != Z_OK && result != Z_STREAM_END)
        return layer_set_inflate_error (self, result, error);
    }
  return TRUE;
}

static gboolean
layer_read (Layer   *self,
            guint8  *bytes,
            gsize    n_bytes,
            gsize   *n_read,
            GError **error)
{
  if (self->below == NULL)
    return layer_read_file (self, bytes, n_bytes, n_read, error);
  return layer_inflate (self, bytes, n_bytes, n_read, error);
}

/* Of files alone: reading a folder, a pipe or a device could fail oddly or never end. */
static Layer *
open_file (const char  *path,
           GError     **error)
{
  struct stat status;
  Layer      *self;
  int         fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd < 0)
    return inkling_error_from_errno (error, errno, path, path), NULL;
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      set_error (error, path, _("this is not a file"));
      close (fd);
      return NULL;
    }
  if (status.st_size > MAX_BYTES)
    {
      set_error (error, path, _("the file is larger than any data set that can be read"));
      close (fd);
      return NULL;
    }
  self = g_new0 (Layer, 1);
  self->path = path;
  self->fd = fd;
  self->n_left = status.st_size;
  return self;
}

/* What was read already to see what it is, is unpacked first. */
static gboolean
push_layer (InklingPackedFile  *self,
            gboolean            gzip,
            GError            **error)
{
  Layer *layer = g_new0 (Layer, 1);

  layer->path = self->path;
  layer->budget = self->budget;
  layer->is_gzip = gzip;
  layer->buffer = g_try_malloc (BUFFER_BYTES);
  if (layer->buffer == NULL ||
      inflateInit2 (&layer->stream, gzip ? GZIP_WINDOW : PLAIN_WINDOW) != Z_OK)
    {
      g_free (layer->buffer);
      g_free (layer);
      return inkling_error_from_status (error, NN_NO_MEMORY, self->path);
    }
  layer->below = self->top;
  memcpy (layer->buffer, self->head, self->n_head);
  layer->stream.next_in = layer->buffer;
  layer->stream.avail_in = self->n_head;
  self->top = layer;
  self->n_head = 0;
  return TRUE;
}

static gboolean
read_head (InklingPackedFile  *self,
           GError            **error)
{
  self->head_at = 0;
  return layer_read (self->top, self->head, BUFFER_BYTES, &self->n_head, error);
}

static const InklingZipMember *
find_member (InklingPackedFile  *self,
             GPtrArray          *members,
             const char         *name,
             GError            **error)
{
  for (guint i = 0; name != NULL && i < members->len; i++)
    {
      const InklingZipMember *member = g_ptr_array_index (members, i);

      if (strcmp (member->name, name) == 0)
        return member;
    }
  if (name == NULL && members->len == 1)
    return g_ptr_array_index (members, 0);
  set_error (error, self->path, _("this zip archive holds other files than a data set’s; unpack it "
                                  "and choose the folder"));
  return NULL;
}

static gboolean
enter_zip (InklingPackedFile  *self,
           const char         *name,
           GError            **error)
{
  g_autoptr (GPtrArray)   members = inkling_zip_file_list (self->top->fd, self->path, error);
  const InklingZipMember *member;

  if (members == NULL || (member = find_member (self, members, name, error)) == NULL ||
      !inkling_zip_file_locate (self->top->fd, self->path, member, &self->top->offset, error))
    return FALSE;
  self->in_zip = TRUE;
  self->wanted_checksum = member->checksum;
  self->checksum = crc32 (0, NULL, 0);
  self->n_unread = member->n_bytes;
  self->n_max = member->n_bytes;
  self->top->n_left = member->n_packed_bytes;
  self->n_head = 0;
  return (!member->deflated || push_layer (self, FALSE, error)) && read_head (self, error);
}

static gboolean
enter (InklingPackedFile  *self,
       const char         *member,
       GError            **error)
{
  if (!read_head (self, error))
    return FALSE;
  if (is_zip (self->head, self->n_head) && !enter_zip (self, member, error))
    return FALSE;
  for (guint i = 0; !self->in_zip && is_gzip (self->head, self->n_head); i++)
    {
      if (i == MAX_GZIPPED)
        return set_error (error, self->path,
                          _("it was compressed again and again; unpack it first"));
      self->n_max = self->n_max < G_MAXUINT64 / MAX_RATIO ? MAX_RATIO * self->n_max : G_MAXUINT64;
      if (!push_layer (self, TRUE, error) || !read_head (self, error))
        return FALSE;
    }
  return TRUE;
}

InklingPackedFile *
inkling_packed_file_open (const char           *path,
                          const char           *member,
                          const InklingBudget  *budget,
                          GError              **error)
{
  g_autoptr (InklingPackedFile) self = inkling_budget_allocate (budget, 1, sizeof *self, error);

  if (self == NULL)
    return NULL;
  self->path = g_strdup (path);
  self->budget = budget;
  self->top = open_file (self->path, error);
  if (self->top == NULL)
    return NULL;
  self->n_max = self->top->n_left;
  return enter (self, member, error) ? g_steal_pointer (&self) : NULL;
}

void
inkling_packed_file_close (InklingPackedFile *self)
{
  if (self == NULL)
    return;
  layer_free (self->top);
  g_free (self->path);
  g_free (self);
}

/* A member of a zip archive is as long, and has the checksum, that the archive says. */
static gboolean
check_member (InklingPackedFile  *self,
              const guint8       *bytes,
              gsize               n_bytes,
              gboolean            at_end,
              GError            **error)
{
  if (!self->in_zip)
    return TRUE;
  if (n_bytes > self->n_unread)
    return set_damaged (error, self->path);
  self->checksum = crc32_z (self->checksum, bytes, n_bytes);
  self->n_unread -= n_bytes;
  if (at_end && (self->n_unread > 0 || self->checksum != self->wanted_checksum))
    return set_damaged (error, self->path);
  return TRUE;
}

gboolean
inkling_packed_file_read (InklingPackedFile  *self,
                          guint8             *bytes,
                          gsize               n_bytes,
                          gsize              *n_read,
                          GError            **error)
{
  gsize n_more = 0;

  *n_read = MIN (n_bytes, self->n_head - self->head_at);
  memcpy (bytes, self->head + self->head_at, *n_read);
  self->head_at += *n_read;
  if (*n_read < n_bytes &&
      !layer_read (self->top, bytes + *n_read, n_bytes - *n_read, &n_more, error))
    return FALSE;
  *n_read += n_more;
  return check_member (self, bytes, *n_read, *n_read < n_bytes, error);
}

const guint8 *
inkling_packed_file_peek (InklingPackedFile *self,
                          gsize             *n_bytes)
{
  *n_bytes = self->n_head;
  return self->head;
}

guint64
inkling_packed_file_get_max_bytes (InklingPackedFile *self)
{
  return self->n_max;
}

GPtrArray *
inkling_packed_file_list_members (const char  *path,
                                  GError     **error)
{
  guint8     bytes[4];
  gsize      n_read;
  GPtrArray *members = NULL;
  Layer     *file = open_file (path, error);

  if (file != NULL && layer_read_file (file, bytes, sizeof bytes, &n_read, error))
    members = is_zip (bytes, n_read)
              ? inkling_zip_file_list (file->fd, path, error)
              : g_ptr_array_new_with_free_func ((GDestroyNotify) inkling_zip_member_free);
  layer_free (file);
  return members;
}
