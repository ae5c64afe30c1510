"""django-redis: the cache's operations, its lock, patterns, time to live and raw clients."""

import django
from django.conf import settings
from support import all_at_once, empty_the_server, raises, url, wait_until

settings.configure(
    CACHES={
        "default": {
            "BACKEND": "django_redis.cache.RedisCache", "LOCATION": url(1), "KEY_PREFIX": "site",
            "OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient"},
        },
        "packed": {
            "BACKEND": "django_redis.cache.RedisCache", "LOCATION": url(2),
            "OPTIONS": {
                "COMPRESSOR": "django_redis.compressors.zlib.ZlibCompressor",
                "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
            },
        },
        "shards": {
            "BACKEND": "django_redis.cache.RedisCache", "LOCATION": [url(3), url(4)],
            "OPTIONS": {"CLIENT_CLASS": "django_redis.client.ShardClient"},
        },
    },
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    INSTALLED_APPS=["django.contrib.sessions"],
)
django.setup()

from django.contrib.sessions.backends.cache import SessionStore  # noqa: E402: after the settings
from django.core.cache import caches  # noqa: E402
from django_redis import get_redis_connection  # noqa: E402


def stores_values(cache):
    cache.set("text", "ä\x00b", timeout=30)
    cache.set("number", 5)
    cache.set("list", [1, {"a": None}])
    assert cache.get("text") == "ä\x00b" and cache.get("list") == [1, {"a": None}]
    assert cache.get("missing", "else") == "else" and "number" in cache
    assert cache.add("number", 1) is False and cache.add("new", 1) is True
    assert cache.incr("number", 3) == 8 and cache.decr("number") == 7
    with raises(ValueError):
        cache.incr("missing")
    cache.set_many({"a": 1, "b": 2, "c": 3}, timeout=60)
    assert cache.get_many(["a", "b", "nothing"]) == {"a": 1, "b": 2}
    assert cache.get_or_set("lazy", lambda: "made") == "made" == cache.get("lazy")
    assert cache.delete("a") and not cache.delete("a")
    assert cache.delete_many(["b", "c"]) == 2
    cache.set("v", 1, version=1)
    assert cache.incr_version("v") == 2 and cache.get("v") is None and cache.get("v", version=2) == 1


def ends_by_time(cache):
    cache.set("soon", 1, timeout=0.05)
    wait_until(lambda: cache.get("soon") is None, "it has ended")
    cache.set("never", 1, timeout=None)
    cache.set("later", 1, timeout=100)
    assert cache.touch("later", 200) and 190 < cache.ttl("later") <= 200
    assert cache.ttl("never") is None and cache.ttl("missing") == 0
    assert cache.persist("later") and cache.ttl("later") is None
    assert cache.expire("later", 50) and 40_000 < cache.pttl("later") <= 50_000
    cache.set("at once", 1, timeout=0)
    assert "at once" not in cache
    assert cache.set("later", 2, nx=True) is not True and cache.get("later") == 1


def finds_by_pattern(cache):
    cache.set_many({f"user:{number}": number for number in range(300)})
    cache.set_many({f"order:{number}": number for number in range(100)})
    assert sorted(cache.keys("order:1*")) == sorted(
        f"order:{number}" for number in range(100) if str(number).startswith("1"))
    assert len(set(cache.iter_keys("user:*"))) == 300
    assert cache.delete_pattern("user:*") == 300
    assert cache.delete_pattern("user:*", itersize=10) == 0
    assert len(cache.keys("*")) == 100
    cache.clear()
    assert cache.keys("*") == []


def has_locks(cache):
    with cache.lock("lock", timeout=30):
        assert not cache.lock("lock", timeout=30, blocking_timeout=0.05).acquire()

    def work():
        for _ in range(10):
            with cache.lock("lock", timeout=30, sleep=0.001):
                cache.set("count", cache.get("count", 0) + 1)

    cache.delete("count")
    all_at_once([work] * 4)
    assert cache.get("count") == 40


def has_collections(cache):
    assert cache.sadd("set", 1, 2, 3) == 3 and cache.smembers("set") == {1, 2, 3}
    assert cache.sismember("set", 2) and cache.scard("set") == 3
    assert set(cache.sscan_iter("set")) == {1, 2, 3}
    assert cache.hset("hash", "f", "v") == 1 and cache.hkeys("hash") == ["f"]
    assert cache.hexists("hash", "f") and cache.hdel("hash", "f") == 1


def serves_sessions():
    session = SessionStore()
    session["user"] = 7
    session.save()
    assert SessionStore(session.session_key)["user"] == 7
    session.flush()
    assert not SessionStore(session.session_key).get("user")


empty_the_server()
default = caches["default"]
for check in (stores_values, ends_by_time, finds_by_pattern, has_locks, has_collections):
    default.clear()
    check(default)
    print(check.__name__)
serves_sessions()
stored = get_redis_connection("default").keys("*")
assert all(key.startswith(b"site:1:") for key in stored), stored

packed = caches["packed"]
packed.set("large", ["text"] * 1_000)
assert packed.get("large") == ["text"] * 1_000
assert get_redis_connection("packed").strlen(packed.make_key("large")) < 500

shards = caches["shards"]
shards.set_many({f"k{number}": number for number in range(100)})
assert shards.get_many([f"k{number}" for number in range(100)])["k42"] == 42
assert len(shards.keys("k*")) == 100 and shards.delete_pattern("k*") == 100
print("packed, shards, sessions")
