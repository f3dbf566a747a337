/* inkling-settings.c: what the user chose for good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "inkling-settings.h"

#include "inkling-config.h"

static gboolean
schema_is_installed (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source == NULL)
    return FALSE;

  schema = g_settings_schema_source_lookup (source, INKLING_APP_ID, TRUE);

  return schema != NULL;
}

GSettings *
inkling_settings_get_default (void)
{
  static GSettings *settings = NULL;
  static gboolean looked_up = FALSE;

  if (!looked_up && schema_is_installed ())
    settings = g_settings_new (INKLING_APP_ID);
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
