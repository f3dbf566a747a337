/* nn-pen-hand.h: how somebody writes at one moment
 *
 * What is drawn here uses nothing but sums, products and square roots, which are the same on every
 * processor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stdbool.h>

#include "nn-pen-shapes.h"
#include "nn-pen-stroke.h"
#include "nn-random.h"

/* Lengths in hundredths of a digit's height. */
typedef struct
{
  float       u;         /* the shape's knobs, in [−1, 1] */
  float       v;
  float       jitter;    /* standard deviation of a control point */
  float       haste;     /* 0: corners as sharp as drawn … 1: rounded off */
  float       slant;     /* x per y, positive leans to the right */
  float       aspect;    /* width against the shape's own */
  float       cosine;    /* of the rotation */
  float       sine;
  float       bend_x[3]; /* bending of the whole, along y², xy and x² */
  float       bend_y[3];
  NnPenTremor tremor;
  float       pen_width; /* in pixels of the 28×28 picture */
} NnPenHand;

void nn_pen_hand_draw (NnPenHand      *hand,
                       NnRandomStream *stream);

/* Where this hand puts a point of a shape, and how it rounds it. */
NnPenControl nn_pen_hand_draw_control (const NnPenHand  *hand,
                                       const NnPenPoint *point,
                                       NnRandomStream   *stream);

/* Approximately normal with mean 0: a sum of four uniform numbers, never beyond 3.5 deviations. */
float nn_pen_draw_normal (NnRandomStream *stream,
                          float           deviation);

bool nn_pen_draw_chance (NnRandomStream *stream,
                         float           chance);
