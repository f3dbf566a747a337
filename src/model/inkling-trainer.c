/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inkling-trainer.h"
