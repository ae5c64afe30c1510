"""What the programs share: the server's URL (REDIS_URL), clients of both protocols, waiting."""

import contextlib
import os
import subprocess
import sys
import threading
import time
import urllib.parse

import redis

URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379")


def url(database):
    """Returns the URL of a database."""
    return urllib.parse.urlsplit(URL)._replace(path=f"/{database}").geturl()


def connect(protocol=2, **options):
    """Returns a client, which decodes replies where nothing else is asked for."""
    return redis.Redis.from_url(URL, protocol=protocol, **{"decode_responses": True, **options})


def in_both_protocols(*checks):
    """Runs each check with a client of RESP2 and one of RESP3, on an empty server."""
    for protocol in (2, 3):
        for check in checks:
            with connect(protocol) as client:
                client.flushall()
                check(client)
            print(f"RESP{protocol}: {check.__name__}")


def empty_the_server():
    """Removes all keys."""
    with connect() as client:
        client.flushall()


@contextlib.contextmanager
def raises(error, text=""):
    """Expects the block to end with an error whose text contains another."""
    try:
        yield
    except error as caught:
        assert text in str(caught), f"{str(caught)!r} lacks {text!r}"
    else:
        raise AssertionError(f"no {error.__name__} was raised")


def wait_until(condition, what, seconds=30):
    """Waits until a condition holds, and returns what it returned."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} seconds: {what}")


def all_at_once(functions):
    """Runs functions in a thread each, and returns what they returned."""
    running = [Running(function).start() for function in functions]
    return [one.wait() for one in running]


@contextlib.contextmanager
def running_program(*arguments):
    """Runs a Python module beside the block, and ends it as its service manager would."""
    process = subprocess.Popen([sys.executable, "-m", *arguments])
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"{arguments[0]} does not end when it is asked to")


class Running:
    """A function that runs in a thread of its own; leaving the block waits for its end and passes on
    what it raised."""

    def __init__(self, function, *arguments):
        self._failure = None
        self._thread = threading.Thread(target=self._run, args=(function, arguments), daemon=True)

    def _run(self, function, arguments):
        try:
            self.result = function(*arguments)
        except BaseException as failure:
            self._failure = failure

    def start(self):
        self._thread.start()
        return self

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        if kind is None:
            self.wait()

    def is_running(self):
        return self._thread.is_alive()

    def wait(self):
        self._thread.join(30)
        assert not self._thread.is_alive(), "it still runs"
        if self._failure:
            raise self._failure
        return self.result
