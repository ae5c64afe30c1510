"""redis-py's pipelines: with and without a transaction, WATCH, errors in the midst."""

from redis.exceptions import ExecAbortError, ResponseError, WatchError
from support import all_at_once, connect, empty_the_server, in_both_protocols, raises


def answer_in_order(client):
    for transaction in (True, False):
        client.flushall()
        with client.pipeline(transaction=transaction) as pipe:
            pipe.set("a", 1).incr("a").lpush("l", "x", "y").hset("h", mapping={"f": "v"})
            pipe.hgetall("h").zadd("z", {"m": 1.5}).zscore("z", "m").sadd("s", "e").smembers("s")
            pipe.get("missing").lrange("missing", 0, -1)
            expected = [True, 2, 2, 1, {"f": "v"}, 1, 1.5, 1, {"e"}, None, []]
            assert pipe.execute() == expected


def are_long(client):
    for transaction in (True, False):
        client.delete("n")
        with client.pipeline(transaction=transaction) as pipe:
            for _ in range(5_000):
                pipe.incr("n")
            assert pipe.execute() == list(range(1, 5_001))


def go_on_after_an_error(client):
    client.set("text", "x")
    for transaction in (True, False):
        with client.pipeline(transaction=transaction) as pipe:
            pipe.set("a", 1).incr("text").lpush("text", 1).set("b", 2)
            results = pipe.execute(raise_on_error=False)
            assert results[0] is True and results[3] is True
            assert str(results[1]) == "value is not an integer or out of range"
            assert str(results[2]).startswith("WRONGTYPE Operation against a key")
            pipe.incr("text")
            with raises(ResponseError, "Command # 1 (INCRBY text 1) of pipeline caused error"):
                pipe.execute()


def are_refused_whole(client):
    with client.pipeline() as pipe:
        pipe.set("a", 1).execute_command("GET")
        with raises(ResponseError, "wrong number of arguments for 'get' command"):
            pipe.execute()
    assert not client.exists("a")
    with connect() as raw, raises(ExecAbortError, "discarded because of previous errors"):
        raw = raw.client()
        raw.execute_command("MULTI")
        with raises(ResponseError, "unknown command 'NOSUCH'"):
            raw.execute_command("NOSUCH")
        raw.execute_command("EXEC")


def notice_what_changed(client):
    client.set("watched", 1)
    with connect() as other, client.pipeline() as pipe:
        pipe.watch("watched", "untouched")
        assert pipe.get("watched") == "1"
        other.set("watched", 2)
        pipe.multi()
        pipe.set("watched", 3)
        with raises(WatchError):
            pipe.execute()
        assert client.get("watched") == "2"

        pipe.watch("watched")
        other.set("elsewhere", 1)
        other.delete("missing")
        pipe.multi()
        pipe.set("watched", 3).get("watched")
        assert pipe.execute() == [True, "3"]

        pipe.watch("watched")
        other.set("watched", 4)
        pipe.unwatch()
        pipe.multi()
        pipe.set("watched", 5)
        assert pipe.execute() == [True]


def count_without_losing(client):
    client.set("count", 0)

    def increase():
        def change(pipe):
            value = int(pipe.get("count"))
            pipe.multi()
            pipe.set("count", value + 1)

        with connect() as own:
            for _ in range(20):
                own.transaction(change, "count")

    all_at_once([increase] * 4)
    assert client.get("count") == "80"


empty_the_server()
in_both_protocols(
    answer_in_order, are_long, go_on_after_an_error, are_refused_whole, notice_what_changed,
    count_without_losing,
)
