"""RQ: workers that empty their queues, failure, retry, scheduled and dependent jobs, stopping one."""

import logging
import multiprocessing
import os
import time
from datetime import timedelta

import redis
import rq
from rq.command import send_stop_job_command
from rq.job import Job, JobStatus
from rq.registry import FailedJobRegistry, FinishedJobRegistry, ScheduledJobRegistry
from support import URL, connect, empty_the_server, wait_until


# The jobs, which a worker imports by name.

def add(a, b):
    return a + b


def fail():
    raise ValueError("on purpose")


def succeed_at_third():
    with connect() as client:
        if client.incr("attempts") < 3:
            raise RuntimeError("not yet")
        return "at last"


def sleep_long():
    time.sleep(60)


# What is checked.

def work(connection, *queues, worker=rq.Worker, **options):
    worker(list(queues), connection=connection).work(
        burst=True, logging_level=logging.CRITICAL, **options)


def runs_jobs_in_order(connection):
    high, low = rq.Queue("high", connection=connection), rq.Queue("low", connection=connection)
    jobs = [low.enqueue(own.add, number, 1) for number in range(5)]
    jobs += high.enqueue_many([rq.Queue.prepare_data(own.add, (number, 2)) for number in range(5)])
    assert len(low) == 5 and len(high) == 5 and low.job_ids == [job.id for job in jobs[:5]]
    work(connection, high, low)
    assert len(low) == len(high) == 0
    assert [job.return_value() for job in jobs] == [1, 2, 3, 4, 5, 2, 3, 4, 5, 6]
    assert FinishedJobRegistry(queue=low).count == 5
    ended = [Job.fetch(job.id, connection=connection).ended_at for job in jobs]
    assert max(ended[5:]) < min(ended[:5]), "the first queue goes first"


def keeps_failures(connection):
    queue = rq.Queue(connection=connection)
    job = queue.enqueue(own.fail)
    following = queue.enqueue(own.add, 1, 1, depends_on=job)
    work(connection, queue)
    assert job.get_status() == JobStatus.FAILED
    assert "ValueError: on purpose" in job.latest_result().exc_string
    registry = FailedJobRegistry(queue=queue)
    assert registry.get_job_ids() == [job.id]
    assert following.get_status() == JobStatus.DEFERRED
    registry.requeue(job.id)
    assert queue.job_ids == [job.id] and registry.count == 0


def tries_again(connection):
    queue = rq.Queue(connection=connection)
    job = queue.enqueue(own.succeed_at_third, retry=rq.Retry(max=3))
    work(connection, queue, worker=rq.SimpleWorker)
    assert job.get_status() == JobStatus.FINISHED and job.return_value() == "at last"
    assert connection.get("attempts") == b"3"


def schedules(connection):
    queue = rq.Queue(connection=connection)
    soon = queue.enqueue_in(timedelta(seconds=1), own.add, 2, 3)
    later = queue.enqueue_in(timedelta(hours=1), own.add, 2, 3)
    assert set(ScheduledJobRegistry(queue=queue).get_job_ids()) == {soon.id, later.id}
    assert soon.get_status() == JobStatus.SCHEDULED

    def is_done():
        work(connection, queue, worker=rq.SimpleWorker, with_scheduler=True)
        return soon.get_status() == JobStatus.FINISHED

    wait_until(is_done, "the scheduled job has run")
    assert soon.return_value() == 5
    assert ScheduledJobRegistry(queue=queue).get_job_ids() == [later.id]


def runs_what_depends(connection):
    queue = rq.Queue(connection=connection)
    first = [queue.enqueue(own.add, 1, number) for number in range(3)]
    last = queue.enqueue(own.add, 10, 20, depends_on=first)
    assert last.get_status() == JobStatus.DEFERRED and len(queue) == 3
    work(connection, queue)
    assert last.return_value() == 30


def stops_a_job(connection):
    """A worker in a process of its own hears of it by pub/sub."""
    queue = rq.Queue(connection=connection)
    job = queue.enqueue(own.sleep_long)
    process = multiprocessing.Process(target=work_apart, args=(queue.name,), daemon=True)
    process.start()
    wait_until(lambda: job.get_status() == JobStatus.STARTED, "it has begun")
    assert rq.Worker.count(connection=connection) == 1
    wait_until(lambda: connection.pubsub_channels("rq:pubsub:*"), "the worker listens")
    job.refresh()
    send_stop_job_command(connection, job.id)
    wait_until(lambda: job.get_status() == JobStatus.STOPPED, "it was stopped")
    process.join(30)
    assert process.exitcode == 0
    assert rq.Worker.count(connection=connection) == 0


def work_apart(name):
    connection = redis.Redis.from_url(URL)
    work(connection, rq.Queue(name, connection=connection))


if __name__ == "__main__":
    import rq_jobs as own

    # A worker forks for each job: macOS would end the child otherwise.
    os.environ["OBJC_DISABLE_INITIALIZE_FORK_SAFETY"] = "YES"
    for check in (
        runs_jobs_in_order, keeps_failures, tries_again, schedules, runs_what_depends, stops_a_job,
    ):
        empty_the_server()
        check(redis.Redis.from_url(URL))
        print(check.__name__)
