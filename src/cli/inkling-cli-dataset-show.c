/* inkling-cli-dataset-show.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-cli-json.h"
#include "inkling-cli-messages.h"
#include "inkling-cli-options.h"
#include "inkling-cli-output.h"
#include "inkling-cli-recipe.h"
#include "inkling-dataset.h"
#include "inkling-error.h"
#include "inkling-idx-place.h"
#include "inkling-contact-sheet.h"

#define DEFAULT_COLUMNS 16
#define DEFAULT_SEED    1
#define DEFAULT_RECIPE  "best"
#define MAX_STEP        1000000000

typedef struct
{
  /* As given, owned; NULL: not given */
  char            *digit_text;
  char            *columns_text;
  char            *rows_text;
  char            *first_text;
  char            *seed_text;
  char            *step_text;
  char            *output;
  InklingCliRecipe fields;
  gboolean         training;
  gboolean         distort;
  gboolean         force;
  gboolean         json;

  /* What follows from it */
  char            *which;   /* owned */
  NnRecipe         recipe;
  guint64          digit;   /* NN_N_CLASSES: a row for each */
  guint64          columns;
  guint64          rows;
  guint64          first;
  guint64          seed;
  guint64          step;
} ShowOptions;

static void
show_options_clear (ShowOptions *self)
{
  g_free (self->digit_text);
  g_free (self->columns_text);
  g_free (self->rows_text);
  g_free (self->first_text);
  g_free (self->seed_text);
  g_free (self->step_text);
  g_free (self->output);
  g_free (self->which);
  inkling_cli_recipe_clear (&self->fields);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ShowOptions, show_options_clear)

static GArray *
make_entries (ShowOptions *self)
{
  const GOptionEntry own[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_("The picture to write"), "FILE.png" },
    { "digit", 0, 0, G_OPTION_ARG_STRING, &self->digit_text,
      N_("Only this digit, 0 to 9, instead of a row for each"), "N" },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &self->columns_text,
      N_("Samples in a row"), "N" },
    { "rows", 0, 0, G_OPTION_ARG_STRING, &self->rows_text,
      N_("Rows, if only one digit is shown"), "N" },
    { "first", 0, 0, G_OPTION_ARG_STRING, &self->first_text,
      N_("How many pictures to pass over before"), "N" },
    { "training", 0, 0, G_OPTION_ARG_NONE, &self->training,
      N_("Training pictures instead of test pictures"), NULL },
    { "distort", 0, 0, G_OPTION_ARG_NONE, &self->distort,
      N_("Each row is one picture, as training distorts it again and again"), NULL },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &self->seed_text,
      N_("Seed of the distortions"), "N" },
    { "step", 0, 0, G_OPTION_ARG_STRING, &self->step_text,
      N_("Step of the run the distortions belong to"), "N" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &self->force,
      N_("Replace a file of another kind"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_("Print one JSON object"), NULL },
  };
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  inkling_cli_recipe_init (&self->fields, entries);
  return entries;
}

static gboolean
parse_counts (ShowOptions *self)
{
  const InklingCliCount counts[] = {
    { "digit", self->digit_text, 0, NN_N_CLASSES - 1, &self->digit },
    { "columns", self->columns_text, 1, INKLING_CONTACT_SHEET_MAX_SIDE, &self->columns },
    { "rows", self->rows_text, 1, INKLING_CONTACT_SHEET_MAX_SIDE, &self->rows },
    { "first", self->first_text, 0, G_MAXINT32, &self->first },
    { "seed", self->seed_text, 0, G_MAXUINT64, &self->seed },
    { "step", self->step_text, 0, MAX_STEP, &self->step },
  };

  if (!inkling_cli_parse_counts (counts, G_N_ELEMENTS (counts)))
    return FALSE;
  if (self->rows_text != NULL && self->digit_text == NULL)
    return inkling_cli_refuse (_("--rows goes with --digit only: else there is a row for each "
                                 "digit"));
  return TRUE;
}

static gboolean
parse (ShowOptions  *self,
       int           argc,
       char        **argv)
{
  g_autoptr (GArray) entries = make_entries (self);
  InklingDigitLook   look;

  if (!inkling_cli_parse_with_look (&argc, &argv, _("[DATASET]"),
                                    _("Draws samples of a data set, by name or folder, into a PNG "
                                      "file: a row for each digit."),
                                    (const GOptionEntry *) (void *) entries->data, &look))
    return FALSE;
  if (argc > 2)
    return inkling_cli_refuse (_("“%s” is not expected here"), argv[2]);
  if (self->output == NULL)
    return inkling_cli_refuse (_("name the picture to write with --output FILE.png"));
  self->which = inkling_cli_name_dataset (argc > 1 ? argv[1] : NULL, look);
  if (self->which == NULL)
    return FALSE;
  self->digit = NN_N_CLASSES;
  self->columns = DEFAULT_COLUMNS;
  self->rows = 1;
  self->seed = DEFAULT_SEED;
  if (self->fields.name == NULL)
    self->fields.name = g_strdup (DEFAULT_RECIPE); /* which has distortions */
  if (!parse_counts (self) || !inkling_cli_recipe_parse (&self->fields, &self->recipe))
    return FALSE;
  if (self->digit == NN_N_CLASSES)
    self->rows = NN_N_CLASSES;
  return TRUE;
}

/* The next picture of a digit at *position or behind, and *position behind it. */
static gboolean
find_next (const NnDigits *digits,
           guint           digit,
           gsize          *position,
           guint8          image[NN_IMAGE_PIXELS])
{
  for (; *position < digits->n_images; (*position)++)
    if (digits->labels[*position] == digit)
      {
        nn_digits_get_image (digits, (*position)++, image);
        return TRUE;
      }
  return FALSE;
}

/* Returns how many samples found a picture: a small data set may have too few. */
static gsize
draw_row (const ShowOptions   *options,
          const NnDigits      *digits,
          InklingContactSheet *sheet,
          gsize                row,
          gsize               *position)
{
  guint    digit = options->digit == NN_N_CLASSES ? row : options->digit;
  gboolean is_there = FALSE;
  gsize    n_drawn = 0;
  guint8   image[NN_IMAGE_PIXELS];
  guint8   distorted[NN_IMAGE_PIXELS];

  for (gsize column = 0; column < options->columns; column++)
    {
      if (column == 0 || !options->distort)
        is_there = find_next (digits, digit, position, image);
      if (!is_there)
        break;
      if (options->distort)
        inkling_contact_sheet_distort (&options->recipe, options->seed, options->step,
                                       row * options->columns + column, image, distorted);
      inkling_contact_sheet_set_image (sheet, column, row, options->distort ? distorted : image);
      n_drawn++;
    }
  return n_drawn;
}

static gsize
draw (const ShowOptions   *options,
      const NnDigits      *digits,
      InklingContactSheet *sheet)
{
  gsize position = options->first;
  gsize n_drawn = 0;

  for (gsize row = 0; row < options->rows; row++)
    {
      if (options->digit == NN_N_CLASSES)
        position = options->first;
      n_drawn += draw_row (options, digits, sheet, row, &position);
    }
  return n_drawn;
}

static void
print (const ShowOptions         *options,
       const InklingContactSheet *sheet,
       gsize                      n_drawn)
{
  InklingCliJson *line;

  if (!options->json)
    {
      g_autofree char *to = inkling_cli_make_printable (options->output);
      g_autofree char *from = inkling_cli_make_printable (options->which);

      /* Translators: 1. the new picture, 2. the data set, 3. how many digits are in it */
      g_print (_("Wrote %1$s from %2$s: %3$zu samples\n"), to, from, n_drawn);
      return;
    }
  line = inkling_cli_json_begin ();
  inkling_cli_json_add_string (line, "file", options->output);
  inkling_cli_json_add_count (line, "samples", n_drawn);
  inkling_cli_json_add_count (line, "width", sheet->width);
  inkling_cli_json_add_count (line, "height", sheet->height);
  inkling_cli_json_print (line);
}

/* None of the files that are read may be replaced, wherever they lie. */
static gboolean
check_output (const ShowOptions  *options,
              GError            **error)
{
  InklingDigitLook            look;
  g_autofree char            *path = inkling_digit_look_split (options->which, &look);
  g_autoptr (InklingIdxPlace) place = NULL;

  if (inkling_known_dataset_find (options->which) == NULL)
    place = inkling_idx_place_find (path, FALSE, NULL);
  for (gsize i = 0; place != NULL && i < INKLING_N_IDX_FILES; i++)
    if (place->paths[i] != NULL &&
        !inkling_cli_output_check (options->output, &inkling_cli_kind_png, place->paths[i], TRUE,
                                   error))
      return FALSE;
  return inkling_cli_output_check (options->output, &inkling_cli_kind_png, path, options->force,
                                   error);
}

int
inkling_cli_dataset_show (int    argc,
                          char **argv)
{
  g_auto (ShowOptions)            options = { 0 };
  g_autoptr (InklingDataset)      dataset = NULL;
  g_autoptr (InklingContactSheet) sheet = NULL;
  g_autoptr (GError)              error = NULL;
  gsize                           n_drawn;

  if (!parse (&options, argc, argv))
    return INKLING_CLI_USAGE;
  if (!check_output (&options, &error))
    return inkling_cli_fail (error);
  dataset = options.training ? inkling_dataset_load (options.which, NULL, &error)
                             : inkling_dataset_load_test (options.which, NULL, &error);
  if (dataset == NULL)
    return inkling_cli_fail (error);
  inkling_cli_report_look (dataset);
  sheet = inkling_contact_sheet_new (options.columns, options.rows);
  n_drawn = draw (&options, options.training ? inkling_dataset_get_training (dataset)
                                             : inkling_dataset_get_test (dataset), sheet);
  if (n_drawn == 0)
    inkling_error_set (&error, INKLING_ERROR_DATASET, _("%s: there is no such picture"),
                       options.which);
  if (n_drawn == 0 || !inkling_contact_sheet_save (sheet, options.output, &error))
    return inkling_cli_fail (error);
  print (&options, sheet, n_drawn);
  return INKLING_CLI_DONE;
}
