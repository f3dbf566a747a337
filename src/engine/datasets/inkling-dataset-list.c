/* inkling-dataset-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-dataset-list.h"

#include <glib/gi18n-lib.h>

#include "inkling-dataset.h"
#include "inkling-settings.h"

struct _InklingDatasetEntry
{
  GObject                    parent_instance;

  const InklingKnownDataset *known; /* static, or NULL */
  char                      *which; /* owned */
  char                      *title; /* owned */
  char                      *place; /* owned: which without a look; NULL: a known one */
};

struct _InklingDatasetList
{
  GObject    parent_instance;

  GPtrArray *entries;      /* owned, of owned InklingDatasetEntry: known ones first */
  guint      n_known;
  char      *chosen_which; /* owned */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (InklingDatasetEntry, inkling_dataset_entry, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (InklingDatasetList, inkling_dataset_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum
{
  ENTRY_PROP_TITLE = 1,
};

enum
{
  LIST_PROP_CHOSEN = 1,
};

static GParamSpec *chosen_property;

static InklingDatasetEntry *
entry_new_known (const InklingKnownDataset *known)
{
  InklingDatasetEntry *self = g_object_new (INKLING_TYPE_DATASET_ENTRY, NULL);

  self->known = known;
  self->which = g_strdup (known->name);
  self->title = g_strdup (_(known->title));
  return self;
}

static InklingDatasetEntry *
entry_new_folder (const char *path)
{
  InklingDigitLook     look;
  InklingDatasetEntry *self = g_object_new (INKLING_TYPE_DATASET_ENTRY, NULL);

  self->which = g_strdup (path);
  self->title = inkling_dataset_title_folder (path);
  self->place = inkling_digit_look_split (path, &look);
  return self;
}

static void
inkling_dataset_entry_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  InklingDatasetEntry *self = INKLING_DATASET_ENTRY (object);

  switch (prop_id)
    {
    case ENTRY_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_dataset_entry_finalize (GObject *object)
{
  InklingDatasetEntry *self = INKLING_DATASET_ENTRY (object);

  g_clear_pointer (&self->which, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (inkling_dataset_entry_parent_class)->finalize (object);
}

static void
inkling_dataset_entry_class_init (InklingDatasetEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = inkling_dataset_entry_get_property;
  object_class->finalize = inkling_dataset_entry_finalize;
  g_object_class_install_property (object_class, ENTRY_PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, NULL,
                                                        G_PARAM_READABLE |
                                                        G_PARAM_STATIC_STRINGS));
}

static void
inkling_dataset_entry_init (InklingDatasetEntry *self)
{
}

const char *
inkling_dataset_entry_get_which (InklingDatasetEntry *self)
{
  return self->which;
}

const char *
inkling_dataset_entry_get_title (InklingDatasetEntry *self)
{
  return self->title;
}

const char *
inkling_dataset_entry_get_description (InklingDatasetEntry *self)
{
  return self->known != NULL ? _(self->known->description) : self->place;
}

const InklingKnownDataset *
inkling_dataset_entry_get_known (InklingDatasetEntry *self)
{
  return self->known;
}

static InklingDatasetEntry *
find_entry (InklingDatasetList *self,
            const char         *which,
            guint              *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      InklingDatasetEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_strcmp0 (entry->which, which) == 0)
        {
          if (position != NULL)
            *position = i;
          return entry;
        }
    }
  return NULL;
}

static gboolean
is_usable (const InklingKnownDataset *known)
{
  g_autofree char *folder = NULL;

  if (known->files == NULL)
    return TRUE;
  folder = inkling_dataset_find (known->name);
  return folder != NULL;
}

static void
insert_entry (InklingDatasetList  *self,
              guint                position,
              InklingDatasetEntry *entry)
{
  g_ptr_array_insert (self->entries, (int) position, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
remove_entry (InklingDatasetList *self,
              guint               position)
{
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* What was chosen may have gone. */
static void
check_choice (InklingDatasetList *self)
{
  if (find_entry (self, self->chosen_which, NULL) == NULL &&
      !inkling_dataset_list_choose (self, inkling_dataset_get_default_name ()))
    inkling_dataset_list_choose (self, INKLING_DATASET_BUILTIN);
}

static void
save_folders (InklingDatasetList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           folders = NULL;
  GSettings               *settings = inkling_settings_get_default ();

  for (guint i = self->n_known; i < self->entries->len; i++)
    {
      InklingDatasetEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_utf8_validate (entry->which, -1, NULL))
        g_strv_builder_add (builder, entry->which);
    }
  folders = g_strv_builder_end (builder);
  if (settings != NULL)
    g_settings_set_strv (settings, INKLING_SETTINGS_DATASET_FOLDERS, (const char *const *) folders);
}

static void
load_folders (InklingDatasetList *self)
{
  GSettings     *settings = inkling_settings_get_default ();
  g_auto (GStrv) folders = NULL;

  if (settings == NULL)
    return;
  folders = g_settings_get_strv (settings, INKLING_SETTINGS_DATASET_FOLDERS);
  for (gsize i = 0; folders[i] != NULL; i++)
    if (find_entry (self, folders[i], NULL) == NULL && g_path_is_absolute (folders[i]))
      insert_entry (self, self->entries->len, entry_new_folder (folders[i]));
}

static GType
inkling_dataset_list_get_item_type (GListModel *model)
{
  return INKLING_TYPE_DATASET_ENTRY;
}

static guint
inkling_dataset_list_get_n_items (GListModel *model)
{
  return INKLING_DATASET_LIST (model)->entries->len;
}

static gpointer
inkling_dataset_list_get_item (GListModel *model,
                               guint       position)
{
  InklingDatasetList *self = INKLING_DATASET_LIST (model);

  if (position >= self->entries->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->entries, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = inkling_dataset_list_get_item_type;
  iface->get_n_items = inkling_dataset_list_get_n_items;
  iface->get_item = inkling_dataset_list_get_item;
}

static void
inkling_dataset_list_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  InklingDatasetList *self = INKLING_DATASET_LIST (object);

  switch (prop_id)
    {
    case LIST_PROP_CHOSEN:
      g_value_set_object (value, inkling_dataset_list_get_chosen (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
inkling_dataset_list_finalize (GObject *object)
{
  InklingDatasetList *self = INKLING_DATASET_LIST (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->chosen_which, g_free);

  G_OBJECT_CLASS (inkling_dataset_list_parent_class)->finalize (object);
}

static void
inkling_dataset_list_class_init (InklingDatasetListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = inkling_dataset_list_get_property;
  object_class->finalize = inkling_dataset_list_finalize;
  chosen_property = g_param_spec_object ("chosen", NULL, NULL, INKLING_TYPE_DATASET_ENTRY,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, LIST_PROP_CHOSEN, chosen_property);
}

static void
inkling_dataset_list_init (InklingDatasetList *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  inkling_dataset_list_refresh (self);
  load_folders (self);
}

InklingDatasetList *
inkling_dataset_list_get_default (void)
{
  static InklingDatasetList *list = NULL;

  if (list == NULL)
    list = g_object_new (INKLING_TYPE_DATASET_LIST, NULL);
  return list;
}

void
inkling_dataset_list_refresh (InklingDatasetList *self)
{
  guint position = 0;

  g_return_if_fail (INKLING_IS_DATASET_LIST (self));

  for (gsize i = 0; i < inkling_n_known_datasets; i++)
    {
      const InklingKnownDataset *known = &inkling_known_datasets[i];
      gboolean                   was_there = find_entry (self, known->name, NULL) != NULL;
      gboolean                   is_there = is_usable (known);

      if (is_there && !was_there)
        {
          self->n_known++;
          insert_entry (self, position, entry_new_known (known));
        }
      else if (was_there && !is_there)
        {
          self->n_known--;
          remove_entry (self, position);
        }
      position += is_there;
    }
  check_choice (self);
}

InklingDatasetEntry *
inkling_dataset_list_get_chosen (InklingDatasetList *self)
{
  g_return_val_if_fail (INKLING_IS_DATASET_LIST (self), NULL);

  return find_entry (self, self->chosen_which, NULL);
}

gboolean
inkling_dataset_list_choose (InklingDatasetList *self,
                             const char         *which)
{
  g_return_val_if_fail (INKLING_IS_DATASET_LIST (self), FALSE);

  if (find_entry (self, which, NULL) == NULL)
    return FALSE;
  if (g_strcmp0 (self->chosen_which, which) == 0)
    return TRUE;
  g_free (self->chosen_which);
  self->chosen_which = g_strdup (which);
  g_object_notify_by_pspec (G_OBJECT (self), chosen_property);
  return TRUE;
}

static gboolean
is_called (InklingDatasetEntry *entry,
           const char          *name)
{
  g_autofree char *own = NULL;

  if (entry->known != NULL)
    return FALSE;
  own = inkling_dataset_name_folder (entry->which);
  return g_strcmp0 (own, name) == 0;
}

gboolean
inkling_dataset_list_choose_source (InklingDatasetList *self,
                                    const char         *digest,
                                    const char         *name)
{
  const InklingKnownDataset *known = inkling_known_dataset_find_source (digest, name);

  g_return_val_if_fail (INKLING_IS_DATASET_LIST (self), FALSE);

  if (known != NULL)
    return inkling_dataset_list_choose (self, known->name);
  if (is_called (inkling_dataset_list_get_chosen (self), name))
    return TRUE;
  for (guint i = self->n_known; i < self->entries->len; i++)
    {
      InklingDatasetEntry *entry = g_ptr_array_index (self->entries, i);

      if (is_called (entry, name))
        return inkling_dataset_list_choose (self, entry->which);
    }
  return FALSE;
}

void
inkling_dataset_list_add_folder (InklingDatasetList *self,
                                 const char         *path)
{
  g_autofree char *folder = g_canonicalize_filename (path, NULL);

  g_return_if_fail (INKLING_IS_DATASET_LIST (self));

  if (find_entry (self, folder, NULL) == NULL)
    {
      insert_entry (self, self->entries->len, entry_new_folder (folder));
      save_folders (self);
    }
  inkling_dataset_list_choose (self, folder);
}

static gboolean
is_there (const char *which)
{
  InklingDigitLook look;
  g_autofree char *path = inkling_digit_look_split (which, &look);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
inkling_dataset_list_choose_run (InklingDatasetList *self,
                                 const InklingModel *model)
{
  const char                *name = model->dataset_name;
  const char                *place = model->dataset_place;
  const InklingKnownDataset *known = inkling_dataset_find_source (model->dataset_digest, name,
                                                                  place);
  InklingDatasetEntry       *chosen;

  g_return_val_if_fail (INKLING_IS_DATASET_LIST (self), FALSE);

  if (known != NULL)
    return inkling_dataset_list_choose (self, known->name);
  if (place != NULL && is_there (place))
    {
      inkling_dataset_list_add_folder (self, place);
      return TRUE;
    }
  if (!inkling_dataset_list_choose_source (self, model->dataset_digest, name))
    return FALSE;
  chosen = inkling_dataset_list_get_chosen (self);
  return (chosen->known != NULL && place == NULL) || is_there (chosen->which);
}

void
inkling_dataset_list_remove_folder (InklingDatasetList *self,
                                    const char         *path)
{
  guint position;

  g_return_if_fail (INKLING_IS_DATASET_LIST (self));

  if (find_entry (self, path, &position) == NULL || position < self->n_known)
    return;
  remove_entry (self, position);
  save_folders (self);
  check_choice (self);
}
