/* nn-paper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "nn-paper.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "nn-paper-grid.h"
#include "nn-specks.h"

/* A picture made by a program has paper of exactly one shade, the one most of the border has. It
 * takes up these shares of border and picture, and what is neither paper nor plainly ink, such as
 * softened edges, is little. */
#define FLAT_BORDER  0.35
#define FLAT_PICTURE 0.25
#define FLAT_DECIDED 0.8
#define PLAIN_SHARE  0.25f

/* A border that is nearly all of one shade, when most of the picture is of another, is a frame. */
#define FRAME_BORDER  0.95
#define FRAME_PICTURE 0.5

/* A normal distribution has this share of its absolute values below QUANTILE_DEVIATION · σ. */
#define QUANTILE           0.3
#define QUANTILE_DEVIATION 0.3853f
#define LEAST_NOISE        0.25f

/* Above this noise, in shades, the picture is blurred, as far as this part of its side. */
#define LOUD_NOISE 4.0f
#define BLUR_PART  128
#define MAX_BLUR   2

/* That share of a photograph's ink is no darker than full ink. */
#define FULL_SHARE 0.95

/* In a photograph less than this share of full ink is paper, and so are three deviations. */
#define FAINT_SHARE  0.15f
#define FAINT_SIGNAL 3.0f
#define LEAST_FAINT  2.0f

/* What full ink must stand out by, in shades and against the noise; a picture that holds less is
 * of one shade. */
#define LEAST_CONTRAST_CLEAN 2.0f
#define LEAST_CONTRAST       16.0f
#define LEAST_SIGNAL         5.0f

/* With more than this share inked, the border was a frame or a desk and not the paper. */
#define MOST_INKED 0.65

/* A stroke has a pixel this dark somewhere; what is fainter and no edge of it is a shadow. */
#define CORE      96
#define EDGE_PART 128

/* The light of the deepest shadow that ink is still weighed against. */
#define LEAST_LIGHT 32.0f

#define BINS_PER_SHADE 4
#define N_BINS         1024

/* The picture and what it takes to tell ink from paper in it. */
typedef struct
{
  uint8_t    *grey;   /* (height, width), the caller's */
  float      *shades; /* owned; (width), the paper's along one row */
  size_t      width;
  size_t      height;
  NnPaperGrid grid;
  size_t      bins[N_BINS]; /* of departures, counted */
  bool        light_ink;    /* on dark paper */
  float       noise;        /* standard deviation of the paper */
  float       faintest;     /* departure that counts as ink */
  float       fullest;      /* departure that is full ink */
} Paper;

static size_t
find_mode (const size_t counts[256])
{
  size_t mode = 0;

  for (size_t shade = 1; shade < 256; shade++)
    if (counts[shade] > counts[mode])
      mode = shade;
  return mode;
}

static void
count_shades (const Paper *paper,
              size_t       picture[256],
              size_t       border[256])
{
  for (size_t y = 0; y < paper->height; y++)
    for (size_t x = 0; x < paper->width; x++)
      {
        uint8_t grey = paper->grey[y * paper->width + x];

        picture[grey]++;
        if (x == 0 || y == 0 || x == paper->width - 1 || y == paper->height - 1)
          border[grey]++;
      }
}

/* How far a pixel departs from paper towards ink, in shades of well-lit paper: dark ink takes away
 * a share of the light, so that it departs less in the shadow. */
static float
get_departure (const Paper *paper,
               uint8_t      grey,
               float        shade)
{
  if (paper->light_ink)
    return (float) grey - shade;
  return (shade - (float) grey) * 255.0f / fmaxf (shade, LEAST_LIGHT);
}

/* Counts departures towards ink, those away from it as none; or both_ways, without their sign. */
static void
count_departures (Paper *paper,
                  bool   both_ways)
{
  memset (paper->bins, 0, sizeof paper->bins);
  for (size_t y = 0; y < paper->height; y++)
    {
      const uint8_t *row = paper->grey + y * paper->width;

      nn_paper_grid_get_row (&paper->grid, y, paper->width, paper->shades);
      for (size_t x = 0; x < paper->width; x++)
        {
          float departure = get_departure (paper, row[x], paper->shades[x]);

          departure = both_ways ? fabsf (departure) : fmaxf (departure, 0.0f);
          paper->bins[(size_t) fminf (departure * BINS_PER_SHADE + 0.5f, N_BINS - 1)]++;
        }
    }
}

/* The first bin of those that hold larger departures only. */
static size_t
get_bin_above (float departure)
{
  return (size_t) fminf (departure * BINS_PER_SHADE + 1.0f, N_BINS - 1);
}

static size_t
count_from (const Paper *paper,
            size_t       first_bin)
{
  size_t n = 0;

  for (size_t bin = first_bin; bin < N_BINS; bin++)
    n += paper->bins[bin];
  return n;
}

/* The departure that a share of those from a bin on do not exceed. */
static float
find_quantile (const Paper *paper,
               size_t       first_bin,
               double       share)
{
  double wanted = share * (double) count_from (paper, first_bin);
  size_t bin = first_bin;
  size_t n = paper->bins[bin];

  while ((double) n < wanted && bin < N_BINS - 1)
    n += paper->bins[++bin];
  return (float) bin / BINS_PER_SHADE;
}

/* Sets what counts as ink and what is full ink; returns the share of the picture that is half ink
 * at least, 0 if none stands out of the noise. */
static double
find_levels (Paper *paper)
{
  bool  clean = paper->noise == 0.0f;
  float least = clean ? LEAST_CONTRAST_CLEAN : LEAST_CONTRAST;

  count_departures (paper, false);
  paper->faintest = clean ? 0.0f : fmaxf (FAINT_SIGNAL * paper->noise, LEAST_FAINT);
  paper->fullest = find_quantile (paper, get_bin_above (paper->faintest),
                                  clean ? 1.0 : FULL_SHARE);
  if (!clean)
    paper->faintest = fmaxf (paper->faintest, FAINT_SHARE * paper->fullest);
  if (paper->fullest < fmaxf (least, LEAST_SIGNAL * paper->noise))
    return 0.0;
  return (double) count_from (paper, get_bin_above (0.5f * paper->fullest)) /
         (double) (paper->width * paper->height);
}

/* Whether the picture is on paper of exactly one shade; if so, inked as by find_levels. */
static bool
study_flat (Paper  *paper,
            double *inked)
{
  size_t picture[256] = { 0 };
  size_t border[256] = { 0 };
  size_t n_pixels = paper->width * paper->height;
  size_t n_border = 0;
  size_t shade, common, n_plain;
  double sum = 0.0;

  count_shades (paper, picture, border);
  for (size_t s = 0; s < 256; s++)
    {
      n_border += border[s];
      sum += (double) s * (double) picture[s];
    }
  shade = find_mode (border);
  common = find_mode (picture);
  if ((double) border[shade] < FLAT_BORDER * (double) n_border)
    return false;
  if ((double) border[shade] >= FRAME_BORDER * (double) n_border &&
      (double) picture[common] >= FRAME_PICTURE * (double) n_pixels)
    shade = common;
  if ((double) picture[shade] < FLAT_PICTURE * (double) n_pixels)
    return false;

  nn_paper_grid_set_flat (&paper->grid, (float) shade);
  paper->light_ink = sum > (double) shade * (double) n_pixels;
  paper->noise = 0.0f;
  *inked = find_levels (paper);
  n_plain = count_from (paper, get_bin_above (PLAIN_SHARE * paper->fullest));
  return (double) (paper->bins[0] + n_plain) >= FLAT_DECIDED * (double) n_pixels;
}

/* Everything there is to know about a photograph; returns the share that is ink. */
static double
study_photograph (Paper *paper,
                  bool   trust_border)
{
  nn_paper_grid_init (&paper->grid, paper->grey, paper->width, paper->height);
  paper->light_ink = nn_paper_grid_find (&paper->grid, trust_border);
  count_departures (paper, true);
  paper->noise = find_quantile (paper, 0, QUANTILE) / QUANTILE_DEVIATION;
  paper->noise = fmaxf (paper->noise, LEAST_NOISE);
  return find_levels (paper);
}

/* Each pixel of a line becomes the mean of those within reach of it. */
static void
blur_line (uint8_t *line,
           size_t   stride,
           size_t   n,
           size_t   reach)
{
  uint8_t before[MAX_BLUR]; /* what was there, of the pixels just passed */

  for (size_t i = 0; i < n; i++)
    {
      uint8_t  old = line[i * stride];
      unsigned sum = old;
      unsigned count = 1;

      for (size_t k = 1; k <= reach; k++)
        {
          if (i >= k)
            {
              sum += before[(i - k) % MAX_BLUR];
              count++;
            }
          if (i + k < n)
            {
              sum += line[(i + k) * stride];
              count++;
            }
        }
      line[i * stride] = (uint8_t) ((sum + count / 2) / count);
      before[i % MAX_BLUR] = old;
    }
}

/* A digit is at least a tenth of the picture, so that it stays sharp enough. */
static void
blur (Paper *paper)
{
  size_t shorter = paper->width < paper->height ? paper->width : paper->height;
  size_t reach = shorter / BLUR_PART < MAX_BLUR ? shorter / BLUR_PART : MAX_BLUR;

  for (size_t y = 0; y < paper->height && reach > 0; y++)
    blur_line (paper->grey + y * paper->width, 1, paper->width, reach);
  for (size_t x = 0; x < paper->width && reach > 0; x++)
    blur_line (paper->grey + x, paper->width, paper->height, reach);
}

static double
study_picture (Paper *paper)
{
  double inked = 0.0;

  nn_paper_grid_init (&paper->grid, paper->grey, paper->width, paper->height);
  if (study_flat (paper, &inked))
    return inked;
  inked = study_photograph (paper, true);
  if (paper->noise > LOUD_NOISE)
    {
      blur (paper);
      inked = study_photograph (paper, true);
    }
  return inked > MOST_INKED ? study_photograph (paper, false) : inked;
}

static void
keep_ink (Paper *paper)
{
  float scale = 255.0f / (paper->fullest - paper->faintest);

  for (size_t y = 0; y < paper->height; y++)
    {
      uint8_t *row = paper->grey + y * paper->width;

      nn_paper_grid_get_row (&paper->grid, y, paper->width, paper->shades);
      for (size_t x = 0; x < paper->width; x++)
        {
          float departure = get_departure (paper, row[x], paper->shades[x]) - paper->faintest;

          row[x] = (uint8_t) (fminf (fmaxf (departure * scale, 0.0f), 255.0f) + 0.5f);
        }
    }
}

/* A stroke's edge is that part of the picture's longer side wide, at most. */
static uint8_t
get_edge_width (const Paper *paper)
{
  size_t longer = paper->width > paper->height ? paper->width : paper->height;
  size_t width = 2 + longer / EDGE_PART;

  return (uint8_t) (width < UINT8_MAX ? width : UINT8_MAX - 1);
}

static NnStatus
find_ink (Paper *paper)
{
  NnStatus status = NN_OK;

  if (!(study_picture (paper) > 0.0))
    return NN_NO_INK;
  keep_ink (paper);
  if (paper->noise > 0.0f)
    status = nn_drop_shadows (paper->grey, paper->width, paper->height, CORE,
                              get_edge_width (paper));
  if (status != NN_OK)
    return status;
  return nn_drop_specks (paper->grey, paper->width, paper->height, CORE);
}

NnStatus
nn_paper_to_ink (uint8_t *grey,
                 size_t   width,
                 size_t   height)
{
  Paper   *paper;
  NnStatus status = NN_NO_MEMORY;

  if (width == 0 || height == 0)
    return NN_NO_INK;
  paper = calloc (1, sizeof *paper);
  if (paper == NULL)
    return NN_NO_MEMORY;
  paper->grey = grey;
  paper->width = width;
  paper->height = height;
  paper->shades = malloc (width * sizeof *paper->shades);
  if (paper->shades != NULL)
    status = find_ink (paper);
  free (paper->shades);
  free (paper);
  return status;
}
