"""What the benchmarks' class names promise."""

from ipclip_app.bench.made_up_names import made_up_names
from ipclip_app.data.protocol_names import OFFICE_HOME
from ipclip_app.model.text_tower import suffix_tokens


def test_office_home_has_its_65_classes_in_238_tokens_behind_a_vit_b_16s_prompt():
    prefix = 1 + 2 * 12 + 4

    assert len(set(OFFICE_HOME)) == 65
    assert prefix + sum(len(suffix_tokens(name)) for name in OFFICE_HOME) == 238


def test_made_up_names_differ_and_repeat_at_every_call():
    names = made_up_names(20_000)

    assert len(set(names)) == 20_000
    assert made_up_names(300) == names[:300]


def test_made_up_names_are_as_long_as_office_homes():
    lengths = [len(suffix_tokens(name)) for name in made_up_names(1000)]

    assert 3 <= sum(lengths) / len(lengths) <= 3.5
