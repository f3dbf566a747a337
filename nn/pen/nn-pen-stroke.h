/* nn-pen-stroke.h: a polygon of control points, rounded off, as a line of ink
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>

#include "nn-ink.h"
#include "nn-status.h"

typedef struct
{
  NnPoint point;
  float   roundness; /* 0: a corner … 1: touches the middles of both its sides only */
} NnPenControl;

#define NN_PEN_N_WAVES 4

/* How the line trembles on its way: waves to the side and up and down. */
typedef struct
{
  float amplitude;
  float phases[NN_PEN_N_WAVES]; /* where the waves begin, in periods */
} NnPenTremor;

/* A stretch of the line where the pen does not touch the paper: none if length is 0. */
typedef struct
{
  float begin; /* by the length written so far */
  float length;
} NnPenLift;

/* Writes a stroke through n_controls ≥ 2 points, whose ends it reaches, in steps fit for a polygon
 * about 100 high. The ends' roundness does not matter. */
NnStatus nn_pen_write_stroke (const NnPenControl *controls,
                              size_t              n_controls,
                              const NnPenTremor  *tremor,
                              const NnPenLift    *lift,
                              NnInk              *ink);
