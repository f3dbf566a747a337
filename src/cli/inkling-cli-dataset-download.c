/* inkling-cli-dataset-download.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-dataset.h"
#include "inkling-download.h"
#include "inkling-ending.h"
#include "inkling-error.h"

#define REDRAW_INTERVAL 100 /* milliseconds */
#define ERASE_LINE      "\r\033[K"

typedef struct
{
  const InklingKnownDataset *known;
  InklingDownloadPlan       *plan;        /* owned */
  InklingDownloadProgress    progress;
  GCancellable              *cancellable; /* owned */
  GMainLoop                 *loop;        /* owned */
  GError                    *error;       /* owned: why it failed */
  gboolean                   json;
} Download;

static gboolean
draw_cb (gpointer user_data)
{
  Download        *self = user_data;
  guint64          n_bytes = atomic_load (&self->progress.n_bytes);
  guint64          n_total = inkling_download_plan_get_size (self->plan);
  g_autofree char *done = g_format_size (n_bytes);
  g_autofree char *total = g_format_size (n_total);

  /* Translators: how far a download has come: per cent, then sizes such as “5.2 MB” */
  g_printerr (ERASE_LINE);
  g_printerr (_("%d %%  %s of %s"), (int) (100 * n_bytes / n_total), done, total);
  return G_SOURCE_CONTINUE;
}

static void
ending_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Download *self = user_data;

  inkling_download_finish (result, &self->error);
  g_main_loop_quit (self->loop);
}

static void
run (Download *self)
{
  gboolean on_terminal = isatty (STDERR_FILENO);
  guint    drawing = on_terminal ? g_timeout_add (REDRAW_INTERVAL, draw_cb, self) : 0;

  inkling_ending_watch (ending_cb, self->cancellable);
  inkling_download_async (self->plan, &self->progress, self->cancellable, done_cb, self);
  g_main_loop_run (self->loop);

  if (on_terminal)
    {
      g_source_remove (drawing);
      g_printerr (ERASE_LINE);
    }
}

static int
report (Download *self)
{
  InklingCliJson *line;

  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      inkling_cli_refuse (_("interrupted; the same command goes on with what has come"));
      return INKLING_CLI_FAILED;
    }
  if (self->error != NULL)
    return inkling_cli_fail (self->error);
  if (!self->json)
    {
      g_print (_("%s is in %s\n"), self->plan->title, self->plan->folder);
      return INKLING_CLI_DONE;
    }
  line = inkling_cli_json_begin ();
  inkling_cli_json_add_string (line, "event", "done");
  inkling_cli_json_add_string (line, "name", self->known->name);
  inkling_cli_json_add_string (line, "folder", self->plan->folder);
  inkling_cli_json_add_count (line, "bytes", inkling_download_plan_get_size (self->plan));
  inkling_cli_json_print (line);
  return INKLING_CLI_DONE;
}

static int
download (const InklingKnownDataset *known,
          gboolean                   json)
{
  Download self = { .known = known, .json = json };
  int      code;

  self.plan = inkling_download_plan_new (known);
  self.cancellable = g_cancellable_new ();
  self.loop = g_main_loop_new (NULL, FALSE);
  run (&self);
  code = report (&self);
  g_clear_error (&self.error);
  g_main_loop_unref (self.loop);
  g_object_unref (self.cancellable);
  inkling_download_plan_free (self.plan);
  return code;
}

int
inkling_cli_dataset_download (int    argc,
                              char **argv)
{
  gboolean                   json = FALSE;
  const InklingKnownDataset *known;
  const char                *name;
  const GOptionEntry         entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    { NULL },
  };

  if (!inkling_cli_parse (&argc, &argv, _("[mnist]"),
                          _("Downloads a data set and checks every byte. What was interrupted is "
                            "gone on with.\n"
                            "The proxy of the system is used. $INKLING_MIRRORS may name other "
                            "servers, separated by spaces."), entries))
    return INKLING_CLI_USAGE;
  name = argc > 1 ? argv[1] : INKLING_DATASET_MNIST;
  known = inkling_known_dataset_find (name);
  if (argc > 2)
    inkling_cli_refuse (_("“%s” is not expected here"), argv[2]);
  else if (known == NULL)
    inkling_cli_refuse (_("there is no data set “%s”; “inkling-cli dataset list” names them all"),
                        name);
  else if (known->mirrors == NULL)
    inkling_cli_refuse (_("%s cannot be downloaded from here"), _(known->title));
  else
    return download (known, json);
  return INKLING_CLI_USAGE;
}
