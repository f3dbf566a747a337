/* inkling-cli.h: the subcommands, and what they share
 *
 * Results go to stdout, messages to stderr. A subcommand returns the exit code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INKLING_CLI_DONE   0
#define INKLING_CLI_FAILED 1 /* one clear line on stderr says why */
#define INKLING_CLI_USAGE  2 /* the command line itself is wrong */

/* argv[0] is the subcommand's name; both are changed. */
typedef int (*InklingCliFunc) (int    argc,
                               char **argv);

int inkling_cli_train    (int    argc,
                          char **argv);
int inkling_cli_evaluate (int    argc,
                          char **argv);
int inkling_cli_predict  (int    argc,
                          char **argv);
int inkling_cli_info     (int    argc,
                          char **argv);
int inkling_cli_export   (int    argc,
                          char **argv);
int inkling_cli_dataset  (int    argc,
                          char **argv);
int inkling_cli_bench    (int    argc,
                          char **argv);

/* Those below “inkling-cli dataset”; argv[0] is "dataset show" and so on. */
int inkling_cli_dataset_download (int    argc,
                                  char **argv);
int inkling_cli_dataset_show     (int    argc,
                                  char **argv);

G_END_DECLS
