from ipclip_app.bench.mutations import mutated, seeded

DATA = bytes(range(200))


def test_the_same_seed_gives_the_same_damage():
    first, second = (mutated(DATA, seeded(3)) for _ in range(2))
    assert first == second


def test_damage_is_of_many_kinds():
    random = seeded(0)
    found = [mutated(DATA, random) for _ in range(500)]
    assert len(set(found)) > 450
    assert min(map(len, found)) < len(DATA) < max(map(len, found))
    assert any(len(each) == len(DATA) and each != DATA for each in found)


def test_nothing_is_too_short_to_be_damaged():
    random = seeded(0)
    assert any(mutated(b"", random) for _ in range(50))
