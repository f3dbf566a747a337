/* inkling-cli-dataset.h: the commands below “inkling-cli dataset”
 *
 * As those of inkling-cli.h; argv[0] is "dataset show" and so on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-cli.h"

G_BEGIN_DECLS

int inkling_cli_dataset_download (int    argc,
                                  char **argv);
int inkling_cli_dataset_show     (int    argc,
                                  char **argv);

G_END_DECLS
