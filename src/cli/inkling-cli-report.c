/* inkling-cli-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-report.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"


static InklingCliJson *
begin_event (const char *name)
{
  InklingCliJson *line = inkling_cli_json_begin ();

  inkling_cli_json_add_string (line, "event", name);
  return line;
}

void
inkling_cli_report_start (gboolean            json,
                          const InklingModel *from,
                          const char         *dataset_name)
{
  guint64 step = from != NULL ? from->step : 0;

  if (json)
    {
      InklingCliJson *line = begin_event ("start");

      inkling_cli_json_add_count (line, "step", step);
      inkling_cli_json_add_boolean (line, "resumed", from != NULL);
      inkling_cli_json_add_string (line, "dataset", dataset_name);
      inkling_cli_json_print (line);
    }
  else if (from != NULL)
    g_print (_("Resuming at step %" PRIu64 " from %s, data set %s\n"), step, from->path,
             dataset_name);
  else
    g_print (_("A new run, data set %s\n"), dataset_name);
}

static void
print_progress (const InklingReport           *report,
                const InklingEvaluationReport *evaluation,
                double                         seconds)
{
  double validation = 100.0 * evaluation->validation_accuracy;
  double test = 100.0 * evaluation->test_accuracy;

  if (isfinite (report->loss))
    g_print (_("step %" PRId64 "  loss %.4f  validation %.2f %%  test %.2f %%  %.1f s\n"),
             evaluation->step, report->loss, validation, test, seconds);
  else
    g_print (_("step %" PRId64 "  validation %.2f %%  test %.2f %%  %.1f s\n"),
             evaluation->step, validation, test, seconds);
}

void
inkling_cli_report_progress (gboolean                       json,
                             const InklingReport           *report,
                             const InklingEvaluationReport *evaluation,
                             double                         seconds)
{
  InklingCliJson *line;

  if (!json)
    {
      print_progress (report, evaluation, seconds);
      return;
    }
  line = begin_event ("progress");
  inkling_cli_json_add_count (line, "step", (guint64) evaluation->step);
  inkling_cli_json_add_number (line, "loss", report->loss);
  inkling_cli_json_add_number (line, "learning_rate", report->learning_rate);
  inkling_cli_json_add_number (line, "validation_accuracy", evaluation->validation_accuracy);
  inkling_cli_json_add_number (line, "test_accuracy", evaluation->test_accuracy);
  inkling_cli_json_add_number (line, "seconds", seconds);
  inkling_cli_json_print (line);
}

void
inkling_cli_report_checkpoint (gboolean    json,
                               guint64     step,
                               const char *path)
{
  InklingCliJson *line;

  if (!json)
    return;
  line = begin_event ("checkpoint");
  inkling_cli_json_add_count (line, "step", step);
  inkling_cli_json_add_string (line, "path", path);
  inkling_cli_json_print (line);
}

static double
get_milliseconds_per_step (const InklingProgress *progress)
{
  double n_steps = (double) (progress->step - progress->first_step);

  return n_steps > 0 ? 1e3 * progress->seconds / n_steps : NAN;
}

static void
print_done (const InklingProgress         *progress,
            const InklingEvaluationReport *end,
            const char                    *saved)
{
  double per_step = get_milliseconds_per_step (progress);

  g_print (_("Stopped at step %" PRIu64 " after %.1f s: %.2f %% of the test digits are read\n"),
           progress->step, progress->seconds, 100.0 * end->test_accuracy);
  if (isfinite (per_step))
    g_print (_("A step took %.3f ms\n"), per_step);
  if (saved != NULL)
    g_print (_("Saved as %s\n"), saved);
}

void
inkling_cli_report_done (gboolean                       json,
                         const InklingProgress         *progress,
                         const InklingEvaluationReport *end,
                         const char                    *saved)
{
  InklingCliJson *line;

  if (!json)
    {
      print_done (progress, end, saved);
      return;
    }
  line = begin_event ("done");
  inkling_cli_json_add_count (line, "step", progress->step);
  inkling_cli_json_add_number (line, "seconds", progress->seconds);
  inkling_cli_json_add_number (line, "milliseconds_per_step",
                               get_milliseconds_per_step (progress));
  inkling_cli_json_add_number (line, "test_accuracy", end->test_accuracy);
  inkling_cli_json_print (line);
}
