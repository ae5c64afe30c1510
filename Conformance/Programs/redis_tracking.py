"""redis-py's client-side cache, and CLIENT TRACKING with an own connection for invalidations."""

from redis.cache import CacheConfig
from redis.connection import CacheProxyConnection
from redis.exceptions import ConnectionError, ResponseError
from support import connect, empty_the_server, raises, wait_until


def is_refused_by_version():
    """redis-py asks for 7.4 by HELLO's version; a server that claims another would be taken wrongly."""
    with connect(3, cache_config=CacheConfig()) as client:
        with raises(ConnectionError, "client-side caching is supported by Redis 7.4 or later"):
            client.ping()


def cache_follows_writes():
    with connect(3, cache_config=CacheConfig()) as client, connect() as other:
        other.config_resetstat()
        other.mset({"a": 1, "b": 2})
        for _ in range(5):
            assert client.get("a") == "1" and client.get("b") == "2"
        assert other.info("commandstats")["cmdstat_get"]["calls"] == 2, "later reads are cached"
        assert client.get_cache().size == 2

        other.set("a", 3)
        wait_until(lambda: client.get("a") == "3", "the write is noticed")
        assert client.get("b") == "2"

        other.expire("b", 0)
        wait_until(lambda: client.get("b") is None, "the end is noticed")
        other.hset("h", mapping={"f": "v"})
        assert client.hgetall("h") == {"f": "v"}
        other.hset("h", "f", "w")
        wait_until(lambda: client.hgetall("h") == {"f": "w"}, "the field is noticed")

        other.flushall()
        wait_until(lambda: client.get("a") is None, "emptying is noticed")


def tracking_redirects():
    """RESP2's way: another connection, subscribed to the channel of invalidations."""
    with connect(2) as listener, connect(2) as client, connect() as other:
        with listener.pubsub(ignore_subscribe_messages=True) as pubsub:
            pubsub.subscribe("__redis__:invalidate")
            pubsub.get_message(timeout=5)
            (own,) = (one["id"] for one in other.client_list() if one["cmd"] == "subscribe")
            one = client.client()
            assert one.client_tracking_on(clientid=own)
            assert one.client_getredir() == int(own)
            info = one.client_trackinginfo()
            assert "on" in str(info) and str(own) in str(info)
            other.mset({"a": 1, "b": 1, "c": 1})
            assert one.mget("a", "b") == ["1", "1"]
            other.set("c", 2)
            other.set("a", 2)
            other.set("a", 3)
            other.incr("b")
            heard = [
                wait_until(lambda: pubsub.get_message(timeout=1), "an invalidation")["data"]
                for _ in range(2)
            ]
            assert heard == [["a"], ["b"]], heard
            other.flushall()
            assert wait_until(lambda: pubsub.get_message(timeout=1), "all are gone")["data"] is None
            assert one.client_tracking_off() and one.client_getredir() == -1


def broadcasts_by_prefix():
    with connect(3) as client, connect() as other:
        one = client.client()
        heard = []
        parser = one.connection._get_parser()
        parser.set_invalidation_push_handler(heard.append)
        assert one.client_tracking_on(bcast=True, prefix=["user:", "order:"], noloop=True)
        other.set("user:1", 1)
        other.set("else:1", 1)
        other.set("order:1", 1)
        one.set("user:2", 1)
        wait_until(lambda: one.ping() and len(heard) >= 2, "invalidations")
        names = [name for push in heard for name in push[1]]
        assert [str(name).strip("b'") for name in names] == ["user:1", "order:1"], heard
        with raises(ResponseError, "Prefix 'user:1' overlaps with an existing prefix 'user:'"):
            one.client_tracking_on(bcast=True, prefix=["user:1"])


empty_the_server()
is_refused_by_version()
# What HELLO says stays as it is; only what redis-py asks for is less.
CacheProxyConnection.MIN_ALLOWED_VERSION = "7.0.0"
for check in (cache_follows_writes, tracking_redirects, broadcasts_by_prefix):
    empty_the_server()
    check()
    print(check.__name__)
