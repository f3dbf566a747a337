/* inkling-ink-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-ink-file.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "inkling-budget.h"
#include "inkling-error.h"
#include "inkling-plain-json.h"

#define MAX_FILE_BYTES (512 * 1024 * 1024)
#define MAX_LINE_BYTES (4 * 1024 * 1024)
#define PARSED_COST    40           /* bytes a byte of a line takes in the parser */
#define LONG_LINE      (64 * 1024)  /* bytes; of shorter ones it does not matter */
#define FILE_SECONDS   120          /* half a million drawings take some forty */
#define MAX_DRAWINGS   500000
#define MAX_DEPTH      16 /* of brackets; a drawing needs four */

#define COORDINATE_FORMAT "%.2f" /* a hundredth of a unit of a sheet that is hundreds wide */
#define COORDINATE_SIZE   48     /* of the largest that can be, which takes 43 */

#define BYTE_ORDER_MARK "\357\273\277"

#define WHOLE_CHARACTERS  "-0123456789"
#define NUMBER_CHARACTERS WHOLE_CHARACTERS "+.eE"
#define MAX_DIGITS        18 /* of a whole number that certainly fits */

/* The drawings read so far. */
typedef struct
{
  InklingBudget budget;
  guint8       *images;     /* owned; (capacity, 784) */
  guint8       *labels;     /* owned; (capacity) */
  gsize         capacity;
  gsize         n_drawings;
  NnInk        *ink;        /* owned; of one drawing after the other */
  gboolean      labelled;   /* a drawing without a label is refused */
} Drawings;

static void
drawings_clear (Drawings *drawings)
{
  g_free (drawings->images);
  g_free (drawings->labels);
  nn_ink_free (drawings->ink);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawings, drawings_clear)

static gboolean
set_error (GError     **error,
           const char  *reason)
{
  g_set_error_literal (error, INKLING_ERROR, INKLING_ERROR_DATASET, reason);
  return FALSE;
}

static gboolean
check_plain (const char  *line,
             GError     **error)
{
  switch (inkling_plain_json_check (line, strlen (line), MAX_DEPTH, NULL))
    {
    case INKLING_JSON_PLAIN:
      return TRUE;
    case INKLING_JSON_STRANGE:
      return set_error (error, _("this is not a line of JSON"));
    case INKLING_JSON_TOO_DEEP:
      break;
    }
  return set_error (error, _("brackets are nested too deeply for a drawing"));
}

/* Past a string or a single character. */
static const char *
skip (const char *text)
{
  gboolean in_string = *text++ == '"';

  while (in_string && *text != '\0')
    {
      in_string = *text != '"';
      text += *text == '\\' && text[1] != '\0' ? 2 : 1;
    }
  return text;
}

/* The parser makes another number of a whole one that is too large for it. */
static gboolean
check_numbers (const char  *line,
               GError     **error)
{
  while (*line != '\0')
    {
      gsize n_characters = strspn (line, NUMBER_CHARACTERS);

      if (n_characters > MAX_DIGITS && strspn (line, WHOLE_CHARACTERS) == n_characters &&
          fabs (g_ascii_strtod (line, NULL)) >= (double) G_MAXINT64)
        return set_error (error, _("a number is too large"));
      line = n_characters > 0 ? line + n_characters : skip (line);
    }
  return TRUE;
}

static gboolean
check_cost (gsize    n_bytes,
            GError **error)
{
  InklingBudget budget = inkling_budget_begin (NULL, INKLING_BUDGET_SECONDS, NULL);

  return n_bytes < LONG_LINE ||
         inkling_budget_allows_memory (&budget, PARSED_COST * n_bytes, error);
}

static gboolean
parse_label (JsonObject  *object,
             int         *label,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, "label");
  gint64    value;

  *label = -1;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return set_error (error, _("“label” is not a whole number"));
  value = json_node_get_int (node);
  if (value < 0 || value >= NN_N_CLASSES)
    return set_error (error, _("“label” is not a digit from 0 to 9"));
  *label = value;
  return TRUE;
}

static gboolean
parse_number (JsonNode  *node,
              float     *number,
              GError   **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return set_error (error, _("a coordinate is not a number"));
  *number = json_node_get_double (node);
  return TRUE;
}

static gboolean
parse_point (JsonNode  *node,
             gboolean   begins,
             NnInk     *ink,
             GError   **error)
{
  JsonArray *array;
  NnStatus   status;
  float      x, y;

  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) < 2)
    return set_error (error, _("a point is not a pair of numbers"));
  array = json_node_get_array (node);
  if (!parse_number (json_array_get_element (array, 0), &x, error) ||
      !parse_number (json_array_get_element (array, 1), &y, error))
    return FALSE;
  status = begins ? nn_ink_begin (ink, x, y) : nn_ink_extend (ink, x, y);
  if (status == NN_NO_INK)
    return set_error (error, _("a coordinate is too large"));
  return status == NN_OK || inkling_error_from_status (error, status, NULL);
}

static gboolean
parse_stroke (JsonNode  *node,
              NnInk     *ink,
              GError   **error)
{
  JsonArray *points;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return set_error (error, _("a stroke is not a list of points"));
  points = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (points); i++)
    if (!parse_point (json_array_get_element (points, i), i == 0, ink, error))
      return FALSE;
  return TRUE;
}

static gboolean
parse_strokes (JsonObject  *object,
               NnInk       *ink,
               GError     **error)
{
  JsonNode  *node = json_object_get_member (object, "strokes");
  JsonArray *strokes;

  if (node == NULL)
    return set_error (error, _("“strokes” is missing"));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return set_error (error, _("“strokes” is not a list of strokes"));
  strokes = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (strokes); i++)
    if (!parse_stroke (json_array_get_element (strokes, i), ink, error))
      return FALSE;
  if (ink->n_points == 0)
    return set_error (error, _("nothing is drawn"));
  return TRUE;
}

/* What cannot even be looked at gets its message from the attempt to read it. */
static gboolean
check_file (const char  *path,
            goffset     *n_bytes,
            GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return TRUE;
  if (S_ISDIR (status.st_mode))
    return set_error (error, _("this is a folder, not an ink file"));
  if (!S_ISREG (status.st_mode))
    return set_error (error, _("this is not a regular file"));
  if (status.st_size > MAX_FILE_BYTES)
    return set_error (error, _("the file is too large for an ink file"));
  *n_bytes = status.st_size;
  return TRUE;
}

static gboolean
add_drawing (Drawings    *drawings,
             const char  *line,
             GError     **error)
{
  NnStatus status;
  int      label;

  if (drawings->n_drawings == drawings->capacity)
    return set_error (error, _("the file holds more drawings than can be read"));
  if (!inkling_ink_parse_line (line, drawings->ink, &label, error))
    return FALSE;
  if (label < 0 && drawings->labelled)
    return set_error (error, _("“label” is missing"));
  status = nn_ink_to_image (drawings->ink,
                            drawings->images + drawings->n_drawings * NN_IMAGE_PIXELS);
  if (status != NN_OK)
    return inkling_error_from_status (error, status, NULL);
  drawings->labels[drawings->n_drawings] = MAX (label, 0);
  drawings->n_drawings++;
  return TRUE;
}

/* line ends with a zero byte in place of its line feed. */
static gboolean
add_line (Drawings  *drawings,
          char      *line,
          gsize      n_bytes,
          GError   **error)
{
  if (n_bytes > MAX_LINE_BYTES)
    return set_error (error, _("the line is too long for a drawing"));
  if (strlen (line) != n_bytes)
    return set_error (error, _("the line holds a zero byte; this is no text"));
  if (*g_strchug (line) == '\0')
    return TRUE;
  return add_drawing (drawings, line, error);
}

static gboolean
add_lines (Drawings    *drawings,
           const char  *path,
           char        *text,
           gsize        n_bytes,
           GError     **error)
{
  char  *end = text + n_bytes;
  char  *line = text;
  guint  number = 1;

  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    line += strlen (BYTE_ORDER_MARK);
  for (; line < end; number++)
    {
      char  *feed = memchr (line, '\n', end - line);
      gsize  length = (feed != NULL ? feed : end) - line;
      char  *next = line + length + 1;

      line[length] = '\0';
      if (!inkling_budget_allows_time (&drawings->budget, error))
        return FALSE;
      if (!add_line (drawings, line, length, error))
        {
          /* Translators: the name of a file and the number of a line in it */
          g_prefix_error (error, _("%s, line %u: "), path, number);
          return FALSE;
        }
      line = next;
    }
  if (drawings->n_drawings > 0)
    return TRUE;
  g_set_error (error, INKLING_ERROR, INKLING_ERROR_DATASET, _("%s: the file holds no drawing"),
               path);
  return FALSE;
}

/* For as many drawings as there are lines. */
static gboolean
allocate (Drawings    *drawings,
          const char  *text,
          gsize        n_bytes,
          const char  *path,
          GError     **error)
{
  gsize n_lines = 1;

  for (gsize i = 0; i < n_bytes; i++)
    n_lines += text[i] == '\n';
  drawings->capacity = MIN (n_lines, MAX_DRAWINGS);
  drawings->images = inkling_budget_allocate (&drawings->budget, drawings->capacity,
                                              NN_IMAGE_PIXELS, error);
  if (drawings->images != NULL)
    drawings->labels = inkling_budget_allocate (&drawings->budget, drawings->capacity, 1, error);
  if (drawings->labels == NULL)
    return FALSE;
  drawings->ink = nn_ink_new ();
  return drawings->ink != NULL || inkling_error_from_status (error, NN_NO_MEMORY, path);
}

gboolean
inkling_ink_parse_line (const char  *line,
                        NnInk       *ink,
                        int         *label,
                        GError     **error)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode              *root;

  nn_ink_clear (ink);
  if (!check_plain (line, error) || !check_numbers (line, error) ||
      !check_cost (strlen (line), error))
    return FALSE;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, line, -1, NULL))
    return set_error (error, _("this is not a line of JSON"));
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return set_error (error, _("this is not a JSON object"));
  return parse_label (json_node_get_object (root), label, error) &&
         parse_strokes (json_node_get_object (root), ink, error);
}

char *
inkling_ink_print_line (const NnInk *ink,
                        int          label)
{
  GString *line = g_string_new ("{");
  gsize    point = 0;

  if (label >= 0)
    g_string_append_printf (line, "\"label\": %d, ", label);
  g_string_append (line, "\"strokes\": [");
  for (gsize stroke = 0; stroke < ink->n_strokes; stroke++)
    {
      g_string_append (line, stroke > 0 ? ", [" : "[");
      for (gsize begin = point; point < ink->stroke_ends[stroke]; point++)
        {
          char x[COORDINATE_SIZE], y[COORDINATE_SIZE];

          g_ascii_formatd (x, sizeof x, COORDINATE_FORMAT, ink->points[point].x);
          g_ascii_formatd (y, sizeof y, COORDINATE_FORMAT, ink->points[point].y);
          g_string_append_printf (line, "%s[%s, %s]", point > begin ? ", " : "", x, y);
        }
      g_string_append_c (line, ']');
    }
  g_string_append (line, "]}\n");
  return g_string_free (line, FALSE);
}

/* The beginning of a file, a zero byte behind it, so long that the first drawing is in it. */
static char *
read_beginning (const char  *path,
                gsize       *n_bytes,
                GError     **error)
{
  InklingBudget                budget = inkling_budget_begin (NULL, INKLING_BUDGET_SECONDS, NULL);
  g_autoptr (GFile)            file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char             *text = NULL;

  if (stream == NULL ||
      (text = inkling_budget_allocate (&budget, 2 * MAX_LINE_BYTES + 1, 1, error)) == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, 2 * MAX_LINE_BYTES, n_bytes, NULL,
                                error))
    return NULL;
  text[*n_bytes] = '\0';
  return g_steal_pointer (&text);
}

/* text ends with a zero byte, and is changed. */
static gboolean
parse_first (char      *text,
             gsize      n_bytes,
             NnInk     *ink,
             gboolean  *more,
             GError   **error)
{
  char *line = text;
  char *feed;
  int   label;

  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    line += strlen (BYTE_ORDER_MARK);
  while (g_ascii_isspace (*line))
    line++;
  feed = strchr (line, '\n');
  if (feed != NULL)
    *feed = '\0';
  if (*line == '\0')
    return set_error (error, _("the file holds no drawing"));
  if (strlen (line) > MAX_LINE_BYTES)
    return set_error (error, _("the line is too long for a drawing"));
  if (feed == NULL && strlen (text) != n_bytes)
    return set_error (error, _("the line holds a zero byte; this is no text"));
  if (!inkling_ink_parse_line (line, ink, &label, error))
    return FALSE;
  *more = feed != NULL && feed[strspn (feed + 1, " \t\r\n") + 1] != '\0';
  return TRUE;
}

gboolean
inkling_ink_file_load_first (const char  *path,
                             NnInk       *ink,
                             gboolean    *more,
                             GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL;
  goffset          n_claimed;
  gsize            n_bytes;

  if (check_file (path, &n_claimed, error))
    text = read_beginning (path, &n_bytes, error);
  if (text != NULL && parse_first (text, n_bytes, ink, more, error))
    return TRUE;
  g_prefix_error (error, "%s: ", name);
  return FALSE;
}

NnDigits *
inkling_ink_file_load (const char  *path,
                       gboolean     labelled,
                       GError     **error)
{
  g_auto (Drawings)  drawings = { .labelled = labelled };
  g_autofree char   *text = NULL;
  NnDigits          *digits;
  goffset            n_claimed = 0;
  gsize              n_bytes;

  drawings.budget = inkling_budget_begin (path, FILE_SECONDS, NULL);
  if (!check_file (path, &n_claimed, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!inkling_budget_allows_memory (&drawings.budget, n_claimed, error) ||
      !g_file_get_contents (path, &text, &n_bytes, error) ||
      !allocate (&drawings, text, n_bytes, path, error) ||
      !add_lines (&drawings, path, text, n_bytes, error))
    return NULL;
  digits = nn_digits_new (drawings.images, drawings.labels, drawings.n_drawings);
  if (digits == NULL)
    inkling_error_from_status (error, NN_NO_MEMORY, path);
  return digits;
}
