/* inkling-download-transfer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-download-transfer.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "inkling-error.h"

#define BUFFER_BYTES  (64 * 1024)
#define MIN_RATE      256 /* bytes a second: a telephone line brings ten times as many */
#define WINDOW_FACTOR 2   /* the rate is taken over so many times the timeout */

typedef struct
{
  const char                 *uri;
  guint                       timeout;  /* seconds */
  gint64                      deadline;
  InklingDownloadPart        *part;
  const InklingPublishedFile *file;
  guint64                     n_before; /* bytes of files before this one */
  atomic_ullong              *progress;
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
  atomic_store (self->progress,
                self->n_before + MIN (inkling_download_part_get_n_bytes (self->part),
                                      self->file->n_bytes));
}

static const char *
get_network_reason (const GError *error)
{
  if (inkling_download_transfer_is_offline (error))
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
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return _("the connection to it is not safe: its certificate cannot be trusted");
  if (error->domain == G_TLS_ERROR)
    return _("no safe connection to it comes about; perhaps this network wants a log-in first");
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
make_request (Transfer *self,
              gboolean  anew)
{
  SoupMessage        *message = soup_message_new (SOUP_METHOD_GET, self->uri);
  SoupMessageHeaders *headers;
  g_autofree char    *validator = NULL;

  if (message == NULL || anew || self->part->n_bytes == 0)
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
  n_bytes = inkling_download_part_get_n_bytes (self->part) +
            (guint64) soup_message_headers_get_content_length (headers);
  if (n_bytes <= get_limit (self->file))
    return TRUE;
  return inkling_error_set (error, INKLING_ERROR_DATASET,
                            _("its file is %" PRIu64 " bytes long instead of %" PRIu64),
                            n_bytes, self->file->n_bytes);
}

/* Where the answer goes on: at the end of the part, or at the beginning of the file. Whatever the
 * answer is, the part stays as it is until what comes has proved better. */
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
  if (!check_kind (headers, error))
    return FALSE;
  if (status == SOUP_STATUS_PARTIAL_CONTENT &&
      (!soup_message_headers_get_content_range (headers, &first, &last, &whole) ||
       (guint64) first != self->part->n_bytes))
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("it sent another part of the file than it was asked for"));
  if (status == SOUP_STATUS_OK && !inkling_download_part_begin_anew (self->part, error))
    return FALSE;
  if (!check_length (self, headers, error))
    return FALSE;
  if (inkling_download_part_get_n_bytes (self->part) == 0)
    keep_validator (self, headers);
  return TRUE;
}

static gboolean
append (Transfer      *self,
        const guint8  *bytes,
        gsize          n_bytes,
        GError       **error)
{
  if (inkling_download_part_get_n_bytes (self->part) + n_bytes > get_limit (self->file))
    return inkling_error_set (error, INKLING_ERROR_DATASET, _("it sent more than the whole file"));
  if (!inkling_download_part_append (self->part, bytes, n_bytes, error))
    return FALSE;
  report (self);
  return TRUE;
}

/* Always FALSE. */
static gboolean
set_too_slow (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("it sends too slowly"));
  return FALSE;
}

/* A timeout of its own has each read, but a server that now and then sends a byte meets it. */
static gboolean
receive (Transfer      *self,
         GInputStream  *stream,
         GError       **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  GError            *network_error = NULL;
  gint64             window = WINDOW_FACTOR * self->timeout * G_USEC_PER_SEC;
  gint64             began = g_get_monotonic_time ();
  guint64            n_window = 0;
  gssize             n_read;

  while ((n_read = g_input_stream_read (stream, buffer, BUFFER_BYTES, self->cancellable,
                                        &network_error)) > 0)
    {
      if (!append (self, buffer, n_read, error))
        return FALSE;
      if (g_get_monotonic_time () > self->deadline)
        return set_too_slow (error);
      n_window += n_read;
      if (g_get_monotonic_time () - began < window)
        continue;
      if (n_window < (guint64) MIN_RATE * WINDOW_FACTOR * self->timeout)
        return set_too_slow (error);
      began = g_get_monotonic_time ();
      n_window = 0;
    }
  return n_read == 0 || set_network_error (error, network_error);
}

/* An answer that is being waited for. */
typedef struct
{
  gboolean      done;
  GInputStream *stream;
  GError       *error;
} Wait;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Wait *wait = user_data;

  wait->stream = soup_session_send_finish (SOUP_SESSION (source), result, &wait->error);
  wait->done = TRUE;
}

static gboolean
limit_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Until the answer begins, header by header, no longer than the limit. */
static GInputStream *
send_request (Transfer     *self,
              SoupSession  *session,
              SoupMessage  *message,
              GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GCancellable) limited = g_cancellable_new ();
  g_autoptr (GSource)      limit = g_timeout_source_new_seconds (WINDOW_FACTOR * self->timeout);
  Wait                     wait = { FALSE };
  gulong                   forwarding = 0;

  if (self->cancellable != NULL)
    forwarding = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), limited,
                                        NULL);
  g_source_set_callback (limit, limit_cb, limited, NULL);
  g_source_attach (limit, context);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, limited, answered_cb, &wait);
  while (!wait.done)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (limit);
  g_cancellable_disconnect (self->cancellable, forwarding);

  if (wait.stream == NULL && g_error_matches (wait.error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_error (&wait.error);
      set_too_slow (error);
    }
  else if (wait.stream == NULL)
    set_network_error (error, wait.error);
  return wait.stream;
}

static gboolean
ask (Transfer     *self,
     SoupSession  *session,
     gboolean      anew,
     GError      **error)
{
  g_autoptr (SoupMessage)  message = make_request (self, anew);
  g_autoptr (GInputStream) stream = NULL;

  if (message == NULL)
    return inkling_error_set (error, INKLING_ERROR_DATASET, _("this is no address of a server"));
  stream = send_request (self, session, message, error);
  if (stream == NULL)
    return FALSE;
  /* The server's file is shorter than the part. */
  if (soup_message_get_status (message) == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE &&
      !anew && self->part->n_bytes > 0)
    {
      g_clear_object (&stream);
      return ask (self, session, TRUE, error);
    }
  return check_answer (self, message, error) && receive (self, stream, error);
}

gboolean
inkling_download_transfer (SoupSession                 *session,
                           const char                  *uri,
                           guint                        timeout,
                           gint64                       deadline,
                           gboolean                     anew,
                           InklingDownloadPart         *part,
                           const InklingPublishedFile  *file,
                           guint64                      n_before,
                           atomic_ullong               *progress,
                           GCancellable                *cancellable,
                           GError                     **error)
{
  Transfer self = {
    .uri = uri,
    .timeout = timeout,
    .deadline = deadline,
    .part = part,
    .file = file,
    .n_before = n_before,
    .progress = progress,
    .cancellable = cancellable,
  };
  gboolean done;

  report (&self);
  if (part->n_bytes > get_limit (file) && !inkling_download_part_shorten (part, 0, error))
    return FALSE;
  if (inkling_download_part_is_whole (part->own_path, file))
    return TRUE;
  done = ask (&self, session, anew, error);
  done = inkling_download_part_settle (part, file, done ? error : NULL) && done;
  report (&self);
  return done;
}

gboolean
inkling_download_transfer_is_offline (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE);
}
