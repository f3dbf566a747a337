/* inkling-cli-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-cli-output.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "inkling-atomic-file.h"
#include "inkling-error.h"
#include "inkling-model-file.h"
#include "inkling-onnx.h"

/* Safetensors: the header's length, at most some ten thousand bytes, and its first bracket. */
#define MODEL_LENGTH_BYTES 8
#define MODEL_BRACKET      '{'

const InklingCliKind inkling_cli_kind_model = { INKLING_MODEL_SUFFIX, NULL };
const InklingCliKind inkling_cli_kind_onnx = { INKLING_ONNX_SUFFIX, "\x08" };
const InklingCliKind inkling_cli_kind_png = { ".png", "\x89PNG" };

/* The first bytes of a file, and 0 behind them. */
typedef struct
{
  guint64 size;
  char    bytes[MODEL_LENGTH_BYTES + 2];
} Beginning;

/* FALSE if there is no file that could be lost. One that cannot be read begins with nothing. */
static gboolean
read_beginning (const char *path,
                Beginning  *beginning)
{
  struct stat status;
  ssize_t     n_bytes = 0;
  int         fd;

  memset (beginning, 0, sizeof *beginning);
  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size == 0)
    return FALSE;
  beginning->size = status.st_size;
  fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd >= 0)
    n_bytes = read (fd, beginning->bytes, sizeof beginning->bytes - 1);
  if (n_bytes < 0)
    memset (beginning, 0, sizeof *beginning);
  if (fd >= 0)
    close (fd);
  return TRUE;
}

static gboolean
is_model (const char      *path,
          const Beginning *beginning)
{
  guint64 length;

  memcpy (&length, beginning->bytes, sizeof length);
  return g_str_has_suffix (path, INKLING_MODEL_SUFFIX) ||
         (beginning->bytes[MODEL_LENGTH_BYTES] == MODEL_BRACKET &&
          GUINT64_FROM_LE (length) < beginning->size);
}

gboolean
inkling_cli_output_is_model (const char *path)
{
  Beginning beginning;

  return read_beginning (path, &beginning) && is_model (path, &beginning);
}

gboolean
inkling_cli_output_check (const char            *path,
                          const InklingCliKind  *kind,
                          const char            *source,
                          gboolean               force,
                          GError               **error)
{
  g_autofree char *name = g_filename_display_name (path);
  Beginning        beginning;

  if (source != NULL && inkling_atomic_file_is_same (path, source))
    return inkling_error_set (error, INKLING_ERROR_FAILED,
                              _("%s is the file that is read; write to another one"), name);
  if (force || !read_beginning (path, &beginning))
    return TRUE;
  if (is_model (path, &beginning))
    return inkling_error_set (error, INKLING_ERROR_FAILED,
                              _("%s is a model; choose another name, or --force to replace it"),
                              name);
  if (kind->beginning == NULL || !g_str_has_prefix (beginning.bytes, kind->beginning))
    return inkling_error_set (error, INKLING_ERROR_FAILED,
                              _("%s is there already, and no %s file; choose another name, or "
                                "--force to replace it"),
                              name, kind->suffix);
  return TRUE;
}
