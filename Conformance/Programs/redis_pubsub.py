"""redis-py's pub/sub: channels, patterns, shard channels, handlers, a thread, keyspace events."""

from redis.exceptions import ResponseError
from support import connect, empty_the_server, in_both_protocols, raises, wait_until


def message(pubsub, **options):
    """Waits for the next message."""
    return wait_until(lambda: pubsub.get_message(timeout=5, **options), "a message")


def shown(message):
    return message["type"], message["pattern"], message["channel"], message["data"]


def carries_messages(client):
    with client.pubsub() as pubsub:
        pubsub.subscribe("news", "sport")
        pubsub.psubscribe("n*")
        confirmations = [shown(message(pubsub)) for _ in range(3)]
        assert confirmations == [
            ("subscribe", None, "news", 1), ("subscribe", None, "sport", 2),
            ("psubscribe", None, "n*", 3),
        ]
        assert client.publish("news", "one") == 2
        assert client.publish("sport", "two") == 1
        assert client.publish("nothing else", "three") == 1
        assert client.publish("unheard", "four") == 0
        received = [shown(message(pubsub)) for _ in range(4)]
        assert received == [
            ("message", None, "news", "one"), ("pmessage", "n*", "news", "one"),
            ("message", None, "sport", "two"), ("pmessage", "n*", "nothing else", "three"),
        ]
        assert set(client.pubsub_channels()) == {"news", "sport"}
        assert client.pubsub_numsub("news", "unheard") == [("news", 1), ("unheard", 0)]
        assert client.pubsub_numpat() == 1
        pubsub.unsubscribe()
        pubsub.punsubscribe()
        *channels, pattern = [shown(message(pubsub)) for _ in range(3)]
        # Of several channels the order is the server's.
        assert {one[2] for one in channels} == {"news", "sport"}
        assert [(one[0], one[3]) for one in channels] == [("unsubscribe", 2), ("unsubscribe", 1)]
        assert pattern == ("punsubscribe", None, "n*", 0)
        assert client.publish("news", "five") == 0


def keeps_bytes(client):
    channel, data = b"\x00\xff", bytes(range(256)) * 64
    protocol = client.connection_pool.get_protocol()
    with connect(protocol, decode_responses=False) as listener, listener.pubsub() as pubsub:
        pubsub.subscribe(channel)
        assert shown(message(pubsub)) == ("subscribe", None, channel, 1)
        for _ in range(50):
            client.publish(channel, data)
        for _ in range(50):
            assert shown(message(pubsub)) == ("message", None, channel, data)


def shards(client):
    with client.pubsub() as pubsub:
        pubsub.ssubscribe("orders")
        assert shown(message(pubsub)) == ("ssubscribe", None, "orders", 1)
        assert client.execute_command("SPUBLISH", "orders", "one") == 1
        assert client.publish("orders", "not here") == 0
        received = message(pubsub)
        assert shown(received) == ("smessage", None, "orders", "one")
        assert client.pubsub_shardchannels() == ["orders"]
        assert client.pubsub_shardnumsub("orders") == [("orders", 1)]
        pubsub.sunsubscribe("orders")
        assert shown(message(pubsub)) == ("sunsubscribe", None, "orders", 0)


def calls_handlers(client):
    heard = []
    pubsub = client.pubsub(ignore_subscribe_messages=True)
    pubsub.subscribe(**{"a": lambda m: heard.append(("a", m["data"]))})
    pubsub.psubscribe(**{"b*": lambda m: heard.append((m["channel"], m["data"]))})
    thread = pubsub.run_in_thread(sleep_time=0.01, daemon=True)
    wait_until(lambda: client.pubsub_numpat() == 1, "it is subscribed")
    for number in range(100):
        client.publish("a", number)
    client.publish("bb", "end")
    wait_until(lambda: len(heard) == 101, "all were heard")
    thread.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert heard == [("a", str(number)) for number in range(100)] + [("bb", "end")]


def answers_while_subscribed(client):
    protocol = client.connection_pool.get_protocol()
    # redis-py takes RESP3's answer to PING for a message, but not where it decodes replies.
    with connect(protocol, decode_responses=False) as listener, listener.pubsub() as pubsub:
        pubsub.subscribe("a")
        message(pubsub)
        pubsub.ping("hello")
        assert shown(message(pubsub)) == ("pong", None, None, b"hello")
        if protocol == 2:
            pubsub.execute_command("GET", "k")
            with raises(ResponseError, "Can't execute 'get': only (P|S)SUBSCRIBE"):
                message(pubsub)


def tells_of_keys(client):
    client.config_set("notify-keyspace-events", "KEA")
    try:
        with client.pubsub(ignore_subscribe_messages=True) as pubsub:
            pubsub.psubscribe("__key*__:*")
            wait_until(lambda: client.pubsub_numpat() == 1, "it is subscribed")
            client.set("k", 1, px=20)
            wait_until(lambda: not client.exists("k"), "the key is gone")
            client.lpush("l", "x")
            client.rename("l", "m")
            heard = []
            while not heard or heard[-1] != ("__keyevent@0__:rename_to", "m"):
                got = message(pubsub)
                heard.append((got["channel"], got["data"]))
            expected = []
            for event, key in (
                ("set", "k"), ("expire", "k"), ("expired", "k"), ("lpush", "l"),
                ("rename_from", "l"), ("rename_to", "m"),
            ):
                expected += [(f"__keyspace@0__:{key}", event), (f"__keyevent@0__:{event}", key)]
            assert heard == expected, heard
    finally:
        client.config_set("notify-keyspace-events", "")


empty_the_server()
in_both_protocols(
    carries_messages, keeps_bytes, shards, calls_handlers, answers_while_subscribed,
    tells_of_keys,
)
