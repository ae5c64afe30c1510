"""redis-py's Lock: one owner at a time, extending, its end by time, release by another owner."""

from redis.exceptions import LockError, LockNotOwnedError
from support import (
    Running, all_at_once, connect, empty_the_server, in_both_protocols, raises, wait_until,
)


def has_one_owner(client):
    mine, yours = client.lock("lock", timeout=30), client.lock("lock", timeout=30)
    assert mine.acquire(blocking=False) and mine.locked() and mine.owned()
    assert not yours.acquire(blocking=False) and not yours.owned()
    assert 29_000 < client.pttl("lock") <= 30_000
    mine.release()
    assert yours.acquire(blocking=False)
    yours.release()
    assert not client.exists("lock")


def is_extended_by_its_owner(client):
    lock = client.lock("lock", timeout=10)
    lock.acquire()
    assert lock.extend(20) and 29_000 < client.pttl("lock") <= 30_000
    assert lock.extend(5, replace_ttl=True) and client.pttl("lock") <= 5_000
    assert lock.reacquire() and 9_000 < client.pttl("lock") <= 10_000
    lock.release()


def is_not_released_by_another(client):
    for act in ("release", "reacquire", "extend"):
        lock = client.lock("lock", timeout=30)
        assert lock.acquire(blocking=False)
        client.set("lock", "another", px=60_000)
        with raises(LockNotOwnedError):
            getattr(lock, act)(*[1] if act == "extend" else [])
        assert client.get("lock") == "another" and client.pttl("lock") > 30_000
        client.delete("lock")
    with raises(LockError, "not owned or is already unlocked"):
        client.lock("lock").release()


def ends_by_time(client):
    lock = client.lock("lock", timeout=0.05)
    lock.acquire()
    wait_until(lambda: not client.exists("lock"), "the lock is gone")
    with raises(LockNotOwnedError):
        lock.release()


def is_waited_for(client):
    held = client.lock("lock", timeout=30)
    held.acquire()
    assert not client.lock("lock", blocking_timeout=0.05, sleep=0.01).acquire()

    def wait():
        with client.lock("lock", timeout=30, sleep=0.005) as lock:
            return lock.owned()

    with Running(wait) as waiter:
        held.release()
        assert waiter.wait()
    assert not client.exists("lock")


def excludes_threads(client):
    def work():
        with connect() as own:
            for _ in range(10):
                with own.lock("lock", timeout=30, sleep=0.001):
                    value = int(own.get("count") or 0)
                    own.set("count", value + 1)

    all_at_once([work] * 5)
    assert client.get("count") == "50"


empty_the_server()
in_both_protocols(
    has_one_owner, is_extended_by_its_owner, is_not_released_by_another, ends_by_time,
    is_waited_for, excludes_threads,
)
