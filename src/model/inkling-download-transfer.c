/* inkling-download-transfer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-download-transfer.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"

#define BUFFER_BYTES (64 * 1024)

typedef struct
{
  const char                 *uri;
  InklingDownloadPart        *part;
  const InklingPublishedFile *file;
  guint64                     n_before; /* bytes of files before this one */
  InklingDownloadProgress    *progress;
  GCancellable               *cancellable;
} Transfer;

/* More than the worst way to pack the content makes of it: nobody sends that in good faith. */
static guint64
get_limit (const InklingPublishedFile *file)
{
  return file->n_content_bytes + file->n_content_bytes / 64 + 4096;
}

static void
report (Transfer *self)
{
  atomic_store (&self->progress->n_bytes,
                self->n_before + MIN (self->part->n_bytes, self->file->n_bytes));
}

static const char *
get_network_reason (const GError *error)
{
  if (inkling_download_is_offline (error))
    return _("it cannot be reached; check that this computer is connected to the internet");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return _("it refuses the connection");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return _("it has not answered for too long");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return _("the proxy server does not let the request through; check the network settings");
  if (error->domain == G_TLS_ERROR)
    return _("the connection to it is not safe: its certificate cannot be trusted");
  return error->message;
}

/* Keeps domain and code, says it in plain words. Always FALSE. */
static gboolean
set_network_error (GError **error,
                   GError  *network_error)
{
  const char *reason = get_network_reason (network_error);

  if (g_error_matches (network_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
      g_error_matches (network_error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                         _("it ended the connection before the file was complete"));
  else
    g_set_error_literal (error, network_error->domain, network_error->code, reason);
  g_error_free (network_error);
  return FALSE;
}

/* Only for a part of the same version, which a strong validator tells; without one, the digest of
 * the whole will tell. */
static SoupMessage *
make_request (Transfer *self)
{
  SoupMessage        *message = soup_message_new (SOUP_METHOD_GET, self->uri);
  SoupMessageHeaders *headers;
  g_autofree char    *validator = NULL;

  if (message == NULL || self->part->n_bytes == 0)
    return message;
  headers = soup_message_get_request_headers (message);
  soup_message_headers_set_range (headers, self->part->n_bytes, -1);
  validator = inkling_download_part_get_validator (self->part, self->uri);
  if (validator != NULL)
    soup_message_headers_append (headers, "If-Range", validator);
  return message;
}

/* Weak entity tags must not be used with If-Range. */
static void
keep_validator (Transfer           *self,
                SoupMessageHeaders *headers)
{
  const char *validator = soup_message_headers_get_one (headers, "ETag");

  if (validator == NULL || g_str_has_prefix (validator, "W/"))
    validator = soup_message_headers_get_one (headers, "Last-Modified");
  inkling_download_part_set_validator (self->part, self->uri, validator);
}

static gboolean
check_kind (SoupMessageHeaders  *headers,
            GError             **error)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (type != NULL && g_ascii_strcasecmp (type, "text/html") == 0)
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("it sent a web page instead of the file; perhaps this network "
                                "wants a log-in first"));
  return TRUE;
}

static gboolean
check_length (Transfer            *self,
              SoupMessageHeaders  *headers,
              GError             **error)
{
  guint64 n_bytes;

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return TRUE;
  n_bytes = self->part->n_bytes + (guint64) soup_message_headers_get_content_length (headers);
  if (n_bytes <= get_limit (self->file))
    return TRUE;
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("its file is %" PRIu64 " bytes long instead of %" PRIu64),
                            n_bytes, self->file->n_bytes);
}

/* Where the answer goes on: at the end of the part, or at the beginning of the file. */
static gboolean
check_answer (Transfer     *self,
              SoupMessage  *message,
              GError      **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint               status = soup_message_get_status (message);
  goffset             first = 0;
  goffset             last;
  goffset             whole;

  if (status != SOUP_STATUS_OK && status != SOUP_STATUS_PARTIAL_CONTENT)
    return inkling_error_set (error, INKLING_ERROR_DATASET, _("it answers: %u %s"), status,
                              soup_message_get_reason_phrase (message));
  if (status == SOUP_STATUS_PARTIAL_CONTENT &&
      (!soup_message_headers_get_content_range (headers, &first, &last, &whole) ||
       (guint64) first != self->part->n_bytes))
    return inkling_download_part_restart (self->part, error) &&
           inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("it sent another part of the file than it was asked for"));
  if (status == SOUP_STATUS_OK && self->part->n_bytes > 0 &&
      !inkling_download_part_restart (self->part, error))
    return FALSE;
  if (!check_kind (headers, error) || !check_length (self, headers, error))
    return FALSE;
  if (self->part->n_bytes == 0)
    keep_validator (self, headers);
  return TRUE;
}

static gboolean
append (Transfer      *self,
        const guint8  *bytes,
        gsize          n_bytes,
        GError       **error)
{
  if (self->part->n_bytes + n_bytes > get_limit (self->file))
    return inkling_download_part_restart (self->part, error) &&
           inkling_error_set (error, INKLING_ERROR_DATASET, _("it sent more than the whole file"));
  if (!inkling_download_part_append (self->part, bytes, n_bytes, error))
    return FALSE;
  report (self);
  return TRUE;
}

static gboolean
receive (Transfer      *self,
         GInputStream  *stream,
         GError       **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  GError            *network_error = NULL;
  gssize             n_read;

  while ((n_read = g_input_stream_read (stream, buffer, BUFFER_BYTES, self->cancellable,
                                        &network_error)) > 0)
    if (!append (self, buffer, n_read, error))
      return FALSE;
  return n_read == 0 || set_network_error (error, network_error);
}

static gboolean
ask (Transfer     *self,
     SoupSession  *session,
     GError      **error)
{
  g_autoptr (SoupMessage)  message = make_request (self);
  g_autoptr (GInputStream) stream = NULL;
  GError                  *network_error = NULL;

  if (message == NULL)
    return inkling_error_set (error, INKLING_ERROR_DATASET, _("this is no address of a server"));
  stream = soup_session_send (session, message, self->cancellable, &network_error);
  if (stream == NULL)
    return set_network_error (error, network_error);
  /* The server's file is shorter than the part. */
  if (soup_message_get_status (message) == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE &&
      self->part->n_bytes > 0)
    {
      g_clear_object (&stream);
      return inkling_download_part_restart (self->part, error) && ask (self, session, error);
    }
  return check_answer (self, message, error) && receive (self, stream, error);
}

gboolean
inkling_download_transfer (SoupSession                 *session,
                           const char                  *uri,
                           InklingDownloadPart         *part,
                           const InklingPublishedFile  *file,
                           guint64                      n_before,
                           InklingDownloadProgress     *progress,
                           GCancellable                *cancellable,
                           GError                     **error)
{
  Transfer self = {
    .uri = uri,
    .part = part,
    .file = file,
    .n_before = n_before,
    .progress = progress,
    .cancellable = cancellable,
  };

  report (&self);
  if (part->n_bytes > get_limit (file) && !inkling_download_part_restart (part, error))
    return FALSE;
  return inkling_download_part_is_whole (part->part_path, file) || ask (&self, session, error);
}

gboolean
inkling_download_is_offline (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
}
