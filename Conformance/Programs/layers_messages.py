"""Messages with their events and the queue of tasks, which Python and Swift share."""

import json

from layers import lives, on_every_client, same, spaced, swift

TIME = "2023-11-14T22:13:20.250000+00:00"
DAY = 86400
LARGE = "ü" * 10_001


def text(fields):
    return {name.decode(): value.decode() for name, value in fields.items()}


async def python_reads_what_swift_wrote(server):
    swift("messages", "write")
    message = text(await server.hgetall("message:swift-m"))
    same(
        (message["message_id"], message["session_id"], message["role"], message["text"],
         message["is_complete"], message["sequence"]),
        ("swift-m", "swift-s", "ASSISTANT", "你好 \"Welt\"", "1", "9"))
    lives(await server.ttl("message:swift-m"), DAY)
    for name in "content_blocks", "tasks":
        same(message[name].encode(), spaced(json.loads(message[name])))
    blocks = {block["content_id"]: block for block in json.loads(message["content_blocks"])}
    same(blocks["swift-c"]["data"], "print(1)")
    assert "data" not in blocks["swift-l"]
    same(json.loads(message["tasks"])["swift-t"]["status"], "COMPLETED")
    content = text(await server.hgetall("content:swift-l"))
    same((content["content_type"], content["data"]), ("TEXT", LARGE))
    lives(await server.ttl("content:swift-l"), 7 * DAY)

    key = "stream:session:swift-s:message:swift-m"
    events = [text(fields) for _, fields in await server.xrange(key, "-", "+")]
    same(
        [event["event_type"] for event in events],
        ["MESSAGE_START", "TEXT_DELTA", "TEXT_DELTA", "CONTENT_ADDED", "CONTENT_ADDED",
         "TASK_STARTED", "TASK_PROGRESS", "TASK_COMPLETED", "MESSAGE_END"])
    same([event["sequence"] for event in events], [str(number) for number in range(1, 10)])
    for event in events:
        same((event["message_id"], event["session_id"]), ("swift-m", "swift-s"))
        same(event["payload"].encode(), spaced(json.loads(event["payload"])))
    same(json.loads(events[1]["payload"])["delta"], "你好 ")
    lives(await server.ttl(key), DAY)
    same(await server.zrange("session:swift-s:messages", 0, -1), [b"swift-m"])
    # A worker in Python takes the task.
    same(
        tuple(await server.brpop("task_queue", timeout=1)),
        (b"task_queue", spaced({"message_id": "swift-m", "task_id": "swift-t"})))


async def swift_reads_what_python_wrote(server):
    blocks = [
        {"content_id": "python-c", "content_type": "CODE", "data": "print('ü')",
         "metadata": {"language": "python"}},
        {"content_id": "python-l", "content_type": "TEXT", "is_reference": True,
         "characters": len(LARGE)}]
    await server.hset("message:python-m", mapping={
        "message_id": "python-m", "session_id": "python-s", "role": "USER",
        "text": "só 🙂", "content_blocks": json.dumps(blocks), "tasks": "{}", "sequence": "3",
        "is_complete": "1", "created_at": TIME, "updated_at": TIME})
    await server.expire("message:python-m", DAY)
    await server.zadd("session:python-s:messages", {"python-m": 1700000000.25})
    await server.hset("content:python-l", mapping={
        "content_id": "python-l", "content_type": "TEXT", "message_id": "python-m",
        "session_id": "python-s", "data": LARGE, "metadata": "{}", "created_at": TIME})
    key = "stream:session:python-s:message:python-m"
    payloads = [
        ("MESSAGE_START", {"role": "USER"}), ("TEXT_DELTA", {"delta": "só 🙂"}),
        ("MESSAGE_END", {})]
    events = []
    for sequence, (kind, payload) in enumerate(payloads, 1):
        event = {
            "event_type": kind, "message_id": "python-m", "session_id": "python-s",
            "sequence": sequence, "payload": payload, "timestamp": TIME}
        events.append(event)
        await server.xadd(
            key, dict(event, payload=json.dumps(payload)), maxlen=1000, approximate=True)
    await server.lpush(
        "task_queue", json.dumps({"message_id": "python-m", "task_id": "python-t"}))

    same(swift("messages", "read"), {
        "text": "só 🙂", "complete": True, "role": "USER", "blocks": blocks, "large": LARGE,
        "events": events, "resumed": ["TEXT_DELTA", "MESSAGE_END"], "listed": ["python-m"],
        "job": ["python-m", "python-t"]})
    same(await server.llen("task_queue"), 0)


if __name__ == "__main__":
    on_every_client(python_reads_what_swift_wrote, swift_reads_what_python_wrote)
