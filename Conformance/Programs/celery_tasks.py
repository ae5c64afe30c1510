"""Celery: a worker process with Redis as broker and backend; chords, retries, countdowns, revoking."""

import time

import celery
from celery.exceptions import TaskRevokedError
from celery.result import GroupResult
from support import connect, empty_the_server, raises, running_program, url, wait_until

app = celery.Celery("celery_tasks", broker=url(1), backend=url(2))
app.conf.update(
    broker_connection_retry_on_startup=True,
    broker_transport_options={"priority_steps": [0, 9], "queue_order_strategy": "priority"},
    result_extended=True,
    worker_hijack_root_logger=False,
)


@app.task
def add(a, b):
    return a + b


@app.task
def total(numbers):
    return sum(numbers)


@app.task
def fail():
    raise ValueError("on purpose")


@app.task(bind=True, max_retries=5)
def succeed_at_third(self):
    if self.request.retries < 2:
        raise self.retry(countdown=0.05)
    return self.request.retries


@app.task(bind=True)
def report_progress(self):
    self.update_state(state="PROGRESS", meta={"done": 7})
    with connect() as client:
        assert client.blpop("go", timeout=4)
    return "done"


def returns_results():
    results = [add.delay(number, 1) for number in range(20)]
    assert [result.get(timeout=20) for result in results] == list(range(1, 21))
    with raises(ValueError, "on purpose"):
        fail.delay().get(timeout=20)
    failed = fail.delay()
    wait_until(failed.ready, "it failed")
    assert failed.state == "FAILURE" and "on purpose" in failed.traceback


def composes_tasks():
    chain = add.s(1, 2) | add.s(10) | add.s(100)
    assert chain.delay().get(timeout=20) == 113
    group = celery.group(add.s(number, number) for number in range(10)).delay()
    assert group.get(timeout=20) == [2 * number for number in range(10)]
    group.save()
    assert GroupResult.restore(group.id, app=app).get(timeout=20) == group.get(timeout=20)
    chord = celery.chord((add.s(number, 1) for number in range(30)), total.s())
    assert chord.delay().get(timeout=20) == 465
    nested = celery.chain(celery.group(add.s(1, 1), add.s(2, 2)), total.s(), add.s(1))
    assert nested.delay().get(timeout=20) == 7
    with raises(ValueError, "on purpose"):
        celery.chord([add.s(1, 1), fail.s()], total.s()).delay().get(timeout=20)


def tries_again():
    assert succeed_at_third.delay().get(timeout=20) == 2


def waits_for_a_countdown():
    asked = time.time()
    result = add.apply_async((1, 1), countdown=1)
    assert result.get(timeout=20) == 2
    assert time.time() - asked >= 1, "not before its time"
    expired = add.apply_async((1, 1), countdown=0.2, expires=-1)
    with raises(TaskRevokedError):
        expired.get(timeout=20)


def tells_of_progress():
    result = report_progress.delay()
    wait_until(lambda: result.state == "PROGRESS", "progress is told")
    assert result.info == {"done": 7}
    with connect() as client:
        client.rpush("go", 1)
    assert result.get(timeout=20) == "done"
    assert set(result.backend.get_task_meta(result.id)) >= {"status", "result", "date_done"}
    result.forget()
    assert result.state == "PENDING"


def is_controlled():
    (answer,) = app.control.ping(timeout=1)
    assert list(answer.values()) == [{"ok": "pong"}]
    result = add.apply_async((1, 1), countdown=30)
    scheduled = wait_until(
        lambda: any((app.control.inspect(timeout=1).scheduled() or {}).values()), "it is scheduled")
    assert scheduled
    result.revoke()
    wait_until(
        lambda: any(result.id in ids for ids in app.control.inspect(timeout=1).revoked().values()),
        "it is revoked")


if __name__ == "__main__":
    import celery_tasks as own

    empty_the_server()
    worker = ("celery", "--quiet", "--app=celery_tasks", "worker", "--concurrency=2",
              "--loglevel=CRITICAL", "--without-mingle")
    with running_program(*worker):
        for check in (
            own.returns_results, own.composes_tasks, own.tries_again, own.waits_for_a_countdown,
            own.tells_of_progress, own.is_controlled,
        ):
            check()
            print(check.__name__)
