/* inkling-settings.c: what the user chose for good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-settings.h"

#include "inkling-config.h"

/* Where the schema lies, as seen from the program: where it was built, and where it was
 * installed. */
static const char *const schema_folders[] = {
  "../data",
  "../../data",
  "../share/glib-2.0/schemas",
};

/* Where schemas usually are, or else near the program. */
static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *usual = g_settings_schema_source_get_default ();
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *program_folder = program == NULL ? NULL : g_path_get_dirname (program);
  GSettingsSchema *schema = NULL;

  if (usual != NULL)
    schema = g_settings_schema_source_lookup (usual, INKLING_APP_ID, TRUE);

  for (gsize i = 0; program != NULL && i < G_N_ELEMENTS (schema_folders) && schema == NULL; i++)
    {
      g_autofree char *folder = g_build_filename (program_folder, schema_folders[i], NULL);
      g_autoptr (GSettingsSchemaSource) source =
        g_settings_schema_source_new_from_directory (folder, usual, TRUE, NULL);

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, INKLING_APP_ID, FALSE);
    }

  return schema;
}

GSettings *
inkling_settings_get_default (void)
{
  static GSettings *settings = NULL;
  static gboolean looked_up = FALSE;

  if (!looked_up)
    {
      g_autoptr (GSettingsSchema) schema = find_schema ();

      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
    }
  looked_up = TRUE;

  return settings;
}

guint
inkling_settings_get_uint (const char *key)
{
  GSettings *settings = inkling_settings_get_default ();

  return settings == NULL ? 0 : g_settings_get_uint (settings, key);
}

void
inkling_settings_bind (const char         *key,
                       gpointer            object,
                       const char         *property,
                       GSettingsBindFlags  flags)
{
  GSettings *settings = inkling_settings_get_default ();

  if (settings != NULL)
    g_settings_bind (settings, key, object, property, flags);
}

char *
inkling_settings_get_default_models_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "inkling", "models", NULL);
}

char *
inkling_settings_get_models_folder (void)
{
  GSettings *settings = inkling_settings_get_default ();
  g_autoptr (GVariant) value = NULL;

  if (settings != NULL)
    value = g_settings_get_value (settings, INKLING_SETTINGS_MODELS_FOLDER);
  if (value != NULL && g_path_is_absolute (g_variant_get_bytestring (value)))
    return g_variant_dup_bytestring (value, NULL);

  return inkling_settings_get_default_models_folder ();
}

void
inkling_settings_set_models_folder (const char *folder)
{
  GSettings *settings = inkling_settings_get_default ();

  if (settings != NULL)
    g_settings_set_value (settings, INKLING_SETTINGS_MODELS_FOLDER,
                          g_variant_new_bytestring (folder));
}
