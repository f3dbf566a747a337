/* inkling-download.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-download.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "inkling-async.h"
#include "inkling-config.h"
#include "inkling-dataset.h"
#include "inkling-download-part.h"
#include "inkling-download-transfer.h"
#include "inkling-error.h"

#define DEFAULT_TIMEOUT  30   /* seconds */
#define DEFAULT_LIMIT    (2 * 60 * 60) /* seconds */
#define POOR_BYTES       4096 /* an answer that brings less is poor */
#define MAX_POOR         10   /* poor answers, one after the other */
#define MIRRORS_VARIABLE "INKLING_MIRRORS"
#define STAGING_SUFFIX   ".download"
#define FOLDER_MODE      0755

typedef struct
{
  const InklingDownloadPlan *plan;
  InklingDownloadProgress   *progress;
  GCancellable              *cancellable;
  guint                      timeout;     /* seconds */
  gint64                     deadline;    /* of g_get_monotonic_time */
  SoupSession               *session;     /* owned */
  char                      *staging;     /* owned: the folder until all files are whole */
  GString                   *complaints;  /* owned: what each mirror said about the file at hand */
  gboolean                   all_offline; /* no mirror could be reached */
} Download;

typedef struct
{
  const InklingDownloadPlan *plan;     /* borrowed */
  InklingDownloadProgress   *progress; /* borrowed */
} DownloadTask;

guint64
inkling_download_plan_get_size (const InklingDownloadPlan *plan)
{
  guint64 n_bytes = 0;

  for (gsize i = 0; i < plan->n_files; i++)
    n_bytes += plan->files[i].n_bytes;
  return n_bytes;
}

static gboolean
is_over (const Download *self)
{
  return g_get_monotonic_time () > self->deadline;
}

static void
complain (Download     *self,
          const char   *uri,
          const GError *error)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char      *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  g_string_append_printf (self->complaints, "%s%s: %s", self->complaints->len > 0 ? "; " : "",
                          host != NULL && *host != '\0' ? host : uri, error->message);
  self->all_offline = self->all_offline && inkling_download_transfer_is_offline (error);
}

/* A server that cuts the connection is asked again for as long as each answer brings something; one
 * that brings little every time is given up. */
static gboolean
transfer_patiently (Download                    *self,
                    const char                  *uri,
                    gboolean                     anew,
                    const InklingPublishedFile  *file,
                    guint64                      n_before,
                    InklingDownloadPart         *part,
                    GError                     **error)
{
  guint n_poor = 0;

  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      guint64            n_bytes = part->n_bytes;

      if (inkling_download_transfer (self->session, uri, self->timeout, self->deadline, anew, part,
                                     file, n_before, &self->progress->n_bytes, self->cancellable,
                                     &failure) &&
          inkling_download_part_finish (part, file, &failure))
        return TRUE;
      anew = FALSE;
      n_poor = part->n_bytes < n_bytes + POOR_BYTES ? n_poor + 1 : 0;
      if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
          part->n_bytes <= n_bytes || n_poor > MAX_POOR || is_over (self))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
}

/* That a part belongs to another version, or what was appended does, is found out only at the end:
 * what came before is kept, and all of the file is asked for. */
static gboolean
fetch_from (Download                    *self,
            const char                  *mirror,
            const InklingPublishedFile  *file,
            guint64                      n_before,
            InklingDownloadPart         *part,
            GError                     **error)
{
  const char        *slash = g_str_has_suffix (mirror, "/") ? "" : "/";
  g_autofree char   *uri = g_strconcat (mirror, slash, file->name, NULL);
  guint64            n_bytes = part->n_bytes;
  g_autoptr (GError) failure = NULL;

  if (transfer_patiently (self, uri, FALSE, file, n_before, part, &failure))
    return TRUE;
  if (failure->domain == INKLING_ERROR && part->n_bytes > n_bytes)
    {
      if (!inkling_download_part_shorten (part, n_bytes, error))
        return FALSE;
      if (n_bytes > 0)
        return transfer_patiently (self, uri, TRUE, file, n_before, part, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
set_failed (Download                    *self,
            const InklingPublishedFile  *file,
            GError                     **error)
{
  if (self->all_offline)
    return inkling_error_set (error, INKLING_ERROR_DATASET,
                              _("%s cannot be downloaded: no server can be reached; check that "
                                "this computer is connected to the internet"), self->plan->title);
  return inkling_error_set (error, INKLING_ERROR_DATASET, _("%s cannot be downloaded (%s): %s"),
                            self->plan->title, file->name, self->complaints->str);
}

static gboolean
fetch_part (Download                    *self,
            const InklingPublishedFile  *file,
            guint64                      n_before,
            InklingDownloadPart         *part,
            GError                     **error)
{
  g_string_truncate (self->complaints, 0);
  self->all_offline = TRUE;
  for (gsize i = 0; self->plan->mirrors[i] != NULL; i++)
    {
      g_autoptr (GError) failure = NULL;

      g_debug ("download of %s from %s: %" G_GUINT64_FORMAT " bytes there", file->name,
               self->plan->mirrors[i], part->n_bytes);
      if (fetch_from (self, self->plan->mirrors[i], file, n_before, part, &failure))
        return TRUE;
      g_debug ("download of %s from %s: %s", file->name, self->plan->mirrors[i], failure->message);
      if (failure->domain == G_FILE_ERROR ||
          g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE; /* another mirror would not help */
        }
      if (is_over (self))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                       _("%s could not be downloaded in time; what has come is kept, so try again "
                         "when the connection is faster"), self->plan->title);
          return FALSE;
        }
      complain (self, self->plan->mirrors[i], failure);
    }
  return set_failed (self, file, error);
}

static gboolean
is_there (const char                 *folder,
          const InklingPublishedFile *file)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);

  return inkling_download_part_is_whole (path, file);
}

static gboolean
fetch (Download                    *self,
       const InklingPublishedFile  *file,
       guint64                      n_before,
       GError                     **error)
{
  g_auto (InklingDownloadPart) part = INKLING_DOWNLOAD_PART_INIT;

  if (is_there (self->plan->folder, file) || is_there (self->staging, file))
    return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
  return inkling_download_part_open (&part, self->staging, file->name, error) &&
         fetch_part (self, file, n_before, &part, error);
}

static gboolean
fetch_all (Download  *self,
           GError   **error)
{
  guint64 n_before = 0;

  for (gsize i = 0; i < self->plan->n_files; i++)
    {
      if (!fetch (self, &self->plan->files[i], n_before, error))
        return FALSE;
      n_before += self->plan->files[i].n_bytes;
      atomic_store (&self->progress->n_bytes, n_before);
    }
  return TRUE;
}

/* A training run that begins meanwhile finds all of the data set or nothing. */
static gboolean
move_all (Download  *self,
          GError   **error)
{
  if (g_mkdir_with_parents (self->plan->folder, FOLDER_MODE) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s",
                   self->plan->folder, g_strerror (errno));
      return FALSE;
    }
  for (gsize i = 0; i < self->plan->n_files; i++)
    {
      const char      *name = self->plan->files[i].name;
      g_autofree char *from = g_build_filename (self->staging, name, NULL);
      g_autofree char *to = g_build_filename (self->plan->folder, name, NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", to,
                       g_strerror (errno));
          return FALSE;
        }
    }
  g_rmdir (self->staging);
  return TRUE;
}

gboolean
inkling_download (const InklingDownloadPlan  *plan,
                  InklingDownloadProgress    *progress,
                  GCancellable               *cancellable,
                  GError                    **error)
{
  Download                 self = {
    .plan = plan,
    .progress = progress,
    .cancellable = cancellable,
  };
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean                 done;

  g_main_context_push_thread_default (context);
  self.timeout = plan->timeout > 0 ? plan->timeout : DEFAULT_TIMEOUT;
  self.deadline = g_get_monotonic_time ()
                  + (plan->limit > 0 ? plan->limit : DEFAULT_LIMIT) * G_USEC_PER_SEC;
  self.session = soup_session_new_with_options ("timeout", self.timeout,
                                                "user-agent", "Inkling/" INKLING_VERSION, NULL);
  /* The .gz files are wanted as they are. */
  soup_session_remove_feature_by_type (self.session, SOUP_TYPE_CONTENT_DECODER);
  self.staging = g_strconcat (plan->folder, STAGING_SUFFIX, NULL);
  self.complaints = g_string_new (NULL);

  done = fetch_all (&self, error) && move_all (&self, error);
  g_debug ("download of %s: %s", plan->title, done ? "done" : "failed");

  g_string_free (self.complaints, TRUE);
  g_free (self.staging);
  g_object_unref (self.session);
  g_main_context_pop_thread_default (context);
  return done;
}

static gboolean
download (gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  DownloadTask *work = data;

  return inkling_download (work->plan, work->progress, cancellable, error);
}

void
inkling_download_async (const InklingDownloadPlan *plan,
                        InklingDownloadProgress   *progress,
                        GCancellable              *cancellable,
                        GAsyncReadyCallback        callback,
                        gpointer                   user_data)
{
  DownloadTask work = { plan, progress };

  inkling_async_do (g_task_new (NULL, cancellable, callback, user_data),
                    g_memdup2 (&work, sizeof work), g_free, download);
}

gboolean
inkling_download_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

InklingDownloadPlan *
inkling_download_plan_new (const InklingKnownDataset *known)
{
  InklingDownloadPlan *plan = g_new0 (InklingDownloadPlan, 1);
  const char          *mirrors = g_getenv (MIRRORS_VARIABLE);

  plan->title = _(known->title);
  plan->files = known->files;
  plan->n_files = INKLING_N_IDX_FILES;
  plan->folder = inkling_dataset_get_user_folder (known->name);
  if (mirrors != NULL && *mirrors != '\0')
    plan->mirrors = (const char *const *) g_strsplit (mirrors, " ", -1);
  else
    plan->mirrors = (const char *const *) g_strdupv ((char **) known->mirrors);
  return plan;
}

void
inkling_download_plan_free (InklingDownloadPlan *plan)
{
  g_strfreev ((char **) plan->mirrors);
  g_free ((char *) plan->folder);
  g_free (plan);
}
