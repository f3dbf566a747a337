/* folder-holder.h: another program that trains in a folder: this test program itself, run once more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "inkling-checkpoints.h"

#define HOLD "--hold"

/* The program's main begins with it. Holds the folder named by the arguments until it is killed. */
static inline void
hold_if_asked (int    argc,
               char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError)    error = NULL;

  if (argc != 3 || strcmp (argv[1], HOLD) != 0)
    return;
  if (inkling_checkpoints_open (argv[2], &error) == NULL)
    g_error ("%s", error->message);
  g_print ("held\n");
  g_main_loop_run (loop);
}

/* Returns when the folder is held. */
static inline GSubprocess *
start_holder (const char *folder)
{
  g_autofree char             *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError)           error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char             *line = NULL;
  GSubprocess                 *holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                          program, HOLD, folder, NULL);

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (holder));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "held");
  return holder;
}

/* As a power cut would, or somebody out of patience. Takes holder. */
static inline void
kill_holder (GSubprocess *holder)
{
  g_subprocess_force_exit (holder);
  g_subprocess_wait (holder, NULL, NULL);
  g_object_unref (holder);
}
