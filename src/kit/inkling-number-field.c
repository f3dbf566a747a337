/* inkling-number-field.c: a number that is typed or stepped through, in the row of a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-number-field.h"

#include <math.h>

#include "inkling-number.h"

#define KEY "inkling-number-field"

typedef struct
{
  GtkSpinButton *spin;    /* not owned: it owns this */
  char          *nothing; /* owned, or NULL */
  guint64        whole;   /* the value, as long as the adjustment's is the double next to it */
} Field;

static void
field_free (gpointer data)
{
  Field *self = data;

  g_free (self->nothing);
  g_free (self);
}

static gboolean
is_whole (Field *self)
{
  return gtk_spin_button_get_digits (self->spin) == 0;
}

static guint64
get_whole_limit (double limit)
{
  return limit >= (double) G_MAXUINT64 ? G_MAXUINT64 : (guint64) limit;
}

/* The exact number behind the adjustment's. */
static guint64
get_whole (Field *self)
{
  double value = gtk_spin_button_get_value (self->spin);

  return (double) self->whole == value ? self->whole : get_whole_limit (round (value));
}

static char *
describe_allowed (Field *self)
{
  double minimum, maximum;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  gtk_spin_button_get_range (self->spin, &minimum, &maximum);
  if (is_whole (self))
    {
      from = g_strdup_printf ("%" G_GUINT64_FORMAT, get_whole_limit (minimum));
      to = g_strdup_printf ("%" G_GUINT64_FORMAT, get_whole_limit (maximum));

      return inkling_number_describe_whole (from, to);
    }

  from = inkling_number_print_real (minimum);
  to = inkling_number_print_real (maximum);

  return inkling_number_describe_real (from, to);
}

static gboolean
parse (Field      *self,
       const char *text,
       double     *value)
{
  double minimum, maximum;

  gtk_spin_button_get_range (self->spin, &minimum, &maximum);
  if (!is_whole (self))
    return inkling_number_parse_real (text, minimum, maximum, value);
  if (!inkling_number_parse_whole (text, get_whole_limit (minimum), get_whole_limit (maximum),
                                   &self->whole))
    return FALSE;

  *value = (double) self->whole;

  return TRUE;
}

static int
input_cb (Field  *self,
          double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->spin));
  g_autofree char *allowed = NULL;
  g_autofree char *refusal = NULL;

  if (self->nothing != NULL && g_str_equal (text, self->nothing))
    {
      self->whole = 0;
      *value = 0.0;
    }
  else if (!parse (self, text, value))
    {
      allowed = describe_allowed (self);
      refusal = inkling_number_print_refusal (text, allowed);
    }

  inkling_number_field_tell (GTK_WIDGET (self->spin), refusal);

  return refusal != NULL ? GTK_INPUT_ERROR : TRUE;
}

/* With the digits of the field, and as many more as the number has. */
static char *
print_real (Field *self)
{
  double value = gtk_spin_button_get_value (self->spin);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = { '%', '.', (char) ('0' + gtk_spin_button_get_digits (self->spin)), 'f', '\0' };

  g_ascii_formatd (buffer, sizeof buffer, format, value);

  return g_ascii_strtod (buffer, NULL) == value ? g_strdup (buffer)
                                                : inkling_number_print_real (value);
}

/* Settings may hold a part of a whole, which is shown as it is. */
static char *
print_value (Field *self)
{
  double value = gtk_spin_button_get_value (self->spin);

  return is_whole (self) && value == floor (value)
           ? g_strdup_printf ("%" G_GUINT64_FORMAT, get_whole (self)) : print_real (self);
}

static gboolean
output_cb (Field *self)
{
  g_autofree char *plain = print_value (self);
  g_autofree char *text = inkling_number_from_plain (plain);
  const char *shown = self->nothing != NULL && g_str_equal (plain, "0") ? self->nothing : text;

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->spin)), shown))
    gtk_editable_set_text (GTK_EDITABLE (self->spin), shown);

  return TRUE;
}

void
inkling_number_field_attach (GtkSpinButton *spin,
                             const char    *nothing)
{
  Field *self = g_new0 (Field, 1);

  self->spin = spin;
  self->nothing = g_strdup (nothing);
  g_object_set_data_full (G_OBJECT (spin), KEY, self, field_free);
  g_signal_connect_swapped (spin, "input", G_CALLBACK (input_cb), self);
  g_signal_connect_swapped (spin, "output", G_CALLBACK (output_cb), self);
  gtk_spin_button_set_update_policy (spin, GTK_UPDATE_IF_VALID);
  output_cb (self);
}

guint64
inkling_number_field_get_whole (GtkSpinButton *spin)
{
  Field *self = g_object_get_data (G_OBJECT (spin), KEY);

  g_assert (self != NULL);

  gtk_spin_button_update (spin);

  return get_whole (self);
}

void
inkling_number_field_set_whole (GtkSpinButton *spin,
                                guint64        whole)
{
  Field *self = g_object_get_data (G_OBJECT (spin), KEY);

  g_assert (self != NULL);

  self->whole = whole;
  gtk_spin_button_set_value (spin, (double) whole);
  output_cb (self);
  inkling_number_field_tell (GTK_WIDGET (spin), NULL);
}

/* The row's own words are kept with the field while others stand in their place. */
void
inkling_number_field_tell (GtkWidget  *field,
                           const char *refusal)
{
  GtkWidget *row = gtk_widget_get_ancestor (field, ADW_TYPE_ACTION_ROW);
  gboolean refused = gtk_widget_has_css_class (field, "error");

  if (row == NULL || (refusal == NULL && !refused))
    return;

  if (refused)
    {
      const char *usual = g_object_get_data (G_OBJECT (row), KEY);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), usual);
      gtk_widget_remove_css_class (field, "error");
    }
  if (refusal != NULL)
    {
      const char *usual = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));

      g_object_set_data_full (G_OBJECT (row), KEY, g_strdup (usual), g_free);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), refusal);
      gtk_widget_add_css_class (field, "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      refusal, -1);
    }
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               refusal != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
