/* inkling-budget.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-budget.h"

#include <inttypes.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "inkling-error.h"

/* Bytes for all that asks for memory without asking here. GLib ends the program where it gets none,
 * so what is large is refused while there is still this much. */
#define SMALL_THINGS (32 * 1024 * 1024)

InklingBudget
inkling_budget_begin (const char   *subject,
                      guint         seconds,
                      GCancellable *cancellable)
{
  return (InklingBudget) {
    .subject = subject,
    .cancellable = cancellable,
    .deadline = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC,
  };
}

gboolean
inkling_budget_allows_pixels (const InklingBudget  *self,
                              guint64               width,
                              guint64               height,
                              GError              **error)
{
  if (width < 1 || height < 1)
    return inkling_error_set (error, INKLING_ERROR_PICTURE, _("%s: the picture has no pixels"),
                              self->subject);
  if (MAX (width, height) > INKLING_BUDGET_MAX_SIDE || width * height > INKLING_BUDGET_MAX_PIXELS)
    return inkling_error_set (error, INKLING_ERROR_PICTURE,
                              _("%s: the picture is too large (%" PRIu64 " × %" PRIu64
                                " pixels); at most %d million pixels can be read, and %d a side"),
                              self->subject, width, height, INKLING_BUDGET_MAX_PIXELS / 1000000,
                              INKLING_BUDGET_MAX_SIDE);
  return TRUE;
}

/* The number behind key in a file of the kernel's; G_MAXUINT64 where there is none, or it is “max”.
 * An empty key stands for the file's beginning. */
static guint64
read_number (const char *path,
             const char *key)
{
  g_autofree char *text = NULL;
  const char      *at;
  char            *end;
  guint64          number;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return G_MAXUINT64;
  at = strstr (text, key);
  if (at == NULL)
    return G_MAXUINT64;
  at += strlen (key);
  number = g_ascii_strtoull (at, &end, 10);
  return end != at ? number : G_MAXUINT64;
}

/* The two kinds of control groups: where their files lie, and how these are called. */
typedef struct
{
  const char *key;    /* behind which /proc/self/cgroup names the group */
  const char *root;
  const char *max;
  const char *current;
  const char *cached; /* in memory.stat: what the kernel takes back before it refuses any */
} GroupKind;

static const GroupKind group_kinds[] = {
  { "0::", "/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file " },
  { ":memory:", "/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
    "total_inactive_file " },
};

static guint64
get_free_of_group (const GroupKind *kind,
                   const char      *group)
{
  g_autofree char *max_path = g_build_filename (kind->root, group, kind->max, NULL);
  g_autofree char *current_path = g_build_filename (kind->root, group, kind->current, NULL);
  g_autofree char *stat_path = g_build_filename (kind->root, group, "memory.stat", NULL);
  guint64          max = read_number (max_path, "");
  guint64          current = read_number (current_path, "");
  guint64          cached = read_number (stat_path, kind->cached);

  if (max == G_MAXUINT64 || current == G_MAXUINT64)
    return G_MAXUINT64;
  if (cached != G_MAXUINT64)
    current -= MIN (current, cached);
  return max - MIN (max, current);
}

/* Of the control group that the program runs in and of those around it: a box, a container, a
 * school's quota for each user. */
static guint64
get_free_of_groups (void)
{
  g_autofree char *groups = NULL;
  guint64          available = G_MAXUINT64;

  if (!g_file_get_contents ("/proc/self/cgroup", &groups, NULL, NULL))
    return G_MAXUINT64;
  for (gsize i = 0; i < G_N_ELEMENTS (group_kinds); i++)
    {
      const char      *found = strstr (groups, group_kinds[i].key);
      const char      *begin = found != NULL ? found + strlen (group_kinds[i].key) : "";
      g_autofree char *group = g_strndup (begin, strcspn (begin, "\n"));

      for (char *end = group + strlen (group); end != NULL; end = strrchr (group, '/'))
        {
          *end = '\0';
          available = MIN (available, get_free_of_group (&group_kinds[i], group));
        }
    }
  return available;
}

static guint64
get_free_of_address_space (void)
{
  struct rlimit limit;
  guint64       taken = read_number ("/proc/self/statm", "");

  if (getrlimit (RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY
      || taken == G_MAXUINT64)
    return G_MAXUINT64;
  taken *= sysconf (_SC_PAGESIZE);
  return limit.rlim_cur - MIN (limit.rlim_cur, taken);
}

gboolean
inkling_budget_allows_memory (const InklingBudget  *self,
                              guint64               n_bytes,
                              GError              **error)
{
  guint64 kilobytes = read_number ("/proc/meminfo", "MemAvailable:");
  guint64 of_machine = kilobytes < G_MAXUINT64 / 1024 ? 1024 * kilobytes : G_MAXUINT64;
  guint64 available = MIN (of_machine, MIN (get_free_of_groups (), get_free_of_address_space ()));

  if (available >= SMALL_THINGS && n_bytes <= (available - SMALL_THINGS) / 2)
    return TRUE;
  return inkling_error_from_status (error, NN_NO_MEMORY, self->subject);
}

gpointer
inkling_budget_allocate (const InklingBudget  *self,
                         gsize                 n_items,
                         gsize                 item_size,
                         GError              **error)
{
  gpointer block = NULL;
  gsize    n_bytes;

  if (!g_size_checked_mul (&n_bytes, n_items, item_size))
    n_bytes = G_MAXSIZE;
  if (!inkling_budget_allows_memory (self, n_bytes, error))
    return NULL;
  block = g_try_malloc0 (MAX (n_bytes, 1));
  if (block == NULL)
    inkling_error_from_status (error, NN_NO_MEMORY, self->subject);
  return block;
}

gboolean
inkling_budget_allows_time (const InklingBudget  *self,
                            GError              **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (g_get_monotonic_time () <= self->deadline)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
               _("%s: reading it takes too long, so it was given up"), self->subject);
  return FALSE;
}

gboolean
inkling_budget_refuse (const InklingBudget  *self,
                       const char           *reason,
                       GError              **error)
{
  return inkling_error_set (error, INKLING_ERROR_PICTURE, "%s: %s", self->subject, reason);
}
