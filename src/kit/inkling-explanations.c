/* inkling-explanations.c: what the words in the window mean, in plain language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-explanations.h"

#include <glib/gi18n.h>

const InklingExplanation inkling_explanations[] = {
  { "step", N_("Step"),
    N_("In one step the network looks at a few hundred pictures, sees how wrong it was, and "
       "changes its connections a little so as to be less wrong the next time.") },
  { "epoch", N_("Epoch"),
    N_("An epoch is over when the network has seen every picture of the data set once.") },
  { "loss", N_("Loss"),
    N_("How wrong the network is. Whoever only guesses among ten digits has 2.3; whoever is always "
       "right and sure of it has 0. Training pushes it down.") },
  { "accuracy", N_("Accuracy"),
    N_("How many of a hundred digits it reads correctly. It is measured on pictures that it never "
       "learns from, because those it could simply know by heart.") },
  { "learning-rate", N_("Learning rate"),
    N_("How far one step moves the connections. Too large, and it jumps past what it looks for; "
       "too small, and it hardly gets anywhere. So it begins large and becomes smaller.") },
  { "moving-average", N_("Moving average"),
    N_("Each step makes the network tremble a little. The average over the latest steps is calmer "
       "and reads better, so that is what answers when you draw.") },
  { "batch", N_("Batch"),
    N_("How many pictures one step looks at. More make a step steadier, and slower.") },
  { "regularization", N_("Weight decay"),
    N_("Keeps connections from growing without need. Small ones follow the rule rather than single "
       "pictures, so that it also reads digits it has never seen.") },
  { "hidden-layers", N_("Hidden layers"),
    N_("Between the picture and the answer lie units that learn to notice strokes, arcs and ends. "
       "More of them notice more, and take longer to teach.") },
  { "distortion", N_("Distortion"),
    N_("Each picture is turned, shifted and bent a little before the network sees it. So it learns "
       "that a 7 that leans is still a 7.") },
  { "recipe", N_("Recipe"),
    N_("All the choices of a training run under one name. The short one shows quickly how it "
       "works, the long one reads best.") },
  { "dataset", N_("Data set"),
    N_("The pictures it learns from, each with the right answer. A part of them is put aside to "
       "find out how well it reads.") },
  { "seed", N_("Seed"),
    N_("Chance decides how the network begins and in what order it sees the pictures. All of it "
       "comes from this one number: the same number gives the same run.") },
  { "network-sees", N_("What the network sees"),
    N_("Your drawing is made as large as the digits it learnt from, put in the middle and turned "
       "into 28 × 28 grey dots. That is all the network gets: no strokes, no order, no colour.") },
  { "without-normalization", N_("Without normalisation"),
    N_("The sheet as it is, only made smaller. The network never learnt from digits so small, so "
       "thin or so far from the middle, and guesses. Draw a small 7 in a corner to see it.") },
  { "answer", N_("Answer"),
    N_("For each digit the network says how likely it is; together they make 100 %. The likeliest "
       "is the answer, if there is little doubt. Else there is a “?”, and a “×” when the drawing "
       "is like nothing it knows.") },
};

const guint inkling_n_explanations = G_N_ELEMENTS (inkling_explanations);

const InklingExplanation *
inkling_explanations_find (const char *topic)
{
  for (guint i = 0; i < inkling_n_explanations; i++)
    if (g_strcmp0 (inkling_explanations[i].topic, topic) == 0)
      return &inkling_explanations[i];

  return NULL;
}
