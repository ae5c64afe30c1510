"""Upload statuses, messages that wait and conversations, which Python and Swift share."""

from layers import lives, on_every_client, same, spaced, swift

STATUS = "mirix:upload_status:"
FILE = {
    "type": "google_cloud", "uri": "https://cloud/größe", "name": "files/1",
    "create_time": "2025-10-15T08:30:00Z"}
FULL = {
    "timestamp": "2025-10-15T08:30:00",
    "image_uris": [
        {"type": "pending", "upload_uuid": "{}-pending", "filename": "größe.png"},
        {"type": "google_cloud_file", "uri": "https://cloud/1", "name": "files/1"},
        {"type": "local_file", "path": "/tmp/d.png"},
    ],
    "sources": ["Safari", "Notizen", "日历"],
    "audio_segments": {"count": 2},
    "message": "你好 \"Welt\"",
}
EMPTY = {
    "timestamp": "2025-10-15T08:31:00", "image_uris": None, "sources": None,
    "audio_segments": None, "message": None}
CONVERSATION = [{"role": "user", "content": "wie?"}, {"role": "assistant", "content": "só 🙂"}]


def statuses():
    """Returns the statuses by name, with their seconds to live."""

    def entry(status, filename, result=None):
        return {
            "status": status, "filename": filename, "timestamp": 1700000000.25, "result": result}

    return {
        "pending": (entry("pending", "größe.png"), 3600),
        "failed": (entry("failed", "a.png"), 3600),
        "completed": (entry("completed", "b.png", FILE), 3600),
        "other": (entry("completed", None, {"type": "other", "value": "/tmp/c.png"}), 60),
    }


def messages(user):
    pending = dict(FULL["image_uris"][0], upload_uuid=f"{user}-pending")
    return [dict(FULL, image_uris=[pending, *FULL["image_uris"][1:]]), EMPTY]


async def python_reads_what_swift_wrote(server):
    swift("uploads", "write")
    for name, (entry, ttl) in statuses().items():
        same(await server.get(f"{STATUS}swift-{name}"), spaced(entry))
        lives(await server.ttl(f"{STATUS}swift-{name}"), ttl)
    key = "mirix:temp_messages:swift"
    same(await server.lrange(key, 0, -1), [spaced(message) for message in messages("swift")])
    lives(await server.ttl(key), 86400)
    key = "mirix:user_conversations:swift"
    same(await server.lrange(key, 0, -1), [spaced(CONVERSATION)])
    lives(await server.ttl(key), 3600)
    same(await server.get("mirix:user_init_done:swift"), b"1")
    lives(await server.ttl("mirix:user_init_done:swift"), 604800)
    # The documents' atomic pop.
    popped = await server.eval(
        "local m = redis.call('LRANGE', KEYS[1], 0, ARGV[1] - 1) "
        "if #m > 0 then redis.call('LTRIM', KEYS[1], ARGV[1], -1) end return m",
        1, "mirix:temp_messages:swift", 1)
    same(popped, [spaced(messages("swift")[0])])
    same(await server.llen("mirix:temp_messages:swift"), 1)


async def swift_reads_what_python_wrote(server):
    for name, (entry, ttl) in statuses().items():
        await server.setex(f"{STATUS}python-{name}", ttl, spaced(entry))
    for message in messages("python"):
        await server.rpush("mirix:temp_messages:python", spaced(message))
        await server.expire("mirix:temp_messages:python", 86400)
    await server.rpush("mirix:user_conversations:python", spaced(CONVERSATION))
    await server.expire("mirix:user_conversations:python", 3600)
    await server.set("mirix:lock:absorb:python", "1", nx=True, ex=30)
    await server.setnx("mirix:user_init_done:python", "1")
    told = swift("uploads", "read")
    reference = {key: FILE[key] for key in ("uri", "name", "create_time")}
    same(told["pending"], {"status": "pending", "filename": "größe.png", "result": None})
    same(told["failed"], {"status": "failed", "filename": "a.png", "result": None})
    same(told["completed"], {"status": "completed", "filename": "b.png", "result": reference})
    same(told["other"], {"status": "completed", "filename": None, "result": "/tmp/c.png"})
    same(told["unknown"], {"status": "unknown", "filename": None, "result": None})
    full = {
        "timestamp": FULL["timestamp"], "sources": FULL["sources"], "audio": 2,
        "text": FULL["message"],
        "images": [
            {"upload_uuid": "python-pending", "filename": "größe.png", "pending": True},
            {"uri": "https://cloud/1", "name": "files/1"}, "/tmp/d.png"]}
    empty = {
        "timestamp": EMPTY["timestamp"], "images": None, "sources": None, "audio": 0, "text": None}
    same(told["messages"], [full, empty])
    same(told["conversations"], CONVERSATION)
    same((told["initialized"], told["locked"]), (True, True))


if __name__ == "__main__":
    on_every_client(python_reads_what_swift_wrote, swift_reads_what_python_wrote)
