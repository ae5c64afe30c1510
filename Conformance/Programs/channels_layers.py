"""channels-redis: the core layer (lists, sorted sets, Lua) and the pub/sub layer."""

import asyncio

from channels.exceptions import ChannelFull
from channels_redis.core import RedisChannelLayer
from channels_redis.pubsub import RedisPubSubChannelLayer
from redis import Redis
from support import URL, empty_the_server


async def subscribed(layer, *names):
    """Waits until the server has the layer's subscriptions: the layer itself doesn't."""
    if not isinstance(layer, RedisPubSubChannelLayer):
        return
    with Redis.from_url(URL) as client:
        while True:
            channels = [one.decode() for one in client.pubsub_channels()]
            if all(any(name in channel for channel in channels) for name in names):
                return
            await asyncio.sleep(0.01)


async def carries_messages(layer):
    channel = await layer.new_channel()
    await subscribed(layer, channel)
    for number in range(20):
        await layer.send(channel, {"type": "note", "number": number, "data": b"\x00\xff"})
    received = [await layer.receive(channel) for _ in range(20)]
    assert [one["number"] for one in received] == list(range(20))
    assert received[0]["data"] == b"\x00\xff" and received[0]["type"] == "note"


async def wakes_who_waits(layer):
    channels = [await layer.new_channel() for _ in range(5)]
    await subscribed(layer, *channels)
    waiting = [asyncio.create_task(layer.receive(channel)) for channel in channels]
    await asyncio.sleep(0.1)
    for number, channel in enumerate(channels):
        await layer.send(channel, {"type": "note", "number": number})
    assert [one["number"] for one in await asyncio.gather(*waiting)] == [0, 1, 2, 3, 4]


async def serves_groups(layer):
    channels = [await layer.new_channel() for _ in range(10)]
    for channel in channels:
        await layer.group_add("room", channel)
    await layer.group_add("elsewhere", channels[0])
    await layer.group_discard("room", channels[9])
    await subscribed(layer, "room", *channels)
    for number in range(3):
        await layer.group_send("room", {"type": "chat", "number": number})
    for channel in channels[:9]:
        assert [(await layer.receive(channel))["number"] for _ in range(3)] == [0, 1, 2]
    await layer.send(channels[9], {"type": "only this"})
    assert await layer.receive(channels[9]) == {"type": "only this"}


async def serves_other_processes(layer, other):
    """A layer of its own stands for another process: it shares the server, and nothing else."""
    channel = await layer.new_channel()
    await layer.group_add("room", channel)
    await subscribed(layer, "room", channel)
    await other.group_send("room", {"type": "from the other"})
    assert await layer.receive(channel) == {"type": "from the other"}
    await other.send(channel, {"type": "directly"})
    assert await layer.receive(channel) == {"type": "directly"}


async def keeps_to_its_capacity(make):
    layer = make(capacity=3)
    channel = await layer.new_channel()
    for number in range(3):
        await layer.send(channel, {"type": "note", "number": number})
    try:
        await layer.send(channel, {"type": "one too many"})
    except ChannelFull:
        pass
    else:
        raise AssertionError("the channel takes more than its capacity")
    await layer.group_add("room", channel)
    await layer.group_send("room", {"type": "left out"})
    assert [(await layer.receive(channel))["number"] for _ in range(3)] == [0, 1, 2]
    await layer.close_pools()


async def forgets_what_expired(make):
    layer = make(expiry=1)
    channel = await layer.new_channel()
    await layer.send(channel, {"type": "stale"})
    await asyncio.sleep(1.2)
    await layer.send(channel, {"type": "fresh"})
    assert await layer.receive(channel) == {"type": "fresh"}
    await layer.close_pools()


async def main():
    def core(**options):
        return RedisChannelLayer(hosts=[URL], **options)

    def pubsub(**options):
        return RedisPubSubChannelLayer(hosts=[URL], **options)

    for make in (core, pubsub):
        empty_the_server()
        layer, other = make(), make()
        for check in (carries_messages, wakes_who_waits, serves_groups):
            await asyncio.wait_for(check(layer), 20)
            print(f"{make.__name__}: {check.__name__}")
        await asyncio.wait_for(serves_other_processes(layer, other), 20)
        await layer.flush()
        for each in (layer, other):
            await (each.close_pools() if make is core else each.flush())
    for check in (keeps_to_its_capacity, forgets_what_expired):
        await asyncio.wait_for(check(core), 20)
        print(f"core: {check.__name__}")


asyncio.run(main())
