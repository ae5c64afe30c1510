"""redis-py's asyncio client: all of the above in short, with many tasks on one pool."""

import asyncio

import redis.asyncio
from redis.exceptions import LockNotOwnedError, NoScriptError, WatchError
from support import URL, empty_the_server


async def holds_locks(client):
    async def work():
        for _ in range(5):
            async with client.lock("lock", timeout=30, sleep=0.002):
                value = int(await client.get("count") or 0)
                await client.set("count", value + 1)

    await asyncio.gather(*(work() for _ in range(10)))
    assert await client.get("count") == "50"

    lock = client.lock("lock", timeout=30)
    assert await lock.acquire() and await lock.extend(10) and await lock.owned()
    await client.set("lock", "another")
    try:
        await lock.release()
    except LockNotOwnedError:
        return
    raise AssertionError("another's lock was released")


async def runs_pipelines(client):
    await client.set("watched", 0)

    async def increase():
        for _ in range(5):
            while True:
                async with client.pipeline() as pipe:
                    try:
                        await pipe.watch("watched")
                        value = int(await pipe.get("watched"))
                        pipe.multi()
                        pipe.set("watched", value + 1)
                        await pipe.execute()
                        break
                    except WatchError:
                        continue

    await asyncio.gather(*(increase() for _ in range(5)))
    assert await client.get("watched") == "25"
    async with client.pipeline(transaction=False) as pipe:
        for number in range(1_000):
            pipe.rpush("list", number)
        assert await pipe.execute() == list(range(1, 1_001))


async def hears_channels(client):
    async with client.pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe("a")
        await pubsub.psubscribe("b*")
        while await client.publish("a", "begin") + await client.publish("bb", "begin") < 2:
            await asyncio.sleep(0.01)
        for number in range(100):
            await client.publish("a", number)
        heard = []
        async for message in pubsub.listen():
            if message["data"] != "begin":
                heard.append(int(message["data"]))
            if len(heard) == 100:
                break
        assert heard == list(range(100))


async def waits_without_blocking_others(client):
    async def pop():
        return await client.blpop("queue", timeout=4)

    poppers = [asyncio.create_task(pop()) for _ in range(10)]
    while (await client.info("clients"))["blocked_clients"] < 10:
        await asyncio.sleep(0.01)
    await client.rpush("queue", *range(10))
    popped = await asyncio.gather(*poppers)
    assert sorted(int(value) for _, value in popped) == list(range(10))

    reading = asyncio.create_task(client.xread({"stream": "$"}, block=4_000))
    while (await client.info("clients"))["blocked_clients"] < 1:
        await asyncio.sleep(0.01)
    entry = await client.xadd("stream", {"f": "v"})
    assert entry in str(await reading)


async def runs_scripts(client):
    script = client.register_script("return {KEYS[1], ARGV[1], redis.call('INCR', KEYS[1])}")
    await client.script_flush()
    try:
        await client.evalsha(script.sha, 1, "n", 1)
    except NoScriptError:
        pass
    else:
        raise AssertionError("a script ran that was not loaded")
    results = await asyncio.gather(*(script(keys=["n"], args=[i]) for i in range(20)))
    assert sorted(result[2] for result in results) == list(range(1, 21))


async def main():
    for protocol in (2, 3):
        client = redis.asyncio.Redis.from_url(URL, protocol=protocol, decode_responses=True)
        for check in (
            holds_locks, runs_pipelines, hears_channels, waits_without_blocking_others, runs_scripts,
        ):
            empty_the_server()
            await asyncio.wait_for(check(client), 30)
            print(f"RESP{protocol}: {check.__name__}")
        await client.aclose()


asyncio.run(main())
