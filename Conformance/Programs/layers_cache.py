"""The cache, chats and completions, which Python and Swift share."""

import hashlib
import json

from layers import lives, on_every_client, same, swift, unescaped

PREFIX = "opencontext:"
TIME = "2023-11-14T22:13:20.250000"
DOCUMENT = "# Kopf\n- eins\n[a](b)\n```"


def chat():
    return [
        {"role": "user", "content": "你好 \"Welt\"", "timestamp": TIME},
        {"role": "assistant", "content": "hallo", "timestamp": TIME}]


def completion(key, count):
    return {
        "key": key, "suggestions": ["return n", "你好"], "created_at": TIME,
        "last_accessed": TIME, "access_count": count, "confidence_score": 0.9,
        "context_hash": "c"}


def context(document):
    size = f"{document}:{len(DOCUMENT)}:{len(DOCUMENT.splitlines())}"
    return {
        "hash": hashlib.md5(size.encode()).hexdigest(),
        "patterns": {
            "headings": ["# Kopf"], "lists": ["- eins"], "code_blocks": ["```"],
            "links": ["[a](b)"]},
        "computed_at": TIME}


async def counters(server):
    names = "total_requests", "hits", "misses"
    return [await server.get(f"{PREFIX}completion:stats:{name}") for name in names]


async def python_reads_what_swift_wrote(server):
    swift("cache", "write")
    same(await server.get(PREFIX + "swift:text"), "größe".encode())
    lives(await server.ttl(PREFIX + "swift:text"), 3600)
    same(
        await server.get(PREFIX + "swift:json"),
        unescaped({"name": "Ada 你好", "n": 1.5, "none": None}))
    same(await server.lrange(PREFIX + "swift:list", 0, -1), [b"a", b"b"])
    same(await server.hgetall(PREFIX + "swift:hash"), {b"field": b"wert"})
    same(set(await server.smembers(PREFIX + "swift:set")), {b"m"})
    same(await server.get(PREFIX + "swift:count"), b"7")
    assert await server.set(PREFIX + "lock:swift", "mine", nx=True, ex=10) is None
    lives(await server.ttl(PREFIX + "lock:swift"), 10)

    key = PREFIX + "chat:buffer:swift:_:a"
    same(await server.lrange(key, 0, -1), [unescaped(message) for message in chat()])
    lives(await server.ttl(key), 86400)
    key = PREFIX + "completion:cache:swift"
    same(await server.get(key), unescaped(completion("swift", 1)))
    lives(await server.ttl(key), 300)
    order = await server.zrange(PREFIX + "completion:access_order", 0, -1, withscores=True)
    same([tuple(one) for one in order], [(b"swift", 1700000000.25)])
    same(await counters(server), [b"2", b"1", b"1"])
    key = PREFIX + "completion:precomputed:swift"
    same(await server.get(key), unescaped(context("swift")))
    lives(await server.ttl(key), 3600)


async def swift_reads_what_python_wrote(server):
    await server.set(PREFIX + "python:text", "größe", ex=3600)
    await server.set(PREFIX + "python:json", unescaped({"n": [1, 2.5, "你好"]}), ex=3600)
    await server.rpush(PREFIX + "python:list", "a", "ü")
    await server.hset(PREFIX + "python:hash", mapping={"field": "wert"})
    await server.sadd(PREFIX + "python:set", "m")
    await server.incrby(PREFIX + "python:count", 5)
    await server.set(PREFIX + "lock:python", "a token", nx=True, ex=10)
    for message in chat():
        key = PREFIX + "chat:buffer:python:d:_"
        await server.rpush(key, unescaped(message))
        await server.expire(key, 86400)
    key = PREFIX + "completion:cache:python"
    await server.set(key, unescaped(completion("python", 5)), ex=300)
    await server.zadd(PREFIX + "completion:access_order", {"python": 1600000000.0})
    await server.set(
        PREFIX + "completion:precomputed:python", unescaped(context("python")), ex=3600)

    told = swift("cache", "read")
    same(json.loads(told.pop("chat")[0]), chat())
    same(told, {
        "text": "größe", "json": {"n": [1, 2.5, "你好"]}, "list": ["a", "ü"], "hash": "wert",
        "set": True, "count": 5, "locked": True, "completion": ["return n", "你好"],
        "other context": [], "context": context("python")})
    # The chat was handed over; the use of the completion is counted in Python's own text.
    same(await server.exists(PREFIX + "chat:buffer:python:d:_"), 0)
    same(await server.get(key), unescaped(completion("python", 6)))
    same(await server.sismember(PREFIX + "completion:hot_keys", "python"), 1)
    same(await server.zscore(PREFIX + "completion:access_order", "python"), 1700000000.25)
    same(await counters(server), [b"2", b"1", b"1"])


if __name__ == "__main__":
    on_every_client(python_reads_what_swift_wrote, swift_reads_what_python_wrote)
