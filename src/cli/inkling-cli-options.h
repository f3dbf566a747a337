/* inkling-cli-options.h: what every subcommand reads from its command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "inkling-dataset.h"
#include "inkling-model.h"

G_BEGIN_DECLS

/* Parses argv by entries (options may not be shortened); what is left are the other arguments,
 * argv[1] … argv[*argc − 1]. FALSE after a message: the caller returns INKLING_CLI_USAGE. summary
 * stands in --help, which prints and exits. */
gboolean      inkling_cli_parse       (int                 *argc,
                                       char              ***argv,
                                       const char          *arguments,
                                       const char          *summary,
                                       const GOptionEntry  *entries);

/* The same for a command that reads a data set, with the options --transposed and --inverted. */
gboolean      inkling_cli_parse_with_look (int                 *argc,
                                           char              ***argv,
                                           const char          *arguments,
                                           const char          *summary,
                                           const GOptionEntry  *entries,
                                           InklingDigitLook    *look);

/* What to load when which was given, or NULL, and this look: free with g_free. NULL after a
 * message: the caller returns INKLING_CLI_USAGE. */
char         *inkling_cli_name_dataset    (const char          *which,
                                           InklingDigitLook     look);

/* Says on stderr what the pictures of a data set seem to be, and which option puts them right. */
void          inkling_cli_report_look     (InklingDataset      *dataset);

/* An option whose value is a whole number from minimum to maximum. */
typedef struct
{
  const char *name;  /* without "--" */
  const char *text;  /* as given; NULL: not given, *value stays as it is */
  guint64     minimum;
  guint64     maximum;
  guint64    *value;
} InklingCliCount;

/* Sets the values of all counts. FALSE after a message about the first that is wrong. */
gboolean      inkling_cli_parse_counts (const InklingCliCount *counts,
                                        gsize                  n_counts);

/* Whether it stands for a model and not for a picture. */
gboolean      inkling_cli_names_model (const char          *argument);

/* "bundled", a file, or NULL: the newest of the default folder, else the bundled one. Skipped files
 * are named on stderr. */
InklingModel *inkling_cli_open_model  (const char          *which,
                                       GError             **error);

G_END_DECLS
