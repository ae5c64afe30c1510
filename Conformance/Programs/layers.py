"""What the programs of the layers share: redis-py's clients of both kinds, and the Swift side."""

import asyncio
import inspect
import json
import os
import subprocess

import redis
import redis.asyncio
from support import URL

PARTNER = os.environ.get("LAYERS_PARTNER", "")


def swift(layer, task):
    """Lets the Swift side of a layer write, or tell what it reads."""
    done = subprocess.run([PARTNER, layer, task, URL], capture_output=True, text=True)
    assert done.returncode == 0, f"{layer} {task}: {done.stderr}"
    return json.loads(done.stdout) if done.stdout else None


def on_every_client(*checks):
    """Runs checks with each kind of client in both protocols, each on an empty server."""
    asyncio.run(_on_every_client(checks))


async def _on_every_client(checks):
    for kind, name in (redis.Redis, "sync"), (redis.asyncio.Redis, "asyncio"):
        for protocol in 2, 3:
            for check in checks:
                client = kind.from_url(URL, protocol=protocol)
                server = Server(client)
                await server.flushall()
                await check(server)
                await (server.aclose() if name == "asyncio" else server.close())
            print(f"redis-py {redis.__version__}, {name}, RESP{protocol}: ok")


class Server:
    """A client of either kind, whose calls are awaited."""

    def __init__(self, client):
        self._client = client

    def __getattr__(self, name):
        async def call(*arguments, **options):
            result = getattr(self._client, name)(*arguments, **options)
            return await result if inspect.isawaitable(result) else result

        return call


def spaced(value):
    """Returns JSON as the first layer has it."""
    return json.dumps(value).encode()


def unescaped(value):
    """Returns JSON as the cache has it."""
    return json.dumps(value, ensure_ascii=False).encode()


def compact(value):
    """Returns JSON as pets have it."""
    return json.dumps(value, separators=(",", ":")).encode()


def same(found, expected):
    assert found == expected, f"\n{found!r} is not\n{expected!r}"


def lives(seconds, expected):
    assert expected - 30 <= seconds <= expected, f"{seconds} s to live, not {expected}"
