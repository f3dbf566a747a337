/* faults.c: lets one call of the operating system fail, in a program that it is preloaded into
 *
 * $INKLING_FAULT is "CALL NUMBER": the NUMBERth of such calls fails, and with "CALL NUMBER+" all
 * after it, too. It is then noted in the file $INKLING_FAULT_NOTE. Writes count where they go into
 * files, allocations from LARGE bytes on: what is smaller ends a GLib program by design.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LARGE     (64 * 1024)
#define NOTE_MODE 0600

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *block, size_t size);
extern void *__libc_memalign (size_t alignment, size_t size);

void *aligned_alloc (size_t alignment, size_t size);

static atomic_long n_calls;

/* Whether this call is the one. */
static bool
fails (const char *call)
{
  const char *order = getenv ("INKLING_FAULT");
  const char *note = getenv ("INKLING_FAULT_NOTE");
  size_t      length = strlen (call);
  char       *end;
  long        number, which;
  int         fd;

  if (order == NULL || note == NULL || strncmp (order, call, length) != 0 || order[length] != ' ')
    return false;
  which = strtol (order + length, &end, 10);
  number = atomic_fetch_add (&n_calls, 1) + 1;
  if (number != which && !(number > which && *end == '+'))
    return false;
  fd = creat (note, NOTE_MODE);
  if (fd >= 0)
    close (fd);
  return true;
}

static bool
is_file (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
}

#define NEXT(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

ssize_t
write (int         fd,
       const void *bytes,
       size_t      n_bytes)
{
  if (is_file (fd) && fails ("write"))
    {
      errno = ENOSPC;
      return -1;
    }
  return NEXT (write) (fd, bytes, n_bytes);
}

int
fsync (int fd)
{
  if (fails ("fsync"))
    {
      errno = EIO;
      return -1;
    }
  return NEXT (fsync) (fd);
}

int
rename (const char *old_path,
        const char *new_path)
{
  if (fails ("rename"))
    {
      errno = EACCES;
      return -1;
    }
  return NEXT (rename) (old_path, new_path);
}

int
renameat (int         old_folder,
          const char *old_path,
          int         new_folder,
          const char *new_path)
{
  if (fails ("rename"))
    {
      errno = EACCES;
      return -1;
    }
  return NEXT (renameat) (old_folder, old_path, new_folder, new_path);
}

void *
malloc (size_t size)
{
  return size >= LARGE && fails ("malloc") ? NULL : __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  return size > 0 && n >= LARGE / size && fails ("malloc") ? NULL : __libc_calloc (n, size);
}

void *
realloc (void   *block,
         size_t  size)
{
  return size >= LARGE && fails ("malloc") ? NULL : __libc_realloc (block, size);
}

void *
aligned_alloc (size_t alignment,
               size_t size)
{
  return size >= LARGE && fails ("malloc") ? NULL : __libc_memalign (alignment, size);
}
