"""redis-py's streams: entries, groups of consumers, waiting, taking over, trimming, telling."""

import threading

from redis.exceptions import ResponseError
from support import (
    Running, all_at_once, connect, empty_the_server, in_both_protocols, raises, wait_until,
)


def entries(reply):
    """The entries of one stream in XREAD's reply, whose shape differs between the protocols."""
    if not reply:
        return []
    if isinstance(reply, dict):
        (batches,) = reply.values()
        return [entry for batch in batches for entry in batch]
    ((_, found),) = reply
    return found


def keep_entries(client):
    assert client.xadd("s", {"a": 1, "b": 2}, id="1-1") == "1-1"
    assert client.xadd("s", {"a": 3}, id="1-*") == "1-2"
    latest = client.xadd("s", {"a": 4})
    with raises(ResponseError, "equal or smaller than the target stream top item"):
        client.xadd("s", {"a": 5}, id="1-2")
    assert client.xadd("none", {"a": 1}, nomkstream=True) is None
    assert client.xlen("s") == 3
    assert client.xrange("s", "-", "+", count=2) == [
        ("1-1", {"a": "1", "b": "2"}), ("1-2", {"a": "3"})
    ]
    assert client.xrevrange("s", "+", "(1-1") == [(latest, {"a": "4"}), ("1-2", {"a": "3"})]
    assert client.xdel("s", "1-2", "9-9") == 1
    assert [entry for entry, _ in entries(client.xread({"s": "0"}))] == ["1-1", latest]
    assert entries(client.xread({"s": "$"})) == []
    info = client.xinfo_stream("s")
    assert info["length"] == 2 and info["last-generated-id"] == latest
    assert info["max-deleted-entry-id"] == "1-2" and info["entries-added"] == 3


def are_trimmed(client):
    for number in range(1, 1001):
        client.xadd("s", {"n": number}, id=f"{number}-0", maxlen=500, approximate=False)
    assert client.xlen("s") == 500 and client.xrange("s", count=1)[0][0] == "501-0"
    # Whole nodes of a hundred entries each.
    assert client.xtrim("s", maxlen=250, approximate=True) == 200
    assert client.xtrim("s", minid="900-0") == 0 or client.xrange("s", count=1)[0][0] <= "900-0"
    assert client.xtrim("s", minid="950-0", approximate=False) > 0
    assert client.xrange("s", count=1)[0][0] == "950-0"


def are_waited_for(client):
    def read():
        with connect() as own:
            return entries(own.xread({"s": "$"}, block=4_000, count=10))

    with Running(read) as reader:
        wait_until(
            lambda: any(one["cmd"] == "xread" for one in client.client_list()), "it waits")
        client.xadd("s", {"late": "yes"}, id="5-5")
        assert reader.wait() == [("5-5", {"late": "yes"})]
    assert entries(client.xread({"s": "$"}, block=10)) == []


def are_shared_by_groups(client):
    assert client.xgroup_create("s", "g", id="$", mkstream=True)
    with raises(ResponseError, "Consumer Group name already exists"):
        client.xgroup_create("s", "g")
    with raises(ResponseError, "No such key 's' or consumer group 'h' in XREADGROUP"):
        client.xreadgroup("h", "c", {"s": ">"})
    for number in range(1, 7):
        client.xadd("s", {"n": number}, id=f"{number}-0")
    first = entries(client.xreadgroup("g", "one", {"s": ">"}, count=4))
    second = entries(client.xreadgroup("g", "two", {"s": ">"}, count=4))
    assert [i for i, _ in first] == ["1-0", "2-0", "3-0", "4-0"]
    assert [i for i, _ in second] == ["5-0", "6-0"]
    assert client.xack("s", "g", "1-0", "5-0", "9-0") == 2
    pending = client.xpending("s", "g")
    assert pending["pending"] == 4 and pending["min"] == "2-0" and pending["max"] == "6-0"
    assert pending["consumers"] == [{"name": "one", "pending": 3}, {"name": "two", "pending": 1}]
    mine = client.xpending_range("s", "g", "-", "+", 10, consumername="one")
    assert [(p["message_id"], p["times_delivered"]) for p in mine] == [
        ("2-0", 1), ("3-0", 1), ("4-0", 1)
    ]
    history = entries(client.xreadgroup("g", "one", {"s": "0"}))
    assert [i for i, _ in history] == ["2-0", "3-0", "4-0"]


def are_taken_over(client):
    client.xgroup_create("s", "g", id="0", mkstream=True)
    for number in range(1, 6):
        client.xadd("s", {"n": number}, id=f"{number}-0")
    client.xreadgroup("g", "lost", {"s": ">"})
    client.xdel("s", "3-0")
    claimed = client.xclaim("s", "g", "heir", 0, ["1-0", "2-0"])
    assert claimed == [("1-0", {"n": "1"}), ("2-0", {"n": "2"})]
    assert client.xclaim("s", "g", "heir", 3_600_000, ["4-0"]) == []
    assert client.xclaim("s", "g", "heir", 0, ["4-0"], justid=True) == ["4-0"]
    cursor, moved, deleted = client.xautoclaim("s", "g", "other", 0, start_id="0-0", count=10)
    assert (cursor, deleted) == ("0-0", ["3-0"])
    assert [i for i, _ in moved] == ["1-0", "2-0", "4-0", "5-0"]
    consumers = {one["name"]: one["pending"] for one in client.xinfo_consumers("s", "g")}
    assert consumers == {"heir": 0, "lost": 0, "other": 4}
    assert client.xgroup_delconsumer("s", "g", "other") == 4
    (group,) = client.xinfo_groups("s")
    assert (group["name"], group["consumers"], group["pending"]) == ("g", 2, 0)
    assert group["last-delivered-id"] == "5-0" and group["entries-read"] == 5
    assert client.xgroup_setid("s", "g", "2-0")
    assert client.xgroup_destroy("s", "g") == 1 and client.xinfo_groups("s") == []


def lose_nothing(client):
    client.xgroup_create("s", "g", id="$", mkstream=True)

    produced = threading.Event()

    def consume():
        done = []
        with connect() as own:
            name = f"consumer-{own.client_id()}"
            while True:
                ended = produced.is_set()
                got = entries(own.xreadgroup("g", name, {"s": ">"}, count=7, block=50))
                if ended and not got:
                    return done
                for entry, fields in got:
                    assert own.xack("s", "g", entry) == 1
                    done.append(int(fields["n"]))

    def produce():
        with connect() as own, own.pipeline(transaction=False) as pipe:
            for number in range(300):
                pipe.xadd("s", {"n": number})
            pipe.execute()
        produced.set()
        return []

    consumed = all_at_once([consume, consume, consume, produce])
    assert sorted(number for part in consumed for number in part) == list(range(300))
    assert client.xpending("s", "g")["pending"] == 0
    (group,) = client.xinfo_groups("s")
    assert (group["entries-read"], group["lag"], group["consumers"]) == (300, 0, 3)


empty_the_server()
in_both_protocols(
    keep_entries, are_trimmed, are_waited_for, are_shared_by_groups, are_taken_over, lose_nothing)
