"""Huey: consumers over its plainest and its richest storage; retries, delays, locks, chords."""

import huey as package
from huey.exceptions import TaskException, TaskLockedException
from huey.signals import SIGNAL_COMPLETE, SIGNAL_ERROR, SIGNAL_RETRYING
from support import URL, all_at_once, connect, empty_the_server, raises, wait_until


def run(make):
    """Tries everything with a huey of one kind."""
    empty_the_server()
    huey = make(name="program", url=URL)
    signals = []

    @huey.task()
    def add(a, b):
        return a + b

    @huey.task(retries=3)
    def succeed_at_third():
        with connect() as client:
            if client.incr("attempts") < 3:
                raise RuntimeError("not yet")
        return "at last"

    @huey.task()
    def fail():
        raise ValueError("on purpose")

    @huey.task()
    def total(numbers):
        return sum(numbers)

    @huey.signal(SIGNAL_COMPLETE, SIGNAL_ERROR, SIGNAL_RETRYING)
    def note(signal, task, *_):
        signals.append(signal)

    waiting = [add(number, 1) for number in range(20)]
    assert huey.pending_count() == 20 and huey.result_count() == 0
    revoked = add(100, 100)
    revoked.revoke()

    consumer = huey.create_consumer(workers=3, periodic=False, initial_delay=0.01, max_delay=0.05)
    consumer.start()
    try:
        assert [one.get(blocking=True, timeout=10) for one in waiting] == list(range(1, 21))
        assert succeed_at_third().get(blocking=True, timeout=10) == "at last"
        with raises(TaskException, "on purpose"):
            fail().get(blocking=True, timeout=10)
        later = add.schedule((2, 3), delay=1)
        assert later.get() is None and later.get(blocking=True, timeout=10) == 5
        assert add.map([(1, 2), (3, 4), (5, 6)]).get(blocking=True, timeout=10) == [3, 7, 11]
        pipeline = add.s(1, 2).then(add, 10).then(add, 100)
        assert huey.enqueue(pipeline).get(blocking=True, timeout=10) == [3, 13, 113]
        chord = package.chord([add.s(number, 1) for number in range(10)], total)
        assert huey.enqueue(chord).get(blocking=True, timeout=10) == 55
        wait_until(lambda: signals.count(SIGNAL_ERROR) == 3, "errors were told")
        assert signals.count(SIGNAL_RETRYING) == 2
        assert not revoked.get() and huey.pending_count() == 0
    finally:
        consumer.stop(graceful=True)

    with huey.lock_task("exclusive"):
        with raises(TaskLockedException):
            with huey.lock_task("exclusive"):
                pass
        assert huey.is_locked("exclusive")
    assert not huey.is_locked("exclusive")
    assert huey.put_if_empty("once", 1) and not huey.put_if_empty("once", 2)
    assert sorted(all_at_once([lambda: huey.storage.incr("count")] * 8)) == list(range(1, 9))


def honours_priorities():
    empty_the_server()
    huey = package.PriorityRedisHuey(name="program", url=URL)
    order = []

    @huey.task()
    def note(name):
        order.append(name)

    for priority in (1, 9, 5, 9):
        huey.enqueue(note.s(f"{priority}", priority=priority))
    while task := huey.dequeue():
        huey.execute(task)
    assert order == ["9", "9", "5", "1"]


for kind in (package.RedisHuey, package.PriorityRedisExpireHuey):
    run(kind)
    print(kind.__name__)
honours_priorities()
