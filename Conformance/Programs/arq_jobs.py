"""arq: workers that end when their queue is empty, retries, delays, unique and aborted jobs, cron."""

import asyncio
import contextlib
from datetime import timedelta

from arq import Retry, create_pool, cron
from arq.connections import RedisSettings
from arq.jobs import Job, JobStatus
from arq.worker import Worker, func
from support import URL, empty_the_server

SETTINGS = RedisSettings.from_dsn(URL)


async def add(ctx, a, b):
    return a + b


async def succeed_at_third(ctx):
    if ctx["job_try"] < 3:
        raise Retry(defer=0.02)
    return ctx["job_try"]


async def fail(ctx):
    raise ValueError("on purpose")


async def sleep_long(ctx):
    await asyncio.sleep(60)


async def tick(ctx):
    await ctx["redis"].incr("ticks")


def worker(**options):
    return Worker(
        functions=[add, succeed_at_third, fail, func(sleep_long, timeout=30)],
        redis_settings=SETTINGS, handle_signals=False, poll_delay=0.02, **options)


async def work(**options):
    """Works until the queue is empty."""
    one = worker(burst=True, **options)
    await one.main()
    await one.close()
    return one


async def stop(running, task):
    """Ends a worker, and with it what it works on."""
    task.cancel()
    for end in (task, running.close()):
        with contextlib.suppress(asyncio.CancelledError):
            await end


async def runs_jobs(pool):
    jobs = [await pool.enqueue_job("add", number, 1) for number in range(50)]
    assert len(await pool.queued_jobs()) == 50
    assert await jobs[0].status() == JobStatus.queued
    done = await work()
    assert done.jobs_complete == 50 and done.jobs_failed == 0
    assert [await job.result(timeout=5) for job in jobs] == list(range(1, 51))
    assert await jobs[0].status() == JobStatus.complete
    assert (await jobs[0].info()).function == "add"
    assert len(await pool.all_job_results()) == 50


async def shares_jobs_among_workers(pool):
    for number in range(60):
        await pool.enqueue_job("add", number, 1, _job_id=f"job-{number}")
    workers = await asyncio.gather(work(), work(), work())
    assert sum(one.jobs_complete for one in workers) == 60
    assert len(await pool.all_job_results()) == 60


async def tries_again_and_fails(pool):
    retried = await pool.enqueue_job("succeed_at_third")
    failing = await pool.enqueue_job("fail")
    done = await work()
    assert await retried.result(timeout=5) == 3 and done.jobs_retried == 2
    try:
        await failing.result(timeout=5)
    except ValueError as error:
        assert str(error) == "on purpose"
    else:
        raise AssertionError("it did not fail")


async def keeps_jobs_unique(pool):
    first = await pool.enqueue_job("add", 1, 1, _job_id="only")
    assert first and await pool.enqueue_job("add", 2, 2, _job_id="only") is None
    await work()
    assert await Job("only", pool).result(timeout=5) == 2
    assert await pool.enqueue_job("add", 3, 3, _job_id="only") is None, "its result is kept"


async def waits_for_delays(pool):
    job = await pool.enqueue_job("add", 2, 3, _defer_by=timedelta(milliseconds=300))
    assert await job.status() == JobStatus.deferred
    await work()
    assert await job.result(timeout=5) == 5


async def aborts(pool):
    running = worker(allow_abort_jobs=True)
    task = asyncio.create_task(running.main())
    job = await pool.enqueue_job("sleep_long")
    while await job.status() != JobStatus.in_progress:
        await asyncio.sleep(0.01)
    assert await job.abort(timeout=10, poll_delay=0.02)
    await stop(running, task)


async def runs_by_the_clock(pool):
    running = worker(cron_jobs=[cron(tick, second=set(range(60)), microsecond=0)])
    task = asyncio.create_task(running.main())
    while int(await pool.get("ticks") or 0) < 2:
        await asyncio.sleep(0.05)
    await stop(running, task)


async def main():
    for check in (
        runs_jobs, shares_jobs_among_workers, tries_again_and_fails, keeps_jobs_unique,
        waits_for_delays, aborts, runs_by_the_clock,
    ):
        empty_the_server()
        pool = await create_pool(SETTINGS)
        await asyncio.wait_for(check(pool), 30)
        await pool.aclose()
        print(check.__name__)


asyncio.run(main())
