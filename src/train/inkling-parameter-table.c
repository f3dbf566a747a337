/* inkling-parameter-table.c: what the hyper-parameters are called, and what each of them does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-parameter-table.h"

#include <glib/gi18n.h>

const InklingParameterWords inkling_parameter_table[] = {
  { NULL, N_("Learning"), N_("How far each step goes, and from how many digits") },
  { "learning_rate", N_("Learning rate"),
    N_("How far a step goes: too small is slow, too large jumps over the goal.") },
  { "schedule", N_("Schedule"),
    N_("How the rate falls: in steps by the decay once an epoch, or in a smooth curve.") },
  { "decay", N_("Decay"), N_("What the rate is multiplied by after each epoch of a staircase.") },
  { "schedule_steps", N_("Cosine steps"), N_("Steps until the cosine has brought the rate to 0.") },
  { "momentum", N_("Momentum"),
    N_("How much of the last step’s direction is kept, like a ball that rolls on; 0 is none.") },
  { "batch", N_("Batch"), N_("Digits looked at before each step: more are steadier and slower.") },
  { "l2", N_("L2"), N_("Pulls all weights gently towards 0, so that none takes over.") },
  { "ema", N_("Averaging"),
    N_("The network that reads is an average of the latest; nearer to 1 averages over more.") },

  { NULL, N_("Network"), N_("What is built before the first step") },
  { "hidden", N_("Hidden layers"),
    N_("Units of each layer between picture and answer: “500”, “300,100” or “none”.") },
  { "initial_deviation", N_("Starting spread"),
    N_("How different the weights are at the start; 0 chooses it by the size of the layer.") },
  { "initial_bias", N_("Starting bias"), N_("What every unit begins with before any input.") },

  { NULL, N_("Distortion"),
    N_("Each digit is shown a little different every time; 0 is not at all") },
  { "rotation", N_("Rotation"), N_("Turned by up to this many degrees.") },
  { "scale", N_("Scale"), N_("Made larger or smaller by up to this share.") },
  { "shear", N_("Slant"), N_("Leant to either side by up to this much.") },
  { "shift", N_("Shift"), N_("Moved by up to this many pixels.") },
  { "elastic", N_("Wobble"), N_("Bent as if drawn on rubber, by about this many pixels.") },
  { "elastic_sigma", N_("Wobble smoothness"),
    N_("Over how many pixels the rubber bends: less is more crumpled.") },
  { "thickness", N_("Pen"), N_("Drawn with a thicker or thinner pen, by up to this many pixels.") },

  { NULL, N_("Digits"), N_("What is learnt from besides the data set") },
  { "mix", N_("Mix"), N_("Share of each batch that the built-in writer writes, from 0 to 1.") },
  { "strangers", N_("Strangers"),
    N_("Share of each batch that is no digit at all, which teaches when to be unsure.") },

  { NULL, N_("Measuring"), N_("How long a run is, and how often it is looked at") },
  { "steps", N_("Steps"), N_("A run stops by itself after this many.") },
  { "report_every", N_("Loss every"), N_("Steps between two points of the loss in the plot.") },
  { "evaluate_every", N_("Accuracy every"), N_("Steps between two measurements of the accuracy.") },
};

const guint inkling_n_parameter_words = G_N_ELEMENTS (inkling_parameter_table);
