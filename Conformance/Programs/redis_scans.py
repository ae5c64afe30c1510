"""redis-py's iterators over SCAN, HSCAN, SSCAN and ZSCAN, while others write."""

from support import Running, connect, empty_the_server, in_both_protocols


def find_all_keys(client):
    client.mset({f"key:{number}": number for number in range(2_000)})
    client.mset({f"other:{number}": number for number in range(500)})
    client.rpush("list:1", "x")
    assert set(client.scan_iter("key:*")) == {f"key:{number}" for number in range(2_000)}
    assert len(list(client.scan_iter(count=1_000))) == 2_501
    assert list(client.scan_iter(_type="list")) == ["list:1"]
    assert list(client.scan_iter("nothing:*")) == []


def find_all_elements(client):
    for size in (10, 3_000):
        names = [f"name:{number}" for number in range(size)]
        client.delete("h", "s", "z", "i")
        client.hset("h", mapping={name: number for number, name in enumerate(names)})
        client.sadd("s", *names)
        client.sadd("i", *range(size))
        client.zadd("z", {name: number / 2 for number, name in enumerate(names)})
        assert dict(client.hscan_iter("h", count=50)) == {
            name: str(number) for number, name in enumerate(names)
        }
        assert set(client.sscan_iter("s")) == set(names)
        assert set(client.sscan_iter("i", count=7)) == {str(number) for number in range(size)}
        assert dict(client.zscan_iter("z")) == {
            name: number / 2 for number, name in enumerate(names)
        }
        assert set(client.sscan_iter("s", match="name:1*")) == {
            name for name in names if name.startswith("name:1")
        }


def find_what_stays_while_others_write(client):
    client.mset({f"stays:{number}": 1 for number in range(1_000)})

    def churn():
        with connect() as own:
            for round in range(10):
                names = [f"passes:{round}:{number}" for number in range(500)]
                own.mset(dict.fromkeys(names, 1))
                own.delete(*names)

    with Running(churn) as writer:
        rounds = 0
        while writer.is_running() or rounds == 0:
            found = [key for key in client.scan_iter(count=20) if key.startswith("stays:")]
            assert set(found) == {f"stays:{number}" for number in range(1_000)}
            rounds += 1
    assert client.dbsize() == 1_000


empty_the_server()
in_both_protocols(find_all_keys, find_all_elements, find_what_stays_while_others_write)
