"""redis-py's scripts and functions: EVALSHA and its fall back, conversions, errors, libraries."""

from redis.exceptions import NoScriptError, ResponseError
from support import all_at_once, connect, empty_the_server, in_both_protocols, raises

LIBRARY = """#!lua name=shop
redis.register_function('buy', function(keys, args)
    local left = tonumber(redis.call('GET', keys[1]) or '0')
    if left < tonumber(args[1]) then return redis.error_reply('SOLDOUT nothing is left') end
    return redis.call('DECRBY', keys[1], args[1])
end)
redis.register_function{
    function_name = 'left',
    callback = function(keys) return redis.call('GET', keys[1]) end,
    flags = {'no-writes'},
}
"""


def are_loaded_when_needed(client):
    client.script_flush()
    add = client.register_script("return redis.call('INCRBY', KEYS[1], ARGV[1])")
    assert client.script_exists(add.sha) == [False]
    with raises(NoScriptError, "No matching script"):
        client.evalsha(add.sha, 1, "n", 1)
    assert add(keys=["n"], args=[5]) == 5 and add(keys=["n"], args=[2]) == 7
    assert client.script_exists(add.sha, "0" * 40) == [True, False]
    client.script_flush("SYNC")
    with client.pipeline() as pipe:
        add(keys=["n"], args=[1], client=pipe)
        add(keys=["m"], args=[1], client=pipe)
        assert pipe.execute() == [8, 1]


def convert_values(client):
    def run(script, *arguments):
        return client.eval(script, 0, *arguments)

    assert run("return {1, 3.99, 'text', {'deep', {true, false}}, nil, 'lost'}") == [
        1, 3, "text", ["deep", [1, None]]
    ]
    assert run("return redis.status_reply('FINE')") == "FINE"
    assert run("return ARGV[1] .. #ARGV", "a", "b") == "a2"
    assert run("return tostring(redis.call('GET', 'missing'))") == "false"
    assert run("return redis.call('SET', 'k', 'v').ok") == "OK"
    assert run("return cjson.encode({a = {1, 2, 'x'}})") == '{"a":[1,2,"x"]}'
    assert run("return cjson.decode(ARGV[1]).list[2].name", '{"list": [0, {"name": "n"}]}') == "n"
    assert run("return cmsgpack.unpack(cmsgpack.pack({'a', 'b'}))[2]") == "b"
    assert run("return {struct.unpack('>I2', struct.pack('>I2', 258))}") == [258, 3]
    assert run("return {bit.band(6, 3), bit.lshift(1, 4), bit.tohex(255, 4)}") == [2, 16, "00ff"]
    assert run("return redis.sha1hex('')") == "da39a3ee5e6b4b0d3255bfef95601890afd80709"
    assert run("return {math.floor(3.7), string.format('%05.1f', 2.25), #KEYS}") == [3, "002.2", 0]


def fail_as_scripts_do(client):
    for script, text in (
        ("return redis.call('INCR', KEYS[1])", "value is not an integer or out of range"),
        ("return redis.error_reply('MINE it is')", "MINE it is"),
        ("return redis.call('NOSUCH')", "Unknown Redis command called from script script"),
        ("return redis.call('GET')", "Wrong number of args calling Redis command from script"),
        ("return nothing.at.all", "Script attempted to access nonexistent global variable 'nothing'"),
        ("made = 1", "Attempt to modify a readonly table"),
        ("return 1 +", "Error compiling script (new function)"),
        ("error('mine')", "user_script:1: mine"),
        ("return redis.call('BLPOP', 'empty', 0)", "This Redis command is not allowed from script"),
    ):
        client.set("text", "x")
        with raises(ResponseError, text):
            client.eval(script, 1, "text")
    caught = client.eval("local r = redis.pcall('INCR', 'text') return r.err", 0)
    assert caught == "ERR value is not an integer or out of range"
    with raises(ResponseError, "Write commands are not allowed from read-only scripts"):
        client.eval_ro("return redis.call('SET', 'k', 1)", 1, "k")
    assert client.eval_ro("return redis.call('GET', KEYS[1])", 1, "text") == "x"


def are_atomic(client):
    client.set("stock", 100)
    take = """
        local left = tonumber(redis.call('GET', KEYS[1]))
        if left <= 0 then return 0 end
        redis.call('SET', KEYS[1], left - 1)
        return 1
    """

    def work():
        with connect() as own:
            script = own.register_script(take)
            return sum(script(keys=["stock"]) for _ in range(40))

    assert sum(all_at_once([work] * 4)) == 100
    assert client.get("stock") == "0"


def form_libraries(client):
    client.function_flush()
    assert client.function_load(LIBRARY) == "shop"
    with raises(ResponseError, "Library 'shop' already exists"):
        client.function_load(LIBRARY)
    assert client.function_load(LIBRARY, replace=True) == "shop"
    client.set("apples", 3)
    assert client.fcall("buy", 1, "apples", 2) == 1
    with raises(ResponseError, "SOLDOUT nothing is left"):
        client.fcall("buy", 1, "apples", 2)
    assert client.fcall_ro("left", 1, "apples") == "1"
    with raises(ResponseError, "Can not execute a script with write flag using *_ro command"):
        client.fcall_ro("buy", 1, "apples", 1)
    payload = function_dump()
    client.function_flush()
    with raises(ResponseError, "Function not found"):
        client.fcall("buy", 1, "apples", 1)
    client.function_restore(payload)
    assert client.fcall("buy", 1, "apples", 1) == 0
    assert "shop" in str(client.function_list())
    client.function_delete("shop")
    assert not client.function_list()


def function_dump():
    with connect(decode_responses=False) as client:
        return client.function_dump()


empty_the_server()
in_both_protocols(
    are_loaded_when_needed, convert_values, fail_as_scripts_do, are_atomic, form_libraries)
