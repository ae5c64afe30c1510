"""What the service writes over HTTP, and what it tells of what Python wrote."""

import contextlib
import datetime
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

from layers import compact, lives, on_every_client, same, spaced, unescaped
from support import URL

DAY = 86400
LARGE = "ü" * 10_001
WELT = "你好 \"Welt\""


class Service:
    """An instance of the service, which ends with the block."""

    def __enter__(self):
        self._folder = tempfile.mkdtemp(prefix="layers-")
        self._process = subprocess.Popen(
            [os.environ["LAYERS_SERVICE"], "serve", "--port", "0", "--redis", URL],
            env=dict(os.environ, MARTLET_DATA_FOLDER=self._folder), stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        for line in self._process.stderr:
            if found := re.search(r"Ready: (http://\S+:\d+)/", line):
                self._url = found[1]
                threading.Thread(target=self._process.stderr.read, daemon=True).start()
                return self
        raise AssertionError("the service does not start")

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._folder)

    def ask(self, method, path, body=None, content_type="application/json"):
        """Returns the status and the body of an answer."""
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        request = urllib.request.Request(
            self._url + path, data, {"Content-Type": content_type}, method=method)
        with contextlib.closing(opened(request)) as answer:
            text = answer.read().decode()
            return answer.status, json.loads(text) if text.startswith("{") else text

    def get(self, path):
        status, body = self.ask("GET", path)
        same((path, status), (path, 200))
        return body

    def upload(self, name, content):
        head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        return self.ask(
            "POST", "/api/v1/uploads", head.encode() + content + b"\r\n--edge--\r\n",
            "multipart/form-data; boundary=edge")

    def handed_over(self, name):
        with open(f"{self._folder}/{name}.jsonl", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def opened(request):
    try:
        return urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as error:
        return error


def text(fields):
    return {name.decode(): value.decode() for name, value in fields.items()}


# MARK: Python reads

async def python_reads_what_swift_wrote(server):
    with Service() as service:
        placeholder = await read_upload(server, service)
        await read_user_message(server, service, placeholder)
        await read_chat(server, service)
        await read_completion(server, service)
        await read_session(server, service)
        await read_message(server, service)
        await read_pet(server, service)


async def read_upload(server, service):
    status, placeholder = service.upload("größe.png", b"12")
    same((status, placeholder["filename"], placeholder["pending"]), (202, "größe.png", True))
    path = f"/api/v1/uploads/{placeholder['upload_uuid']}"
    while (told := service.get(path))["status"] == "pending":
        time.sleep(0.01)
    key = f"mirix:upload_status:{placeholder['upload_uuid']}"
    document = await server.get(key)
    entry = json.loads(document)
    same(document, spaced(entry))
    same(list(entry), ["status", "filename", "timestamp", "result"])
    same((entry["status"], entry["result"].pop("type")), ("completed", "google_cloud"))
    same(entry["result"], told["result"])
    lives(await server.ttl(key), DAY)
    return placeholder


async def read_user_message(server, service, placeholder):
    when = "2025-10-15T08:30:00"
    same(service.ask("POST", "/api/v1/users/swift/messages", {
        "message": WELT, "timestamp": when, "image_uris": [placeholder], "sources": ["日历"],
    }), (201, {"message_count": 1}))
    key = "mirix:temp_messages:swift"
    same(await server.lrange(key, 0, -1), [spaced({
        "timestamp": when, "image_uris": [{"type": "pending", **without_mark(placeholder)}],
        "sources": ["日历"], "audio_segments": None, "message": WELT})])
    lives(await server.ttl(key), DAY)


def without_mark(placeholder):
    return {name: value for name, value in placeholder.items() if name != "pending"}


async def read_chat(server, service):
    path = "/api/v1/chat/swift/_/a/messages"
    for number, (role, content) in enumerate([("user", WELT), ("assistant", "hallo")], 1):
        same(service.ask("POST", path, {"role": role, "content": content}),
             (201, {"length": number, "is_connected": True}))
    key = "opencontext:chat:buffer:swift:_:a"
    documents = await server.lrange(key, 0, -1)
    messages = [json.loads(document) for document in documents]
    same(documents, [unescaped(message) for message in messages])
    same([(message["role"], message["content"]) for message in messages],
         [("user", WELT), ("assistant", "hallo")])
    for message in messages:
        since = datetime.datetime.now() - datetime.datetime.fromisoformat(message["timestamp"])
        assert 0 <= since.total_seconds() < 30, message
    lives(await server.ttl(key), DAY)


async def read_completion(server, service):
    path = "/api/v1/completions/swift"
    body = {"suggestions": ["return n", "你好"], "context_hash": "c", "confidence_score": 0.9}
    same(service.ask("PUT", path, body)[0], 204)
    same(service.get(path)["suggestions"], body["suggestions"])
    same(service.ask("GET", "/api/v1/completions/missing")[0], 404)
    key = "opencontext:completion:cache:swift"
    document = await server.get(key)
    entry = json.loads(document)
    same(document, unescaped(entry))
    same(list(entry), ["key", "suggestions", "created_at", "last_accessed", "access_count",
                       "confidence_score", "context_hash"])
    same({name: entry[name] for name in body}, body)
    same((entry["key"], entry["access_count"]), ("swift", 1))
    lives(await server.ttl(key), 300)
    order = await server.zrange("opencontext:completion:access_order", 0, -1, withscores=True)
    same([name for name, _ in order], [b"swift"])
    lives(time.time() - order[0][1], 30)
    names = "total_requests", "hits", "misses"
    counters = [await server.get(f"opencontext:completion:stats:{name}") for name in names]
    same(counters, [b"2", b"1", b"1"])
    for _ in range(5):
        service.get(path)
    same(await server.smembers("opencontext:completion:hot_keys"), {b"swift"})


async def read_session(server, service):
    body = {"session_id": "swift-s", "user_id": "ada", "metadata": {"n": "größe"}}
    same(service.ask("POST", "/api/v1/sessions", body)[0], 201)
    record = text(await server.hgetall("session:swift-s"))
    same((record["session_id"], record["user_id"], record["is_closed"]), ("swift-s", "ada", "0"))
    same(record["metadata"].encode(), spaced(body["metadata"]))


async def read_message(server, service):
    path = "/api/v1/sessions/swift-s/messages"
    blocks = [
        {"content_type": "CODE", "data": "print(1)", "content_id": "swift-c"},
        {"content_type": "TEXT", "data": LARGE, "content_id": "swift-l"}]
    same(service.ask("POST", path, {
        "message_id": "swift-m", "role": "ASSISTANT", "text": WELT, "content_blocks": blocks,
        "is_complete": False})[0], 201)
    same(service.ask("POST", f"{path}/swift-m/text", {"delta": " só"})[0], 200)
    same(service.ask("POST", f"{path}/swift-m/complete")[0], 204)
    message = text(await server.hgetall("message:swift-m"))
    same([message[name] for name in ("session_id", "role", "text", "is_complete", "sequence")],
         ["swift-s", "ASSISTANT", WELT + " só", "1", "6"])
    lives(await server.ttl("message:swift-m"), DAY)
    kept = {block["content_id"]: block for block in json.loads(message["content_blocks"])}
    same((kept["swift-c"]["data"], kept["swift-l"]["is_reference"]), ("print(1)", True))
    same((await server.hget("content:swift-l", "data")).decode(), LARGE)
    lives(await server.ttl("content:swift-l"), 7 * DAY)
    events = await server.xrange("stream:session:swift-s:message:swift-m", "-", "+")
    same([fields[b"event_type"].decode() for _, fields in events],
         ["MESSAGE_START", "TEXT_DELTA", "CONTENT_ADDED", "CONTENT_ADDED", "TEXT_DELTA",
          "MESSAGE_END"])
    # An event over HTTP has the id of the stream's entry, which Python goes on from.
    ids = re.findall(r"^id: (.*)$", service.get(f"{path}/swift-m/stream"), re.MULTILINE)
    same(ids, [id.decode() for id, _ in events])
    left = await server.xread({"stream:session:swift-s:message:swift-m": ids[-2]})
    entries = left[0][1] if isinstance(left, list) else next(iter(left.values()))[0]
    same([id.decode() for id, _ in entries], ids[-1:])
    same(await server.zrange("session:swift-s:messages", 0, -1), [b"swift-m"])


async def read_pet(server, service):
    status, pet = service.ask("POST", "/api/pet/swift/interact", {"action": "feed"})
    same(status, 200)
    for system, fields in {
        "rhythm": ["internal_phase", "last_calibration", "last_update", "external_phase",
                   "phase_difference"],
        "energy": ["energy", "last_update", "consumption_rate", "recovery_rate",
                   "circadian_value"],
    }.items():
        document = await server.get(f"life_swift:{system}")
        read = json.loads(document)
        same(list(read), fields)
        same(document, compact(read))
        same(read, pet["internal_state"][system])
        lives(await server.ttl(f"life_swift:{system}"), 30 * DAY)


# MARK: The service tells

async def swift_reads_what_python_wrote(server):
    with Service() as service:
        await tell_uploads(server, service)
        await tell_user_messages(server, service)
        await tell_chat(server, service)
        await tell_completion(server, service)
        await tell_message(server, service)
        await tell_pet(server, service)


async def tell_uploads(server, service):
    file = {"uri": "https://cloud/größe", "name": "files/1", "create_time": "2025-10-15T08:30:00Z"}
    results = {
        "pending": (None, None), "failed": (None, None),
        "completed": ({"type": "google_cloud", **file}, file),
        "other": ({"type": "other", "value": "/tmp/c.png"},
                  {"uri": None, "name": "/tmp/c.png", "create_time": None})}
    for name, (result, told) in results.items():
        status = "completed" if name == "other" else name
        await server.setex(f"mirix:upload_status:python-{name}", 3600, spaced({
            "status": status, "filename": "größe.png", "timestamp": time.time(),
            "result": result}))
        same(service.get(f"/api/v1/uploads/python-{name}"), {
            "upload_uuid": f"python-{name}", "filename": "größe.png", "status": status,
            "progress": None, "result": told, "is_degraded": False})
    same(service.ask("GET", "/api/v1/uploads/python-unknown")[0], 404)
    same(service.ask("DELETE", "/api/v1/uploads/python-other")[0], 204)
    same(await server.exists("mirix:upload_status:python-other"), 0)


async def tell_user_messages(server, service):
    images = [
        {"type": "pending", "upload_uuid": "python-completed", "filename": "größe.png"},
        {"type": "google_cloud_file", "uri": "https://cloud/1", "name": "files/1"}]
    await server.rpush("mirix:temp_messages:python", spaced({
        "timestamp": "2025-10-15T08:30:00", "image_uris": images, "sources": ["日历", "Notizen"],
        "audio_segments": None, "message": WELT}))
    await server.rpush("mirix:user_conversations:python", spaced([
        {"role": "user", "content": "wie?"}, {"role": "assistant", "content": "só 🙂"}]))
    await server.set("mirix:lock:absorb:python", "1", nx=True, ex=30)
    path, force = "/api/v1/users/python/absorb", {"force": True}
    same(service.ask("POST", path, force), (200, {"outcome": "busy", "message_count": 0}))
    await server.delete("mirix:lock:absorb:python")
    same(service.ask("POST", path, force), (200, {"outcome": "absorbed", "message_count": 1}))
    same(await server.exists("mirix:temp_messages:python", "mirix:user_conversations:python"), 0)
    [absorbed] = service.handed_over("absorbed")
    same((absorbed["user"], absorbed["message_count"]), ("python", 1))
    told = json.dumps(absorbed["parts"], ensure_ascii=False)
    for part in "日历", "Notizen", "https://cloud/größe", "https://cloud/1", "你好", "só 🙂":
        assert part in told, told


async def tell_chat(server, service):
    messages = [
        {"role": "user", "content": WELT, "timestamp": "2025-10-15T08:30:00.250000"},
        {"role": "assistant", "content": "hallo", "timestamp": "2025-10-15T08:30:01"}]
    key = "opencontext:chat:buffer:python:d:_"
    for message in messages:
        await server.rpush(key, unescaped(message))
    same(service.get("/api/v1/cache/stats")["chats"]["message_count"], 2)
    same(service.ask("POST", "/api/v1/chat/python/d/_/flush"),
         (200, {"message_count": 2, "is_connected": True}))
    [chat] = service.handed_over("chats")
    same((chat["user"], chat["device"], chat["agent"]), ("python", "d", None))
    same(chat["messages"], messages)
    same(await server.exists(key), 0)


async def tell_completion(server, service):
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None).isoformat()
    entry = {
        "key": "python", "suggestions": ["return n", "你好"], "created_at": now,
        "last_accessed": now, "access_count": 5, "confidence_score": 0.9, "context_hash": "c"}
    await server.set("opencontext:completion:cache:python", unescaped(entry), ex=300)
    await server.zadd("opencontext:completion:access_order", {"python": time.time()})
    path = "/api/v1/completions/python"
    same(service.ask("GET", path + "?context_hash=d")[0], 404)
    same(service.get(path + "?context_hash=c")["suggestions"], entry["suggestions"])
    same(await server.sismember("opencontext:completion:hot_keys", "python"), 1)
    told = service.get("/api/v1/cache/stats")["completions"]
    same((told["size"], told["hits"], told["misses"], told["hot_keys"]), (1, 1, 1, 1))
    same(service.ask("DELETE", path)[0], 204)
    same(await server.exists("opencontext:completion:cache:python"), 0)


async def tell_message(server, service):
    when = "2025-10-15T08:30:00.250000+00:00"
    await server.hset("session:python-s", mapping={
        "session_id": "python-s", "user_id": "ada", "metadata": '{"n": 1}', "created_at": when,
        "is_closed": "0"})
    same(service.get("/api/v1/sessions/python-s"), {
        "session_id": "python-s", "user_id": "ada", "metadata": {"n": 1}, "created_at": when,
        "is_closed": False})
    block = {"content_id": "python-l", "content_type": "TEXT", "is_reference": True,
             "characters": len(LARGE)}
    await server.hset("message:python-m", mapping={
        "message_id": "python-m", "session_id": "python-s", "role": "USER", "text": "só 🙂",
        "content_blocks": json.dumps([block]), "tasks": "{}", "sequence": "3",
        "is_complete": "1", "created_at": when, "updated_at": when})
    await server.zadd("session:python-s:messages", {"python-m": 1700000000.25})
    await server.hset("content:python-l", mapping={
        "content_id": "python-l", "content_type": "TEXT", "message_id": "python-m",
        "session_id": "python-s", "data": LARGE, "metadata": "{}", "created_at": when})
    ids = []
    for sequence, (kind, payload) in enumerate([
        ("MESSAGE_START", {"role": "USER"}), ("TEXT_DELTA", {"delta": "só 🙂"}),
        ("MESSAGE_END", {})], 1):
        ids.append((await server.xadd("stream:session:python-s:message:python-m", {
            "event_type": kind, "message_id": "python-m", "session_id": "python-s",
            "sequence": sequence, "payload": json.dumps(payload), "timestamp": when},
            maxlen=1000, approximate=True)).decode())
    path = "/api/v1/sessions/python-s/messages"
    [listed] = service.get(path)["messages"]
    message = service.get(path + "/python-m")
    same(listed, message)
    same((message["role"], message["text"], message["is_complete"], message["content_blocks"]),
         ("USER", "só 🙂", True, [block]))
    same(service.get(path + "/python-m/contents/python-l")["data"], LARGE)
    stream = service.get(f"{path}/python-m/stream?last_id={ids[0]}")
    same(re.findall(r"^id: (.*)$", stream, re.MULTILINE), ids[1:])
    [delta, _] = [json.loads(data) for data in re.findall(r"^data: (.*)$", stream, re.MULTILINE)]
    same((delta["event_type"], delta["payload"]), ("TEXT_DELTA", {"delta": "só 🙂"}))


async def tell_pet(server, service):
    now = time.time()
    # The time of day is right, so that nothing moves while no time passes.
    phase = now % DAY / DAY
    rhythm = {
        "internal_phase": phase, "last_calibration": now, "last_update": now,
        "external_phase": phase, "phase_difference": 0.0}
    energy = {
        "energy": 55.5, "last_update": now, "consumption_rate": 0.0015, "recovery_rate": 0.004,
        "circadian_value": 0.5}
    await server.setex("life_python:rhythm", 7 * DAY, compact(rhythm))
    await server.setex("life_python:energy", 7 * DAY, compact(energy))
    told = service.get("/api/pet/python/state")
    same((told["is_newborn"], told["internal_state"]["energy"]["energy"]), (False, 55.5))
    same(told["internal_state"]["rhythm"]["internal_phase"], phase)
    status, fed = service.ask("POST", "/api/pet/python/interact", {"action": "feed"})
    same((status, fed["internal_state"]["energy"]["energy"]), (200, 70.5))
    same(json.loads(await server.get("life_python:energy"))["energy"], 70.5)


if __name__ == "__main__":
    on_every_client(python_reads_what_swift_wrote, swift_reads_what_python_wrote)
