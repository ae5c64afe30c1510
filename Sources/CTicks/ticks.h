// A counter that runs evenly and costs a third of a clock: what a command's duration is measured
// with. Its unit is told by comparing it with the clock over a long time.
#pragma once
#include <stdint.h>
#include <time.h>

static inline uint64_t martlet_ticks(void) {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t ticks;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
    return ticks;
#else
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
#endif
}
