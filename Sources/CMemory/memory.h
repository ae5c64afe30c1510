// How the C library keeps the memory that is free: its header isn't among those that Swift imports.
#pragma once
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Makes it join what is freed with what is free beside it at once, where it can be told.
static inline void martlet_join_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MXFAST, 0);
#endif
}
