"""Dramatiq, whose broker is one Lua script: workers, retries, delays, dead letters, results, limits."""

import time

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.rate_limits import (
    BucketRateLimiter, ConcurrentRateLimiter, RateLimitExceeded, WindowRateLimiter,
)
from dramatiq.rate_limits.backends import RedisBackend as LimitsBackend
from dramatiq.results import Results
from dramatiq.results.backends import RedisBackend as ResultsBackend
from support import URL, all_at_once, connect, empty_the_server, raises, wait_until

empty_the_server()
client = redis.Redis.from_url(URL)
broker = RedisBroker(url=URL, maintenance_chance=1_000_000, heartbeat_timeout=1_000)
results = ResultsBackend(client=client)
broker.add_middleware(Results(backend=results))
dramatiq.set_broker(broker)


@dramatiq.actor(store_results=True)
def add(a, b):
    return a + b


@dramatiq.actor(store_results=True, max_retries=5, min_backoff=1, max_backoff=2)
def succeed_at_third():
    if client.incr("attempts") < 3:
        raise RuntimeError("not yet")
    return "at last"


@dramatiq.actor(max_retries=0)
def fail():
    raise ValueError("on purpose")


@dramatiq.actor(queue_name="other")
def note(name):
    client.rpush("notes", name)


def runs_actors():
    messages = [add.send(number, 1) for number in range(100)]
    assert [one.get_result(block=True, timeout=10_000) for one in messages] == list(range(1, 101))
    group = dramatiq.group([add.message(number, number) for number in range(10)]).run()
    assert list(group.get_results(block=True, timeout=10_000)) == [2 * n for n in range(10)]
    pipeline = dramatiq.pipeline([add.message(1, 2), add.message(10), add.message(100)]).run()
    assert pipeline.get_result(block=True, timeout=10_000) == 113


def tries_again_and_gives_up():
    message = succeed_at_third.send()
    assert message.get_result(block=True, timeout=10_000) == "at last"
    assert client.get("attempts") == b"3"
    fail.send()
    wait_until(lambda: client.zcard("dramatiq:default.XQ") == 1, "it is among the dead letters")
    assert client.hlen("dramatiq:default.XQ.msgs") == 1


def waits_for_delays():
    asked = time.monotonic()
    message = add.send_with_options(args=(2, 3), delay=500)
    assert message.get_result(block=True, timeout=10_000) == 5
    assert time.monotonic() - asked >= 0.5, "not before its time"


def keeps_queues_apart():
    for number in range(10):
        note.send(str(number))
    broker.join("other", timeout=10_000)
    broker.join("default", timeout=10_000)
    assert sorted(client.lrange("notes", 0, -1)) == [b"%d" % number for number in range(10)]
    assert broker.get_declared_queues() >= {"default", "other"}


def takes_over_from_the_lost():
    """What a worker without a heartbeat had fetched goes back to its queue."""
    lost = RedisBroker(url=URL, heartbeat_timeout=1_000, maintenance_chance=0)
    lost.declare_queue("lost")
    message = dramatiq.Message("lost", "add", (1, 1), {}, {})
    lost.enqueue(message)
    consumer = lost.consume("lost", timeout=100)
    assert wait_until(lambda: next(consumer), "it is fetched").message_id == message.message_id
    assert client.llen("dramatiq:lost") == 0
    wait_until(
        lambda: broker.do_qsize("lost") == 1 or client.llen("dramatiq:lost") == 1, "it is back")


def limits_rates():
    backend = LimitsBackend(client=client)
    concurrent = ConcurrentRateLimiter(backend, "concurrent", limit=2)
    with concurrent.acquire(), concurrent.acquire():
        with raises(RateLimitExceeded):
            with concurrent.acquire():
                pass
    with concurrent.acquire(raise_on_failure=False) as acquired:
        assert acquired

    def try_bucket():
        bucket = BucketRateLimiter(backend, "bucket", limit=5, bucket=60_000)
        with bucket.acquire(raise_on_failure=False) as acquired:
            return acquired

    assert sum(all_at_once([try_bucket] * 20)) in (5, 10), "ten where a minute begins between"
    window = WindowRateLimiter(backend, "window", limit=3, window=60)
    granted = []
    for _ in range(5):
        with window.acquire(raise_on_failure=False) as acquired:
            granted.append(bool(acquired))
    assert granted == [True, True, True, False, False]


worker = dramatiq.Worker(broker, worker_threads=3, worker_timeout=50)
worker.start()
try:
    for check in (
        runs_actors, tries_again_and_gives_up, waits_for_delays, keeps_queues_apart,
        takes_over_from_the_lost, limits_rates,
    ):
        check()
        print(check.__name__)
finally:
    worker.stop()
    broker.close()
