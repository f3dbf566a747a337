/* parameters-fixture.h: hyper-parameters as they are chosen, and how often they have changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "inkling-parameters.h"
#include "nn-recipe.h"

typedef struct
{
  InklingParameters *parameters; /* owned */
  guint              n_changes;
} Fixture;

static inline void
count_cb (guint *counter)
{
  (*counter)++;
}

static inline void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->parameters = inkling_parameters_new ();
  g_signal_connect_swapped (fixture->parameters, "changed", G_CALLBACK (count_cb),
                            &fixture->n_changes);
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->parameters); /* no window keeps it alive */
}

static inline void
set_text (Fixture    *fixture,
          const char *name,
          const char *text)
{
  g_autoptr (GError) error = NULL;

  inkling_parameters_set_text (fixture->parameters, nn_recipe_field_find (name), text, &error);
  g_assert_no_error (error);
}

static inline gboolean
is_changed (Fixture    *fixture,
            const char *name)
{
  return inkling_parameters_is_changed (fixture->parameters, nn_recipe_field_find (name));
}
