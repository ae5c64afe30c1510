"""BullMQ, whose every step is a long Lua script with cmsgpack: priorities, delays, retries, flows,
deduplication, schedulers, events by stream, cleaning."""

import asyncio

from bullmq import FlowProducer, Queue, QueueEvents, Worker
from support import URL, empty_the_server

OPTIONS = {"connection": URL}
# Workers are closed by force, when nothing is left to do: else BullMQ may wait for its own task that
# waits for a job.


async def until(condition, what):
    for _ in range(3_000):
        if await condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"not in time: {what}")


async def counted(queue, **expected):
    async def holds():
        counts = await queue.getJobCounts(*expected)
        return counts == expected

    await until(holds, f"{expected}, but {await queue.getJobCounts()}")


async def works_through(queue):
    """In the order of priority, several at once, with what they return."""
    order = []

    async def process(job, token):
        order.append(job.data["name"])
        await job.updateProgress(50)
        await job.log(f"saw {job.data['name']}")
        return {"echo": job.data["name"]}

    await queue.add("plain", {"name": "plain"})
    await queue.addBulk([
        {"name": "bulk", "data": {"name": f"bulk-{number}"}, "opts": {"priority": 10 - number}}
        for number in range(5)
    ])
    assert await queue.getJobCounts("wait", "prioritized") == {"wait": 1, "prioritized": 5}
    assert await queue.getCountsPerPriority([6, 10, 99]) == {"6": 1, "10": 1, "99": 0}
    worker = Worker(queue.name, process, OPTIONS)
    await counted(queue, completed=6, wait=0, prioritized=0, active=0)
    await worker.close(force=True)
    assert order == ["plain", "bulk-4", "bulk-3", "bulk-2", "bulk-1", "bulk-0"], order
    # Those that end in the same millisecond are in no order.
    completed = await queue.getCompleted()
    assert sorted(done.data["name"] for done in completed) == sorted(order)
    for done in completed:
        name = done.data["name"]
        job = await queue.getJob(done.id)
        assert job.returnvalue == {"echo": name} and job.progress == 50
        assert (await queue.getJobLogs(done.id))["logs"] == [f"saw {name}"]


async def tries_again_and_fails(queue):
    tries = []

    async def process(job, token):
        tries.append(job.name)
        if job.name == "stubborn" and tries.count("stubborn") == 3:
            return "at last"
        raise ValueError("on purpose")

    worker = Worker(queue.name, process, OPTIONS)
    await queue.add("stubborn", {}, {"attempts": 5, "backoff": {"type": "fixed", "delay": 20}})
    await queue.add("hopeless", {}, {"attempts": 2})
    await counted(queue, completed=1, failed=1, delayed=0, active=0)
    assert tries.count("stubborn") == 3 and tries.count("hopeless") == 2
    (failed,) = await queue.getFailed()
    assert failed.failedReason == "on purpose" and failed.attemptsMade == 2
    await worker.close(force=True)
    await queue.retryJobs({"state": "failed"})
    await counted(queue, wait=1, failed=0)


async def waits_for_delays(queue):
    done = []

    async def process(job, token):
        done.append(job.name)

    await queue.add("later", {}, {"delay": 400})
    await queue.add("sooner", {}, {"delay": 150})
    promoted = await queue.add("at once", {}, {"delay": 3_600_000})
    assert await queue.getDelayedCount() == 3
    await promoted.promote()
    worker = Worker(queue.name, process, OPTIONS)
    await counted(queue, completed=3, delayed=0)
    await worker.close(force=True)
    assert done == ["at once", "sooner", "later"], done


async def waits_for_children(queue):
    async def process(job, token):
        if job.name == "parent":
            return sum((await job.getChildrenValues()).values())
        return job.data["value"]

    flow = FlowProducer(URL, {})
    tree = await flow.add({
        "name": "parent", "queueName": queue.name, "data": {},
        "children": [
            {"name": "child", "queueName": queue.name, "data": {"value": number}}
            for number in range(5)
        ],
    })
    assert await queue.getJobState(tree["job"].id) == "waiting-children"
    worker = Worker(queue.name, process, OPTIONS)
    await counted(queue, completed=6)
    await worker.close(force=True)
    await flow.close()
    assert (await queue.getJob(tree["job"].id)).returnvalue == 10


async def tells_of_events(queue):
    heard = []
    events = QueueEvents(queue.name, {**OPTIONS, "lastEventId": "0"})
    for name in ("added", "active", "completed", "failed"):
        events.on(name, lambda args, entry, name=name: heard.append((name, args["jobId"])))

    async def process(job, token):
        if job.name == "bad":
            raise ValueError("on purpose")

    worker = Worker(queue.name, process, OPTIONS)
    good, bad = await queue.add("good", {}), await queue.add("bad", {})

    async def all_heard():
        return {("completed", good.id), ("failed", bad.id)} <= set(heard)

    await until(all_heard, "events")
    assert heard.index(("added", good.id)) < heard.index(("active", good.id))
    assert heard.index(("active", bad.id)) < heard.index(("failed", bad.id))
    await worker.close(force=True)
    await events.close()


async def keeps_jobs_apart(queue):
    """Unique ids, deduplication, pausing, draining, cleaning, and the end of it all."""
    first = await queue.add("one", {"n": 1}, {"jobId": "only"})
    again = await queue.add("one", {"n": 2}, {"jobId": "only"})
    assert first.id == again.id == "only" and (await queue.getJob("only")).data == {"n": 1}
    once = await queue.add("two", {}, {"deduplication": {"id": "same", "ttl": 60_000}})
    assert (await queue.add("two", {}, {"deduplication": {"id": "same"}})).id == once.id
    assert await queue.getDeduplicationJobId("same") == once.id
    await queue.pause()
    assert await queue.isPaused()
    await queue.resume()
    await queue.upsertJobScheduler("each-minute", {"every": 60_000}, "tick")
    assert await queue.getJobSchedulersCount() == 1
    assert await queue.removeJobScheduler("each-minute") == 0
    assert await queue.remove("only") == 1
    await queue.drain(True)
    assert await queue.getJobCountByTypes("wait", "delayed", "prioritized") == 0
    await queue.obliterate(force=True)


async def main():
    for check in (
        works_through, tries_again_and_fails, waits_for_delays, waits_for_children,
        tells_of_events, keeps_jobs_apart,
    ):
        empty_the_server()
        queue = Queue("program", OPTIONS)
        await asyncio.wait_for(check(queue), 30)
        await queue.close()
        print(check.__name__)


asyncio.run(main())
