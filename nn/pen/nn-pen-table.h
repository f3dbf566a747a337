/* nn-pen-table.h: short words for the tables of shapes, for no one else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "nn-pen-shapes.h"

#define POINTS(...)                                                                                \
  (const NnPenPoint[]) { __VA_ARGS__ },                                                            \
  sizeof ((const NnPenPoint[]) { __VA_ARGS__ }) / sizeof (NnPenPoint)

#define BEGIN  NN_PEN_BEGIN
#define CURVE  NN_PEN_CURVE
#define BEND   NN_PEN_BEND
#define CORNER NN_PEN_CORNER
