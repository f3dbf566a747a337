/* fuzz.h: what the fuzz targets share
 *
 * A target is a program around LLVMFuzzerTestOneInput, which libFuzzer calls, or, where there is no
 * clang, fuzz-driver.c. Whatever the bytes: no crash, no leak, no GLib warning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

G_BEGIN_DECLS

int LLVMFuzzerInitialize   (int           *argc,
                            char        ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* A folder of this process's own, removed at its end. */
const char *fuzz_get_folder (void);

/* Writes a file of that name there. Free the path with g_free. */
char       *fuzz_write_file (const char    *name,
                             const uint8_t *data,
                             size_t         size);

/* The first line of *data, without its line feed, and what follows it in *data. Free with
 * g_free. */
char       *fuzz_take_line  (const uint8_t **data,
                             size_t         *size);

/* The first byte, or 0; *data goes on behind it. */
uint8_t     fuzz_take_byte  (const uint8_t **data,
                             size_t         *size);

G_END_DECLS
