// How the C library keeps the memory that is free: its header isn't among those that Swift imports.
#pragma once
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// Makes it join what is freed with what is free beside it at once, and give what is larger than a
// mebibyte back to the system as soon as it is freed, where it can be told.
static inline void martlet_settle_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MXFAST, 0);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}
