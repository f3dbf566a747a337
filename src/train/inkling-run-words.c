/* inkling-run-words.c: in words: what can be done with a run, what cannot and why, how it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-run-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "inkling-plot-words.h"

static const char *
refuse_while_busy (InklingSession *session)
{
  switch (inkling_session_get_state (session))
    {
    case INKLING_SESSION_PREPARING:
      return _("A run is being prepared");
    case INKLING_SESSION_RUNNING:
      return _("Pause the run first");
    case INKLING_SESSION_PAUSING:
      return _("A checkpoint is being saved");
    case INKLING_SESSION_IDLE:
      break;
    }

  return NULL;
}

static const char *
refuse_resume (InklingSession *session)
{
  const char *reason = refuse_while_busy (session);

  if (reason == NULL && !inkling_session_has_run (session))
    return _("There is no run to resume yet");

  return reason;
}

static const char *
refuse_pause (InklingSession *session)
{
  InklingSessionState state = inkling_session_get_state (session);

  if (state == INKLING_SESSION_IDLE)
    return _("Nothing is being trained");

  return state == INKLING_SESSION_PAUSING ? _("A checkpoint is being saved") : NULL;
}

static const char *
refuse_rewind (InklingSession *session)
{
  const char *reason = refuse_while_busy (session);

  if (reason != NULL)
    return reason;
  if (!inkling_session_has_run (session))
    return _("There is no run to rewind yet");

  return inkling_session_can_rewind (session) ? NULL : _("The run is at its start");
}

const InklingRunAction inkling_run_actions[] = {
  { "training.start", N_("Start a new run; an earlier one is kept"), refuse_while_busy },
  { "training.resume", N_("Go on exactly where the run stopped"), refuse_resume },
  { "training.pause", N_("Save a checkpoint and stop"), refuse_pause },
  { "training.step", N_("Train a single step"), refuse_while_busy },
  { "training.rewind", N_("Back to the start of this run, with the same seed; what was learnt is "
                          "kept in the model folder"), refuse_rewind },
};

const guint inkling_n_run_actions = G_N_ELEMENTS (inkling_run_actions);

/* A sentence without its full stop: why the run at hand does not go on by itself. */
static const char *
tell_reason (InklingSession *session)
{
  switch (inkling_session_get_end (session))
    {
    case INKLING_TRAINER_END_STEPS:
      return _("Training finished");
    case INKLING_TRAINER_END_ACCURACY:
      return _("The accuracy to stop at is reached");
    case INKLING_TRAINER_END_TIME:
      return _("The time is up");
    case INKLING_TRAINER_END_PATIENCE:
      return _("It has not improved for a while");
    case INKLING_TRAINER_END_BROKEN:
      return _("The run broke down");
    case INKLING_TRAINER_END_PAUSED:
      break;
    }

  return _("The run is paused");
}

static char *
describe_idle (InklingSession *session)
{
  InklingModel *model = inkling_session_get_model (session);

  if (model == NULL)
    return g_strdup (_("Press Train to teach a network to read digits."));
  if (!inkling_session_has_run (session))
    return g_strdup (_("Draw a digit, or press Train to teach a network yourself."));

  if (model->step == 0)
    return g_strdup_printf (_("Resume goes on at step %'" PRIu64 "."), model->step);

  /* Translators: why a run stopped, for example “The time is up”, and a step */
  return g_strdup_printf (_("%s. Resume goes on at step %'" PRIu64 "."),
                          tell_reason (session), model->step);
}

char *
inkling_run_words_describe (InklingSession *session,
                            const char     *dataset)
{
  guint64 saved_step = inkling_session_get_saved_step (session);

  switch (inkling_session_get_state (session))
    {
    case INKLING_SESSION_PREPARING:
      /* Translators: %s is a data set, for example MNIST */
      return g_strdup_printf (_("Opening %s…"), dataset);

    case INKLING_SESSION_RUNNING:
      if (saved_step > 0)
        return g_strdup_printf (_("Learning from %s. Saved at step %'" PRIu64 "."),
                                dataset, saved_step);
      return g_strdup_printf (_("Learning from %s…"), dataset);

    case INKLING_SESSION_PAUSING:
      return g_strdup (_("Saving a checkpoint…"));

    case INKLING_SESSION_IDLE:
      break;
    }

  return describe_idle (session);
}

char *
inkling_run_words_tell_end (InklingSession *session)
{
  const InklingHistory *history = inkling_session_get_history (session);
  const InklingEvaluationReport *last = inkling_history_last_evaluation (history);

  if (last == NULL)
    return g_strdup (tell_reason (session));

  /* Translators: %s is why training ended, for example “Training finished”; the number is a
   * percentage */
  return g_strdup_printf (_("%s: the network reads %.2f %% of the test digits"),
                          tell_reason (session),
                          inkling_plot_round_percent (100.0 * last->test_accuracy, 2));
}
