/* nn-kernels.h */
