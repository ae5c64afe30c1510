// The time, in whole numbers: the clocks of the system, and a counter that costs a third of them.
#pragma once
#include <stdint.h>
#include <time.h>

static inline int64_t martlet_microseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// Microseconds since 1970.
static inline int64_t martlet_wall_microseconds(void) {
    return martlet_microseconds(CLOCK_REALTIME);
}

// Microseconds since some point in the past, never set back.
static inline int64_t martlet_monotonic_microseconds(void) {
    return martlet_microseconds(CLOCK_MONOTONIC);
}

// Stops the thread for a time.
static inline void martlet_sleep_microseconds(int64_t microseconds) {
    struct timespec left = {microseconds / 1000000, microseconds % 1000000 * 1000};
    while (nanosleep(&left, &left) != 0 && (left.tv_sec > 0 || left.tv_nsec > 0)) {}
}

// A counter that runs evenly. Its unit is told by comparing it with a clock over a long time.
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
