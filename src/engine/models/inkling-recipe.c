/* inkling-recipe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-recipe.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"
#include "inkling-number.h"

/* In the order of NnSchedule. */
static const char *const schedule_names[] = { "staircase", "cosine" };

static guint64
get_count (const NnRecipe      *recipe,
           const NnRecipeField *field)
{
  guint64 count;

  memcpy (&count, (const char *) recipe + field->offset, sizeof count);
  return count;
}

static void
set_count (NnRecipe            *recipe,
           const NnRecipeField *field,
           guint64              count)
{
  memcpy ((char *) recipe + field->offset, &count, sizeof count);
}

static char *
get_real_text (const NnRecipe      *recipe,
               const NnRecipeField *field)
{
  double real;

  memcpy (&real, (const char *) recipe + field->offset, sizeof real);
  return inkling_number_print_real (real);
}

static char *
get_hidden_text (const NnRecipe *recipe)
{
  GString *text = g_string_new (NULL);

  for (guint64 i = 0; i < MIN (recipe->n_hidden, NN_MAX_HIDDEN); i++)
    g_string_append_printf (text, "%s%" G_GUINT64_FORMAT, i > 0 ? "," : "", recipe->hidden[i]);
  if (recipe->n_hidden == 0)
    g_string_append (text, "none");
  return g_string_free (text, FALSE);
}

char *
inkling_recipe_get_text (const NnRecipe      *recipe,
                         const NnRecipeField *field)
{
  switch (field->type)
    {
    case NN_FIELD_COUNT:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, get_count (recipe, field));
    case NN_FIELD_REAL:
      return get_real_text (recipe, field);
    case NN_FIELD_SCHEDULE:
      return g_strdup (schedule_names[MIN (get_count (recipe, field),
                                           G_N_ELEMENTS (schedule_names) - 1)]);
    case NN_FIELD_HIDDEN:
      return get_hidden_text (recipe);
    }
  g_return_val_if_reached (NULL);
}

static gboolean
parse_count (const NnRecipeField *field,
             const char          *text,
             guint64             *count)
{
  return g_ascii_string_to_unsigned (text, 10, field->minimum, field->maximum, count, NULL);
}

static gboolean
set_count_text (NnRecipe            *recipe,
                const NnRecipeField *field,
                const char          *text)
{
  guint64 count;

  if (!parse_count (field, text, &count))
    return FALSE;
  set_count (recipe, field, count);
  return TRUE;
}

static gboolean
set_real_text (NnRecipe            *recipe,
               const NnRecipeField *field,
               const char          *text)
{
  /* Only decimal numbers: strtod alone also takes hexadecimal ones, infinity and leading spaces,
   * and takes what is too small for it as 0. */
  gboolean  is_decimal = *text != '\0' && text[strspn (text, "0123456789+-.eE")] == '\0';
  char     *end;
  double    real;

  errno = 0;
  real = g_ascii_strtod (text, &end);
  if (!is_decimal || *end != '\0' || (errno == ERANGE && real == 0.0)
      || !(real >= field->minimum && real <= field->maximum))
    return FALSE;
  memcpy ((char *) recipe + field->offset, &real, sizeof real);
  return TRUE;
}

static gboolean
set_schedule_text (NnRecipe            *recipe,
                   const NnRecipeField *field,
                   const char          *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schedule_names); i++)
    if (strcmp (schedule_names[i], text) == 0)
      {
        set_count (recipe, field, i);
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_hidden_text (NnRecipe            *recipe,
                 const NnRecipeField *field,
                 const char          *text)
{
  g_auto (GStrv) widths = g_strsplit (text, ",", NN_MAX_HIDDEN + 1);
  guint          n_widths = strcmp (text, "none") == 0 ? 0 : g_strv_length (widths);
  guint64        hidden[NN_MAX_HIDDEN] = { 0 };

  if (n_widths > NN_MAX_HIDDEN || *text == '\0')
    return FALSE;
  for (guint i = 0; i < n_widths; i++)
    if (!parse_count (field, g_strstrip (widths[i]), &hidden[i]))
      return FALSE;
  recipe->n_hidden = n_widths;
  memcpy (recipe->hidden, hidden, sizeof hidden);
  return TRUE;
}

static gboolean
set_text (NnRecipe            *recipe,
          const NnRecipeField *field,
          const char          *text)
{
  switch (field->type)
    {
    case NN_FIELD_COUNT:
      return set_count_text (recipe, field, text);
    case NN_FIELD_REAL:
      return set_real_text (recipe, field, text);
    case NN_FIELD_SCHEDULE:
      return set_schedule_text (recipe, field, text);
    case NN_FIELD_HIDDEN:
      return set_hidden_text (recipe, field, text);
    }
  g_return_val_if_reached (FALSE);
}

/* What may be written for the field, to stand behind "choose". */
static char *
describe_allowed (const NnRecipeField *field)
{
  g_autofree char *minimum = inkling_number_print_real (field->minimum);
  g_autofree char *maximum = inkling_number_print_real (field->maximum);

  switch (field->type)
    {
    case NN_FIELD_COUNT:
      return inkling_number_describe_whole (minimum, maximum);
    case NN_FIELD_REAL:
      return inkling_number_describe_real (minimum, maximum);
    case NN_FIELD_SCHEDULE:
      return g_strdup_printf (_("“%s” or “%s”"), schedule_names[0], schedule_names[1]);
    case NN_FIELD_HIDDEN:
      return g_strdup_printf (_("“none”, or up to %d numbers from %s to %s, such as 300,100"),
                              NN_MAX_HIDDEN, minimum, maximum);
    }
  g_return_val_if_reached (NULL);
}

char *
inkling_recipe_print_refusal (const NnRecipeField *field,
                              const char          *text)
{
  g_autofree char *allowed = describe_allowed (field);

  return inkling_number_print_refusal (text, allowed);
}

gboolean
inkling_recipe_set_text (NnRecipe             *recipe,
                         const NnRecipeField  *field,
                         const char           *text,
                         GError              **error)
{
  g_autofree char *refusal = NULL;

  if (set_text (recipe, field, text))
    return TRUE;
  refusal = inkling_recipe_print_refusal (field, text);
  g_set_error (error, INKLING_ERROR, INKLING_ERROR_RECIPE, "%s: %s", field->name, refusal);
  return FALSE;
}

const char *
inkling_recipe_get_name (const NnRecipe *recipe)
{
  for (gsize i = 0; i < nn_n_named_recipes; i++)
    if (nn_recipe_equal (recipe, &nn_named_recipes[i].recipe))
      return nn_named_recipes[i].name;
  return NULL;
}

const char *
inkling_recipe_get_title (const char *name)
{
  static const struct
  {
    const char *name;
    const char *title;
  } titles[] = {
    { "course", N_("Course") },
    { "fast", N_("Fast") },
    { "best", N_("Best") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].name, name))
      return _(titles[i].title);
  return name;
}

guint
inkling_recipe_count_differences (const NnRecipe *recipe,
                                  const NnRecipe *other)
{
  guint n_differences = 0;

  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    {
      g_autofree char *text = inkling_recipe_get_text (recipe, &nn_recipe_fields[i]);
      g_autofree char *other_text = inkling_recipe_get_text (other, &nn_recipe_fields[i]);

      n_differences += !g_str_equal (text, other_text);
    }
  return n_differences;
}

char *
inkling_recipe_print_changes (guint n_changed)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Changed in %u value",
                                       "Changed in %u values", n_changed),
                          n_changed);
}

const NnNamedRecipe *
inkling_recipe_find_nearest (const NnRecipe      *recipe,
                             const NnNamedRecipe *current)
{
  const NnNamedRecipe *nearest = current != NULL ? current : &nn_named_recipes[0];
  guint                fewest = inkling_recipe_count_differences (recipe, &nearest->recipe);

  for (gsize i = 0; i < nn_n_named_recipes; i++)
    {
      guint n = inkling_recipe_count_differences (recipe, &nn_named_recipes[i].recipe);

      if (n < fewest)
        {
          fewest = n;
          nearest = &nn_named_recipes[i];
        }
    }
  return nearest;
}

/* A live field is a single number. */
void
inkling_recipe_take_live (NnRecipe       *recipe,
                          const NnRecipe *other)
{
  for (gsize i = 0; i < nn_recipe_n_fields; i++)
    if (nn_recipe_fields[i].live)
      memcpy ((char *) recipe + nn_recipe_fields[i].offset,
              (const char *) other + nn_recipe_fields[i].offset, sizeof (guint64));
}
