#include "inkling-model.h"
