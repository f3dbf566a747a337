/* inkling-plot-zoom.c: which part of an axis is looked at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-plot-zoom.h"

/* Moves the positions first … last into the whole, or makes them the whole if they are wider. */
static gboolean
show_positions (InklingPlotScale       *visible,
                const InklingPlotScale *whole,
                double                  first,
                double                  last)
{
  double begin = inkling_plot_scale_get_position (whole, whole->minimum);
  double end = inkling_plot_scale_get_position (whole, whole->maximum);
  double width = MIN (last - first, end - begin);
  double minimum, maximum;

  first = CLAMP (first, begin, end - width);
  minimum = first <= begin ? whole->minimum : inkling_plot_scale_get_value (whole, first);
  maximum = first + width >= end ? whole->maximum
                                 : inkling_plot_scale_get_value (whole, first + width);

  if (minimum == visible->minimum && maximum == visible->maximum)
    return FALSE;

  visible->minimum = minimum;
  visible->maximum = maximum;

  return TRUE;
}

gboolean
inkling_plot_zoom (InklingPlotScale       *visible,
                   const InklingPlotScale *whole,
                   double                  factor,
                   double                  anchor)
{
  double first = inkling_plot_scale_get_position (visible, visible->minimum);
  double last = inkling_plot_scale_get_position (visible, visible->maximum);
  double fixed = CLAMP (inkling_plot_scale_get_position (visible, anchor), first, last);

  first = fixed + (first - fixed) / factor;
  last = fixed + (last - fixed) / factor;
  if (factor > 1.0
      && inkling_plot_scale_get_value (visible, last)
         - inkling_plot_scale_get_value (visible, first) < INKLING_PLOT_LEAST_SPAN)
    return FALSE;

  return show_positions (visible, whole, first, last);
}

gboolean
inkling_plot_zoom_pan (InklingPlotScale       *visible,
                       const InklingPlotScale *whole,
                       double                  share)
{
  double first = inkling_plot_scale_get_position (visible, visible->minimum);
  double last = inkling_plot_scale_get_position (visible, visible->maximum);
  double distance = share * (last - first);

  return show_positions (visible, whole, first + distance, last + distance);
}

gboolean
inkling_plot_zoom_show (InklingPlotScale       *visible,
                        const InklingPlotScale *whole,
                        double                  first,
                        double                  last)
{
  double low = MAX (MIN (first, last), whole->minimum);
  double high = MIN (MAX (first, last), whole->maximum);

  if (high - low < INKLING_PLOT_LEAST_SPAN)
    return FALSE;

  return show_positions (visible, whole, inkling_plot_scale_get_position (whole, low),
                         inkling_plot_scale_get_position (whole, high));
}
