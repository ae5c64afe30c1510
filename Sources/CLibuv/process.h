// What the process takes: figures that libuv doesn't tell.
//
// The functions are declared by hand: the system's own headers, read here, would make this module
// the owner of types that the rest of the program knows from the C library's.
#pragma once
#include <stddef.h>
#include <stdint.h>

#if defined(__linux__) && defined(__LP64__)
// `struct mallinfo2` of glibc, which has had it since 2.33; other libraries lack the function.
struct martlet_mallinfo {
    size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
};
extern struct martlet_mallinfo martlet_mallinfo(void) __asm__("mallinfo2") __attribute__((weak));

// `struct rusage`: two times in seconds and microseconds, and 14 counts.
struct martlet_rusage {
    long user_seconds, user_microseconds, system_seconds, system_microseconds, counts[14];
};
extern int martlet_getrusage(int who, struct martlet_rusage *usage) __asm__("getrusage");
#endif

// The bytes that malloc has handed out, and those that it took from the system for them; 0 where
// that can't be told.
static inline void martlet_heap(int64_t *used, int64_t *held) {
    *used = *held = 0;
#if defined(__linux__) && defined(__LP64__)
    if (!martlet_mallinfo) return;
    struct martlet_mallinfo figures = martlet_mallinfo();
    *used = (int64_t)(figures.uordblks + figures.hblkhd);
    *held = (int64_t)(figures.arena + figures.hblkhd);
#endif
}

// The processor time of the calling thread, in microseconds; 0 where that can't be told.
static inline void martlet_thread_usage(int64_t *user, int64_t *kernel) {
    *user = *kernel = 0;
#if defined(__linux__) && defined(__LP64__)
    struct martlet_rusage usage;
    if (martlet_getrusage(1, &usage)) return; // 1 is RUSAGE_THREAD.
    *user = (int64_t)usage.user_seconds * 1000000 + usage.user_microseconds;
    *kernel = (int64_t)usage.system_seconds * 1000000 + usage.system_microseconds;
#endif
}
