/* inkling-cli-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-report.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-output.h"

static JsonBuilder *
begin_event (const char *name)
{
  JsonBuilder *builder = inkling_cli_json_begin ();

  inkling_cli_json_add_string (builder, "event", name);
  return builder;
}

void
inkling_cli_report_start (gboolean            json,
                          const InklingModel *from,
                          const char         *dataset_name)
{
  guint64 step = from != NULL ? from->step : 0;

  if (json)
    {
      JsonBuilder *builder = begin_event ("start");

      inkling_cli_json_add_count (builder, "step", step);
      inkling_cli_json_add_boolean (builder, "resumed", from != NULL);
      inkling_cli_json_add_string (builder, "dataset", dataset_name);
      inkling_cli_json_print (builder);
    }
  else if (from != NULL)
    g_print (_("Resuming at step %" PRIu64 " from %s, data set %s\n"), step, from->path,
             dataset_name);
  else
    g_print (_("A new run, data set %s\n"), dataset_name);
}

void
inkling_cli_report_progress (gboolean                       json,
                             const InklingReport           *report,
                             const InklingEvaluationReport *evaluation,
                             double                         seconds)
{
  JsonBuilder *builder;

  if (!json)
    {
      g_print (_("step %" PRId64 "  loss %.4f  validation %.2f %%  test %.2f %%  "
                 "%.1f s\n"),
               evaluation->step, report->loss, 100.0 * evaluation->validation_accuracy,
               100.0 * evaluation->test_accuracy, seconds);
      return;
    }
  builder = begin_event ("progress");
  inkling_cli_json_add_count (builder, "step", (guint64) evaluation->step);
  inkling_cli_json_add_number (builder, "loss", report->loss);
  inkling_cli_json_add_number (builder, "learning_rate", report->learning_rate);
  inkling_cli_json_add_number (builder, "validation_accuracy", evaluation->validation_accuracy);
  inkling_cli_json_add_number (builder, "test_accuracy", evaluation->test_accuracy);
  inkling_cli_json_add_number (builder, "seconds", seconds);
  inkling_cli_json_print (builder);
}

void
inkling_cli_report_checkpoint (gboolean    json,
                               guint64     step,
                               const char *path)
{
  JsonBuilder *builder;

  if (!json)
    return;
  builder = begin_event ("checkpoint");
  inkling_cli_json_add_count (builder, "step", step);
  inkling_cli_json_add_string (builder, "path", path);
  inkling_cli_json_print (builder);
}

void
inkling_cli_report_done (gboolean                       json,
                         const InklingProgress         *progress,
                         const InklingEvaluationReport *end,
                         const char                    *saved)
{
  double       n_steps = (double) (progress->step - progress->first_step);
  double       per_step = n_steps > 0 ? 1e3 * progress->seconds / n_steps : NAN;
  JsonBuilder *builder;

  if (!json)
    {
      g_print (_("Stopped at step %" PRIu64 " after %.1f s, %.3f ms a step: "
                 "%.2f %% of the test digits\n"),
               progress->step, progress->seconds, per_step, 100.0 * end->test_accuracy);
      if (saved != NULL)
        g_print (_("Saved as %s\n"), saved);
      return;
    }
  builder = begin_event ("done");
  inkling_cli_json_add_count (builder, "step", progress->step);
  inkling_cli_json_add_number (builder, "seconds", progress->seconds);
  inkling_cli_json_add_number (builder, "milliseconds_per_step", per_step);
  inkling_cli_json_add_number (builder, "test_accuracy", end->test_accuracy);
  inkling_cli_json_print (builder);
}
