#include "nn-kernels.h"
extern int nn_placeholder;
