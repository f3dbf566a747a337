/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inkling-model-folder.h"
