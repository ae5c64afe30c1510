"""Pets, which Python and Swift share."""

import json

from layers import compact, lives, on_every_client, same, swift

NOW = 1700000000.25
MONTH = 30 * 86400
FIELDS = {
    "rhythm": [
        "internal_phase", "last_calibration", "last_update", "external_phase", "phase_difference"],
    "energy": ["energy", "last_update", "consumption_rate", "recovery_rate", "circadian_value"],
}


async def python_reads_what_swift_wrote(server):
    swift("pets", "write")
    for system, fields in FIELDS.items():
        document = await server.get(f"life_swift:{system}")
        read = json.loads(document)
        same(list(read), fields)
        same(document, compact(read))
        same(read["last_update"], NOW + 1440 * 60)
        lives(await server.ttl(f"life_swift:{system}"), MONTH)
    assert 20 <= read["energy"] <= 95


async def swift_reads_what_python_wrote(server):
    # The time of day is right, so that nothing moves while no time passes.
    phase = NOW % 86400 / 86400
    rhythm = dict(zip(FIELDS["rhythm"], [phase, NOW, NOW, phase, 0.0]), unknown="größe")
    energy = dict(zip(FIELDS["energy"], [55.5, NOW, 0.0015, 0.004, 0.5]))
    await server.setex("life_python:rhythm", 7 * 86400, compact(rhythm))
    await server.setex("life_python:energy", 7 * 86400, compact(energy))
    told = swift("pets", "read")
    same((told["newborn"], told["ticks"]), (False, 0))
    answer = told["answer"]
    same(answer["device_id"], "python")
    same(answer["internal_state"]["energy"]["energy"], 55.5)
    same(answer["internal_state"]["rhythm"]["internal_phase"], phase)
    # Fed once, although asked to twice; what Swift doesn't know stays where it was.
    same(told["fed"], told["fed again"])
    assert told["fed"] > 55.5
    found = json.loads(await server.get("life_python:energy"))
    same(list(found), FIELDS["energy"])
    same(found["energy"], told["fed"])
    found = await server.get("life_python:rhythm")
    same(list(json.loads(found)), [*FIELDS["rhythm"], "unknown"])
    same(json.loads(found)["unknown"], "größe")
    same(found, compact(json.loads(found)))


if __name__ == "__main__":
    on_every_client(python_reads_what_swift_wrote, swift_reads_what_python_wrote)
