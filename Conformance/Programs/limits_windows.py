"""limits: fixed, moving and sliding windows, all in Lua, from threads and from asyncio."""

import asyncio

import limits
from limits.aio import strategies as async_strategies
from limits.aio.storage import RedisStorage as AsyncRedisStorage
from limits.storage import storage_from_string
from limits.strategies import (
    FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter,
)
from support import URL, all_at_once, empty_the_server, wait_until

STRATEGIES = (FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter)
FIVE_A_DAY = limits.parse("5/day")


def grants_up_to_the_limit(limiter):
    assert limiter.test(FIVE_A_DAY, "user", cost=5) and not limiter.test(FIVE_A_DAY, "user", cost=6)
    assert [limiter.hit(FIVE_A_DAY, "user") for _ in range(7)] == [True] * 5 + [False] * 2
    assert not limiter.test(FIVE_A_DAY, "user")
    assert limiter.hit(FIVE_A_DAY, "another")
    stats = limiter.get_window_stats(FIVE_A_DAY, "user")
    assert stats.remaining == 0 and stats.reset_time > 0
    assert limiter.get_window_stats(FIVE_A_DAY, "another").remaining == 4
    limiter.clear(FIVE_A_DAY, "user")
    assert limiter.hit(FIVE_A_DAY, "user", cost=3)
    assert limiter.get_window_stats(FIVE_A_DAY, "user").remaining == 2


def is_exact_among_threads(limiter):
    hundred = limits.parse("100/day")

    def hit():
        return sum(limiter.hit(hundred, "crowd") for _ in range(50))

    assert sum(all_at_once([hit] * 4)) == 100


def opens_again(limiter):
    brief = limits.parse("3/second")
    for _ in range(3):
        limiter.hit(brief, "user")
    wait_until(lambda: limiter.hit(brief, "user"), "the window has moved on")


async def grants_by_asyncio():
    storage = AsyncRedisStorage(f"async+{URL}", implementation="redispy")
    assert await storage.check()
    for name in (strategy.__name__ for strategy in STRATEGIES):
        empty_the_server()
        limiter = getattr(async_strategies, name)(storage)
        granted = await asyncio.gather(*(limiter.hit(FIVE_A_DAY, "user") for _ in range(20)))
        assert sum(granted) == 5
        assert (await limiter.get_window_stats(FIVE_A_DAY, "user")).remaining == 0


for strategy in STRATEGIES:
    for check in (grants_up_to_the_limit, is_exact_among_threads, opens_again):
        empty_the_server()
        check(strategy(storage_from_string(URL)))
        print(f"{strategy.__name__}: {check.__name__}")
asyncio.run(grants_by_asyncio())
print("asyncio")
